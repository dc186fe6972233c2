// Names, and words of a server, that somebody wrote to harm whoever reads them: nothing of what they do reaches the
// terminal, a table or a spreadsheet. The bytes are judged, not the picture.
import Models
import TestSupport
import Testing

@Suite("hostile names", .ownThread)
struct HostileDataTests {
    /// Sequences that captop writes too, but never with these numbers, and bytes that move its cursor, but never between
    /// these neighbours: what comes through uncleaned is told from captop's own.
    private static let marked = [
        "\u{1B}[97;97H", "\u{1B}[38;5;219;7;7m", "\u{1B}[97J", "\u{1B}[97K", "\u{1B}[?1017h", "\u{1B}[?1017l", "(*\r*)",
        "(*\n*)", "(*\u{8}*)", "(*\t*)", "(*\u{E}*)", "(*\u{F}*)",
    ]

    /// Each as the characters' numbers, for SQL and for JSON.
    private static let names: [[UInt32]] = [
        // The few offer groups bear the first of them.
        scalars("\u{1B}]0;pwned\u{7}\u{1B}[2J\u{1B}[31m\u{1B}P+q\u{1B}\\ESC"),
        scalars("\u{9B}31m\u{9D}0;x\u{9C}\u{85}\u{90}C1"), scalars("\u{202E}evil\u{2066}\u{200F}\u{61C}BIDI"),
        scalars(String(repeating: "LONG", count: 2500)), scalars(marked[0..<2].joined()),
        scalars("\u{8}\u{7F}\u{D}\u{A}\u{C}\u{E}\u{0F}\u{5}C0"),
        scalars("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{FE0F}ZWJ"),
        scalars("\u{FEFF}\u{200B}\u{2060}\u{E0041}\u{AD}INVISIBLE"),
        scalars("Z" + String(repeating: "\u{301}", count: 2000)),
        scalars("\u{4F5C}\u{8005}\u{FFFF}\u{10FFFF}\u{E000}WIDE"),
        scalars("=cmd|' /C calc'!A0"), scalars("\t=1+1"), scalars("\r@SUM(1)"), scalars("\u{FF1D}1+1"),
        scalars("+\u{301}1"),
        scalars("-2+3\"\n\"x"), scalars("$(touch pwned);`id`|& >x '\"\\ \u{2028}"), scalars("[31m2J]0;\\e\\x1b"),
        scalars(marked[2..<6].joined()), scalars(marked[6..<9].joined()), scalars(marked[9...].joined()),
    ]

    /// Of accounts and of servers' refusals: the marks, C1, bidirectional and invisible ones, and ten thousand letters.
    private static let words =
        marked.joined() + "\u{9B}31m\u{202E}evil\u{2066}\u{200F}\u{61C}\u{FEFF}\u{200B}\u{E0041}"
        + String(repeating: "LONG", count: 2500)

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// `char` of SQLite takes so many numbers and no more.
    private static func expression(_ scalars: [UInt32]) -> String {
        stride(from: 0, to: scalars.count, by: 100).map { start in
            "char(\(scalars[start..<min(scalars.count, start + 100)].map(String.init).joined(separator: ",")))"
        }.joined(separator: " || ")
    }

    /// A sandbox whose affiliates, advertisers, offers, offer groups, caps and flows bear them.
    private func sandbox(_ scratch: Scratch) throws -> SandboxServer {
        let options = ["--caps", "60", "--traffic", "0", "--speed", "0.0001", "--db", "\(scratch.path)/sandbox.sqlite"]
        try SandboxServer(options).stop()
        let values = Self.names.enumerated().map { "(\($0.offset), \(Self.expression($0.element)))" }
        var sql = "CREATE TEMP TABLE evil(n, text); INSERT INTO evil VALUES \(values.joined(separator: ",")); "
        for table in ["affiliates", "advertisers", "offers", "offer_groups", "custom_caps"] {
            let place = "(SELECT count(*) FROM \(table) AS before WHERE before.rowid < \(table).rowid)"
            sql += "UPDATE \(table) SET name = (SELECT text FROM evil WHERE n = \(place) % \(Self.names.count)); "
        }
        let json = Self.names.flatMap { $0.prefix(40) }.map { value -> String in
            let units = Unicode.Scalar(value).map { Array(String($0).utf16) } ?? []
            return units.map {
                "\\u" + String(repeating: "0", count: 4 - String($0, radix: 16).count) + String($0, radix: 16)
            }.joined()
        }.joined()
        sql +=
            "UPDATE flows SET saved = replace(saved, 'Solar Leads', '\(json)'), "
            + "deployed = replace(deployed, 'Solar Leads', '\(json)');"
        let sqlite = try PipedProgram("sqlite3", ["\(scratch.path)/sandbox.sqlite", sql])
        try #require(sqlite.exitCode() == 0, "\(sqlite.messages)")
        return try SandboxServer(options)
    }

    @Test("only captop's own sequences and printable text reach the terminal, on every screen")
    func terminal() throws {
        let scratch = try Scratch()
        let sandbox = try sandbox(scratch)
        defer { sandbox.stop() }
        for locale in Self.locales {
            let dashboard = try start(on: sandbox, locale: locale)
            defer { dashboard.end() }
            let terminal = dashboard.terminal
            terminal.visit([
                ("\tjj\tjj\tGkP", "Custom payouts"), ("C", "Tiered commissions"), ("T", "Affiliate tiers"),
                ("A", "Audit: "), ("\u{1B}", "Affiliates"), ("\te", "enter: confirm"), ("\u{1B}", "quit"),
                ("n", "enter: choose"), ("\u{1B}", "quit"), ("?", " Help "), ("?", "quit"),
                ("Mm+", "enter: confirm"), ("\u{1B}", "quit"),
            ])
            expectClean(terminal, locale)
            for harmless in ["[97;97H", "[97J", "[?1017h", "(* *)(* *)(*"] {
                #expect(occurrences(of: harmless, in: terminal) > 0, "\(locale): \(harmless) has not been shown")
            }
        }
    }

    private static let locales = ["C.UTF-8", "C"]

    private func start(
        on sandbox: SandboxServer, through proxy: RecordingProxy? = nil, locale: String, configuration: String = ""
    ) throws -> Dashboard {
        try Dashboard(on: sandbox, through: proxy, configuration: configuration, arguments: ["--write"]) {
            $0.columns = 160
            $0.environment["LC_ALL"] = locale
        }
    }

    private func expectClean(
        _ terminal: PtyProcess, _ locale: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let foreign = Set(TerminalBytes.foreign(in: terminal.log))
        #expect(foreign.isEmpty, "\(locale): \(foreign.sorted().prefix(20))", sourceLocation: sourceLocation)
        #expect(terminal.screen.bells == 0, sourceLocation: sourceLocation)
        // The terminal's driver may make two bytes of a line feed.
        let uncleaned = (Self.marked + ["(*\r\n*)"]).filter { occurrences(of: $0, in: terminal) > 0 }
        #expect(uncleaned.isEmpty, "\(locale): \(uncleaned)", sourceLocation: sourceLocation)
    }

    private func expect(
        _ keys: String, on terminal: PtyProcess, sourceLocation: SourceLocation = #_sourceLocation,
        to condition: () -> Bool
    ) {
        let isDone = terminal.press(keys, until: condition)
        #expect(isDone, "\(keys.debugDescription)\n\(terminal.picture)", sourceLocation: sourceLocation)
    }

    /// Whether some of the words are there; what stands for an escape depends on who has cleaned them.
    private func saysWords(_ line: String) -> Bool { line.contains(#/\[97;97H.\[38;5;219;7;7m.\[97J/#) }

    @Test("names reach notifications, and the screens of networks, alerts, charts and editors, as printable text only")
    func otherScreens() throws {
        let scratch = try Scratch()
        let sandbox = try sandbox(scratch)
        defer { sandbox.stop() }
        let proxy = try RecordingProxy(to: sandbox.port)
        var accounts: [String: [UInt8]] = [:]
        for path in ["/v1/networks", "/account"] {
            var account = try SomebodyElse(at: sandbox).get(path)
            account["name"] = .string(String(Self.words.prefix(200)))
            accounts[path] = RecordingProxy.answer(200, account)
        }
        proxy.standIn { [accounts] in accounts[$0.target] }
        let rule = """
            [[alert]]
            name = "used"
            when = "util > 0 and enabled"
            notify = ["osc9", "osc777"]
            """
        for locale in Self.locales {
            let dashboard = try start(on: sandbox, through: proxy, locale: locale, configuration: rule)
            defer { dashboard.end() }
            let terminal = dashboard.terminal
            #expect(terminal.wait { terminal.lines.last?.contains(" alerts  ! ") == true }, "\(terminal.picture)")
            expect("N", on: terminal) { terminal.shows("TROUBLE") }
            for (key, kind) in [("g", "everflow"), ("G", "leadconduit")] {
                expect(key, on: terminal) {
                    terminal.shows("\(kind), sandbox") && terminal.lines.contains(where: saysWords)
                }
            }
            expect("\u{1B}", on: terminal) { terminal.shows("Affiliates") }
            expect("!", on: terminal) { terminal.shows(" not seen") }
            expect("G", on: terminal) { terminal.shows("alert 1 ") }
            expect("\u{1B}", on: terminal) { terminal.shows("Affiliates") }
            expect("c", on: terminal) { terminal.shows("esc back") }
            for _ in 0..<12 {
                terminal.send("j")
                terminal.settle(quiet: 0.05)
            }
            expect("\u{1B}", on: terminal) { terminal.shows("Affiliates") }
            for kind in ["group", "affiliate", "offer", "flow"] { edit("evil\(kind)", on: terminal) }
            expectClean(terminal, locale)
            for notification in ["\u{1B}]9;captop: ", "\u{1B}]777;notify;captop;"] {
                #expect(occurrences(of: notification, in: terminal) > 0, "\(locale): \(notification.dropFirst())")
            }
        }
    }

    /// Finds an object, opens its editor, and goes back.
    private func edit(_ typed: String, on terminal: PtyProcess) {
        expect("E", on: terminal) { terminal.shows("enter: choose") }
        expect(typed, on: terminal) { terminal.shows("name: \(typed)") }
        expect("\r", on: terminal) { terminal.shows("enter: confirm") }
        if typed == "evilgroup" {
            expect("77\r", on: terminal) {
                terminal.shows("Send this change?") && terminal.shows(" evilBIDI, offer group")
            }
            expect("\u{1B}", on: terminal) { !terminal.shows("Send this change?") }
        }
        expect("\u{1B}", on: terminal) { !terminal.shows("enter: confirm") }
    }

    @Test("what a network says of a refused change or a failed refresh reaches the terminal as printable text only")
    func refusals() throws {
        let scratch = try Scratch()
        let sandbox = try sandbox(scratch)
        defer { sandbox.stop() }
        let proxy = try RecordingProxy(to: sandbox.port)
        let body: JSONValue = .object([("error", .string(Self.words))])
        let (refusal, failure) = (RecordingProxy.answer(400, body), RecordingProxy.answer(500, body))
        for locale in Self.locales {
            proxy.standIn(nil)
            let dashboard = try start(on: sandbox, through: proxy, locale: locale)
            defer { dashboard.end() }
            let terminal = dashboard.terminal
            expect("/", on: terminal) { terminal.lines.last?.contains("filter:") == true }
            expect("scope=custom\r", on: terminal) { terminal.shows("scope=custom") && terminal.shows("quit") }
            expect("+", on: terminal) { terminal.shows("enter: confirm") }
            expect("\r", on: terminal) { terminal.shows("Send this change?") }
            proxy.standIn { $0.isRead ? nil : refusal }
            expect("y", on: terminal) {
                terminal.lines.contains { $0.contains("refused: 400 request refused: ") && saysWords($0) }
            }
            expect("\r", on: terminal) { terminal.shows("enter: confirm") }
            expect("\u{1B}", on: terminal) { !terminal.shows("enter: confirm") }
            expect("A", on: terminal) { terminal.shows("status 400") && terminal.lines.contains(where: saysWords) }
            expect("\u{1B}", on: terminal) { terminal.shows("Affiliates") }
            proxy.standIn { _ in failure }
            let isSaid = terminal.wait {
                let line = terminal.lines.last ?? ""
                return line.contains(" for ") && line.contains(": 500 fault at the server: ") && saysWords(line)
            }
            #expect(isSaid, "\(terminal.picture)")
            expect("N", on: terminal) { terminal.shows("2 failing") && terminal.shows("failing for") }
            for (key, kind) in [("g", "everflow"), ("G", "leadconduit")] {
                expect(key, on: terminal) {
                    terminal.shows("\(kind), sandbox")
                        && terminal.lines.contains { $0.contains("failing for") && saysWords($0) }
                }
            }
            expectClean(terminal, locale)
        }
    }

    @Test("what is typed to find an object among names of ten thousand letters is answered within three seconds a key")
    func typing() throws {
        let scratch = try Scratch()
        let sandbox = try sandbox(scratch)
        defer { sandbox.stop() }
        let dashboard = try start(on: sandbox, locale: "C.UTF-8")
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        expect("E", on: terminal) { terminal.shows("enter: choose") }
        // The first letters occur thousands of times in the long name, the others behind it.
        var typed = ""
        for key in "noffer" {
            typed.append(key)
            let isShown = terminal.press(String(key), timeout: 3) { terminal.shows("name: \(typed) ") }
            try #require(isShown, "\(typed)\n\(terminal.picture)")
        }
    }

    private func occurrences(of text: String, in terminal: PtyProcess) -> Int {
        terminal.log.occurrences(of: Array(text.utf8))
    }

    @Test("tables and CSV carry no control character, no line more than there are rows, and no formula")
    func outputs() throws {
        let scratch = try Scratch()
        let sandbox = try sandbox(scratch)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        for (what, least) in [("caps", 60), ("offers", 5), ("affiliates", 5), ("payouts", 1)] {
            for format in ["table", "csv", "json"] {
                let once = try Once(["--config", configuration, "--what", what, "--format", format], in: scratch)
                #expect(once.code == 0, "\(what) \(format): \(once.messages)")
                let text = once.output.replacing("\r\n", with: "\n")
                let foreign = TerminalBytes.foreign(inText: Array(text.utf8))
                // JSON keeps joiners, tags and the like, which only shape the text, so that names stay what they are.
                let shaping = #/scalar U\+(ad|200[bcd]|206[0-4]|fe0[0-9a-f]|feff|fff9|fff[ab]|e0[0-9a-f]{3})/#
                let bad = format == "json" ? foreign.filter { $0.wholeMatch(of: shaping) == nil } : foreign
                #expect(bad.isEmpty, "\(what) \(format): \(Set(bad).sorted().prefix(10))")
                if format == "csv" {
                    #expect(text.split(separator: "\n").count > least)
                    let formulas = try formulas(inCSV: try scratch.write(once.output, to: "\(what).csv"))
                    #expect(formulas.isEmpty, "formulas in \(what): \(formulas)")
                }
            }
        }
    }

    /// The cells, as another program reads them, that a spreadsheet would take for formulas.
    private func formulas(inCSV file: String) throws -> [String] {
        let script = #"""
            import csv, io, sys
            text = open(sys.argv[1], encoding="utf-8", newline="").read()
            rows = list(csv.reader(io.StringIO(text, newline="")))
            assert text.count("\n") == len(rows), "a cell breaks its line"
            assert len({len(row) for row in rows}) == 1, "rows differ in length"
            for cell in (cell for row in rows for cell in row):
                if cell.lstrip(" ").startswith(tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")):
                    print(ascii(cell))
            """#
        let program = try PipedProgram("python3", ["-c", script, file])
        let code = program.exitCode()
        try #require(code == 0, "\(file): \(program.messages)")
        return program.text.split(separator: "\n").map(String.init)
    }
}
