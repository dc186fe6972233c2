// Which terminals and locales the dashboard starts on, and what it may write to them.
import TestSupport
import Testing

@Suite("terminals", .ownThread)
struct TerminalTypeTests {
    /// All in common use that come with ncurses, two that have no description where most people log in, and none.
    private static let usual = [
        "xterm", "xterm-256color", "xterm-color", "xterm-mono", "rxvt", "rxvt-unicode-256color", "screen",
        "screen-256color", "tmux", "tmux-256color", "linux", "vt100", "vt220", "dumb", "xterm-kitty", "alacritty",
        "unknown-terminal", "",
    ]

    /// What other terminals call themselves. One that this machine has no description of is left out: captop takes
    /// another's in its place, as for the unknown terminal.
    private static let others = [
        "foot", "st-256color", "putty-256color", "konsole-256color", "vte-256color", "wezterm", "xterm-ghostty",
    ]

    private static func isDescribed(_ type: String) -> Bool {
        (try? PipedProgram("infocmp", [type]))?.exitCode() == 0
    }

    @Test("every terminal type starts, draws and is left as it was, known, unknown or not set at all")
    func types() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        for type in Self.usual + Self.others.filter(Self.isDescribed) {
            let dashboard = try Dashboard(on: sandbox, configuration: "[ui]\nmouse = true\n") {
                $0.environment["TERM"] = type
            }
            defer { dashboard.end() }
            let terminal = dashboard.terminal
            #expect(
                terminal.wait {
                    terminal.shows("Affiliates") && terminal.shows("Solar Leads") && terminal.shows("RESETS")
                },
                "\(type):\n\(terminal.picture)")
            terminal.send("q")
            #expect(terminal.waitExit() == .code(0), "\(type)")
            #expect(terminal.settings() == terminal.foundSettings, "\(type)")
            #expect(!terminal.screen.isAlternate && terminal.screen.isCursorVisible, "\(type)")
            for mode in ["2004", "1000", "1006"] {
                let on = terminal.log.lastIndex(of: Array("\u{1B}[?\(mode)h".utf8)) ?? .max
                let off = terminal.log.lastIndex(of: Array("\u{1B}[?\(mode)l".utf8)) ?? -1
                #expect(on < off, "\(type): \(mode) was asked for, and is given back last")
            }
        }
    }

    @Test("in the C locale every byte is ASCII, and a name that has no letters there is question marks")
    func ascii() throws {
        let dashboard = try Dashboard(on: SandboxServer.frozen(caps: 20)) { $0.environment["LC_ALL"] = "C" }
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.press("?") { terminal.shows(" Help ") })
        #expect(terminal.press("?") { !terminal.shows(" Help ") })
        #expect(terminal.shows("==") && terminal.shows("+--"), "\(terminal.picture)")
        // Six characters, each two cells wide.
        #expect(terminal.shows(" ???????????? ") && terminal.shows("Blue Fjord Ads"), "\(terminal.picture)")
        let foreign = terminal.log.filter { $0 >= 0x80 }
        #expect(foreign.isEmpty, "\(foreign.count) bytes beyond ASCII:\n\(terminal.picture)")
    }

    @Test("with NO_COLOR no colour is set, and without it colours are")
    func noColor() throws {
        let sandbox = try SandboxServer.frozen(caps: 20)
        defer { sandbox.stop() }
        let plain = try Dashboard(on: sandbox) { $0.environment["NO_COLOR"] = "1" }
        defer { plain.end() }
        #expect(plain.terminal.press("?") { plain.terminal.shows(" Help ") })
        #expect(colours(plain.terminal.log) == [])
        let coloured = try Dashboard(on: sandbox)
        defer { coloured.end() }
        #expect(!colours(coloured.terminal.log).isEmpty)
    }

    /// The colour parameters of every SGR sequence.
    private func colours(_ log: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        let text = String(decoding: log, as: UTF8.self)
        for match in text.matches(of: #/\x1B\[([0-9;:]*)m/#) {
            let parameters = match.output.1.split { $0 == ";" || $0 == ":" }.compactMap { Int($0) }
            found.formUnion(parameters.filter { (30...38).contains($0) || (40...48).contains($0) || $0 >= 90 })
        }
        return found
    }

    @Test("control characters in names reach neither the terminal nor the table nor CSV")
    func names() throws {
        let scratch = try Scratch()
        let options = ["--caps", "20", "--traffic", "0", "--speed", "0.0001", "--db", "\(scratch.path)/sandbox.sqlite"]
        try SandboxServer(options).stop()
        let evil = "'EVIL' || char(27) || ']0;pwned' || char(7) || char(155) || '31m' || char(13,10,8,127) || name"
        let sql = """
            UPDATE affiliates SET name = \(evil); UPDATE offers SET name = \(evil); UPDATE custom_caps SET name = \(evil);
            UPDATE flows SET saved = replace(saved, 'Solar Leads', 'EVIL\\u001b]0;pwned\\u0007\\u009b31m\\r\\n'),
            deployed = replace(deployed, 'Solar Leads', 'EVIL\\u001b]0;pwned\\u0007\\u009b31m\\r\\n');
            """
        let sqlite = try PipedProgram("sqlite3", ["\(scratch.path)/sandbox.sqlite", sql])
        try #require(sqlite.exitCode() == 0, "\(sqlite.messages)")
        let sandbox = try SandboxServer(options)
        defer { sandbox.stop() }

        let dashboard = try Dashboard(on: sandbox)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        #expect(terminal.wait { terminal.shows("EVIL") }, "\(terminal.picture)")
        terminal.send("\tjj\tjj")
        terminal.settle()
        expectHarmless(terminal.log)
        #expect(terminal.screen.bells == 0)

        for format in ["table", "csv"] {
            let once = try Once(["--config", dashboard.configuration, "--format", format], in: dashboard.scratch)
            #expect(once.code == 0 && once.output.contains("EVIL"))
            expectHarmless(Array(once.output.utf8))
            let lines = once.output.replacing("\r\n", with: "\n").split(separator: "\n")
            #expect(lines.count == 21, "a line break in a name breaks no line")
            #expect(!once.output.replacing("\r\n", with: "").contains { $0 == "\r" || $0 == "\u{8}" || $0 == "\u{7F}" })
        }
        let json = try Once(["--config", dashboard.configuration, "--format", "json"], in: dashboard.scratch)
        #expect(json.ids.count == 20)
        #expect(!json.output.utf8.contains(0x1B), "JSON escapes them")
    }

    private func expectHarmless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        for sequence in ["\u{1B}]0;", "pwned\u{7}", "\u{9B}", "\u{7F}", "\u{8}EVIL"] {
            #expect(
                bytes.occurrences(of: Array(sequence.utf8)) == 0, "\(sequence.debugDescription) is in it",
                sourceLocation: sourceLocation)
        }
    }
}
