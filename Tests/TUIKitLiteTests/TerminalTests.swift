// Checks what the terminal writes against an emulator, and what it reads from a pty. One after another: curses has one screen.
import Dispatch
import Glibc
import TestSupport
import Testing

@testable import TUIKitLite

@Suite("Terminal", .serialized)
@MainActor
struct TerminalTests {
    private let size = Size(width: 60, height: 20)

    /// Text in every width, in random places and styles.
    private func randomSurface(_ random: inout SeededRandom, size: Size, base: Surface? = nil) -> Surface {
        var surface = base ?? Surface(size: size)
        let texts = [
            "Harbor Media", "作者名前", "e\u{301}a\u{308}", "█▌▏│", "┌─┐", "😀x😀", "שלום", "a", "   ", "한국어 caps", "100%",
        ]
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            surface.put(
                texts.randomElement(using: &random) ?? "",
                at: Point(
                    x: Int.random(in: -6..<size.width, using: &random),
                    y: Int.random(in: 0..<size.height, using: &random)),
                style: randomStyle(&random), maxWidth: Int.random(in: 0...20, using: &random))
        }
        if Bool.random(using: &random) {
            surface.cursor = Point(
                x: Int.random(in: 0..<size.width, using: &random), y: Int.random(in: 0..<size.height, using: &random))
        } else {
            surface.cursor = nil
        }
        return surface
    }

    private func randomStyle(_ random: inout SeededRandom) -> Style {
        func color(_ random: inout SeededRandom) -> Color {
            Bool.random(using: &random) ? .terminal : .palette(UInt8.random(in: 0..<30, using: &random))
        }
        let attributes = [Attributes.bold, .underline, .reverse].filter { _ in
            Int.random(in: 0..<4, using: &random) == 0
        }
        return Style(
            foreground: color(&random), background: color(&random), attributes: Attributes(attributes))
    }

    @Test("from any frame to any other the screen shows exactly the cells, in one write each", arguments: 1...12)
    func frames(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let bench = try TerminalBench(columns: size.width, rows: size.height)
        var surface = Surface(size: size)
        for frame in 0..<25 {
            let isSmallChange = Bool.random(using: &random)
            surface = randomSurface(&random, size: size, base: isSmallChange ? surface : nil)
            let writes = bench.present(surface)
            #expect(writes.count <= 1, "frame \(frame)")
            let differences = bench.differences(from: surface)
            #expect(differences.isEmpty, "seed \(seed) frame \(frame): \(differences.prefix(3))")
            #expect(bench.screen.isCursorVisible == (surface.cursor != nil))
            if let cursor = surface.cursor {
                #expect(bench.screen.cursor.x == cursor.x && bench.screen.cursor.y == cursor.y)
            }
            #expect(bench.present(surface).isEmpty, "nothing is written when nothing changed")
        }
    }

    @Test(
        "what moves up or down is drawn where it belongs, at any height, also after the terminal got another",
        arguments: [10, 24, 25, 50, 120])
    func moving(height: Int) throws {
        let bench = try TerminalBench(columns: 60, rows: height)
        defer { bench.terminal.close() }
        try bench.startOnce()
        for rows in [height, height + 30, height] {
            bench.screen.resize(columns: 60, rows: rows)
            bench.pty.resize(columns: 60, rows: rows)
            bench.terminal.windowChanged()
            for shift in [0, 1, 0, 3, 1, 2] {
                var surface = Surface(size: Size(width: 60, height: rows))
                for y in shift..<rows {
                    surface.put("row \(y - shift) with some text", at: Point(x: shift, y: y), style: .plain)
                }
                bench.present(surface)
                let differences = bench.differences(from: surface)
                #expect(differences.isEmpty, "\(rows) rows, moved by \(shift): \(differences.prefix(3))")
            }
        }
    }

    @Test("a frame is one write between the marks of a synchronised update")
    func marks() throws {
        let bench = try TerminalBench(columns: size.width, rows: size.height)
        var surface = Surface(size: size)
        bench.present(surface)
        surface.put("x", at: Point(x: 3, y: 3), style: .plain)
        let writes = bench.present(surface)
        #expect(writes.count == 1)
        let text = String(decoding: writes.joined(), as: UTF8.self)
        #expect(text.hasPrefix("\u{1B}[?2026h") && text.hasSuffix("\u{1B}[?2026l"))
        #expect(text.utf8.count < 40)
    }

    @Test("a countdown costs a few bytes and a full repaint happens only when asked for")
    func smallFrames() throws {
        let bench = try TerminalBench(columns: 200, rows: 50)
        var surface = Surface(size: Size(width: 200, height: 50))
        for y in 0..<50 {
            surface.put(String(repeating: "text \(y) ", count: 20), at: Point(x: 0, y: y), style: .plain)
        }
        bench.present(surface)
        for seconds in (0..<60).reversed() {
            for y in 0..<49 {
                surface.put(Countdown.text(seconds: 31_140 + seconds), at: Point(x: 150, y: y), style: .plain)
            }
            let bytes = bench.present(surface).joined().count
            #expect(bytes < 1500)
        }
        bench.terminal.redraw()
        #expect(bench.takeWrites().joined().count > 5000)
        #expect(bench.present(surface).isEmpty)
    }

    @Test("a new size is drawn whole, and frames of another size are cut to it")
    func resizing() throws {
        let bench = try TerminalBench(columns: 60, rows: 20)
        defer { bench.terminal.close() }
        try bench.startOnce()
        var random = SeededRandom(seed: 5)
        bench.present(randomSurface(&random, size: size))
        var sizes: [Size] = []
        bench.onResize = { sizes.append($0) }
        for (columns, rows) in [(30, 10), (1, 1), (100, 30), (7, 3), (60, 20)] {
            bench.screen.resize(columns: columns, rows: rows)
            bench.pty.resize(columns: columns, rows: rows)
            bench.terminal.windowChanged()
            bench.terminal.windowChanged()
            let resized = Size(width: columns, height: rows)
            #expect(sizes == [resized] && bench.terminal.size == resized, "told once")
            sizes = []
            bench.present(randomSurface(&random, size: size))
            let surface = randomSurface(&random, size: resized)
            bench.present(surface)
            let differences = bench.differences(from: surface)
            #expect(differences.isEmpty, "\(columns)x\(rows): \(differences.prefix(3))")
        }
    }

    @Test("in ASCII everything else becomes question marks, cell by cell")
    func ascii() throws {
        let bench = try TerminalBench(columns: 20, rows: 2) { $0.forceASCII = true }
        #expect(bench.terminal.glyphs == .ascii)
        var surface = Surface(size: Size(width: 20, height: 2))
        surface.put("a作者b é│ok", at: Point(x: 0, y: 0), style: .plain)
        surface.put("--------------------", at: Point(x: 0, y: 1), style: .plain)
        let bytes = bench.present(surface).joined()
        #expect(bench.screen.lines == ["a????b ??ok         ", "--------------------"])
        #expect(bytes.allSatisfy { $0 < 0x80 })
    }

    @Test("runs of a character are written out, since not every terminal repeats on request")
    func runs() throws {
        let bench = try TerminalBench(columns: 80, rows: 24) { $0.forceASCII = true }
        var surface = Surface(size: Size(width: 80, height: 24))
        surface.box(surface.bounds, glyphs: .ascii, style: .plain, title: "Caps")
        let text = String(decoding: bench.present(surface).joined(), as: UTF8.self)
        #expect(text.contains(String(repeating: "-", count: 78)))
        #expect(bench.differences(from: surface).isEmpty)
    }

    @Test("an unknown terminal type is replaced, never refused", arguments: ["nonsense-9000", "", "dumb"])
    func fallback(type: String) throws {
        let bench = try TerminalBench(columns: 20, rows: 2, type: type)
        #expect(bench.terminal.type == "xterm-256color" && bench.terminal.colors == 256)
        var surface = Surface(size: Size(width: 20, height: 2))
        surface.put("hello", at: Point(x: 5, y: 1), style: Style(foreground: .palette(200)))
        bench.present(surface)
        #expect(bench.differences(from: surface).isEmpty)
    }

    @Test(
        "common terminal types show the same text",
        arguments: ["xterm", "screen", "tmux-256color", "linux", "vt100", "screen-256color", "xterm-direct"])
    func types(type: String) throws {
        let bench = try TerminalBench(columns: 20, rows: 3, type: type)
        var surface = Surface(size: Size(width: 20, height: 3))
        surface.put("作者 hello", at: Point(x: 5, y: 1), style: Style(foreground: .palette(2), attributes: .bold))
        surface.put("again", at: Point(x: 15, y: 2), style: Style(foreground: .rgb(255, 100, 0), attributes: .reverse))
        bench.present(surface)
        #expect(bench.screen.lines == surface.lines())
        // Debian has all but the last in ncurses-base, which is everywhere, and the last in ncurses-term.
        let isKnown = try PipedProgram("infocmp", [type]).exitCode() == 0
        #expect(isKnown || type == "xterm-direct")
        #expect(bench.terminal.type == (isKnown ? type : "xterm-256color"))
    }

    @Test("more colours than there are pairs never show wrong text or stop it")
    func manyColors() throws {
        let bench = try TerminalBench(columns: 60, rows: 20)
        for round in 0..<4 {
            var surface = Surface(size: size)
            for y in 0..<20 {
                for x in 0..<60 {
                    let style = Style(
                        foreground: .palette(UInt8((x * 4 + round) % 256)), background: .palette(UInt8(y * 12)))
                    surface.put("x", at: Point(x: x, y: y), style: style)
                }
            }
            bench.present(surface)
            #expect(bench.screen.lines == surface.lines())
        }
        var plain = Surface(size: size)
        plain.put("calm", at: Point(x: 0, y: 0), style: Style(foreground: .palette(114)))
        bench.present(plain)
        bench.present(Surface(size: size))
        bench.present(plain)
        #expect(bench.differences(from: plain).isEmpty)
    }

    @Test("closing leaves the settings as they were found and the alternate screen, and more closing does nothing")
    func closing() throws {
        let bench = try TerminalBench()
        #expect(bench.pty.settings() != bench.foundSettings)
        var surface = Surface(size: Size(width: 80, height: 24))
        surface.put("captop", at: Point(x: 0, y: 0), style: .plain)
        let first = String(decoding: bench.present(surface).joined(), as: UTF8.self)
        #expect(first.contains("\u{1B}[?2004h") && bench.screen.isAlternate && !bench.screen.isCursorVisible)
        bench.terminal.close()
        let last = bench.takeWrites()
        for bytes in last { bench.screen.feed(bytes) }
        #expect(String(decoding: last.joined(), as: UTF8.self).contains("\u{1B}[?2004l"))
        #expect(!bench.screen.isAlternate && bench.screen.isCursorVisible)
        #expect(bench.pty.settings() == bench.foundSettings)
        bench.terminal.close()
        bench.terminal.present(surface)
        bench.terminal.bell()
        #expect(bench.takeWrites().isEmpty)
        #expect(bench.screen.lines.allSatisfy { $0.allSatisfy { $0 == " " } })
    }

    @Test("a second terminal is refused while the first is open")
    func single() throws {
        let bench = try TerminalBench()
        #expect(throws: TerminalError.alreadyOpen) { try TerminalBench() }
        bench.terminal.close()
        #expect(throws: Never.self) { try TerminalBench() }
    }

    @Test("keys typed in pieces arrive as keys, and ESC alone after its wait")
    func input() async throws {
        let bench = try TerminalBench()
        defer { bench.terminal.close() }
        try bench.startOnce()
        let events: [InputEvent] = await withCheckedContinuation { continuation in
            var events: [InputEvent] = []
            bench.onInput = { event in
                events.append(event)
                if event == .key(.character("q")) { continuation.resume(returning: events) }
                if event == .key(Key(.escape)) { bench.pty.write(Array("q".utf8)) }
            }
            bench.pty.write(Array("\u{1B}[A作\u{1B}[200~y\r\u{1B}[201~\u{1B}".utf8))
        }
        #expect(
            events == [
                .key(Key(.up)), .key(.character("作")), .paste("y\n"), .key(Key(.escape)), .key(.character("q")),
            ])
    }

    @Test("a terminal that goes away is reported, once")
    func lost() async throws {
        let bench = try TerminalBench()
        defer { bench.terminal.close() }
        try bench.startOnce()
        var reports = 0
        await withCheckedContinuation { continuation in
            bench.onLost = {
                reports += 1
                if reports == 1 { continuation.resume() }
            }
            bench.pty.closeMaster()
        }
        // It goes on being ready to be read, and holds no more than before.
        bench.terminal.readInput()
        bench.terminal.escapeTimeout()
        await withCheckedContinuation { continuation in DispatchQueue.main.async { continuation.resume() } }
        #expect(reports == 1)
    }

    @Test("while the terminal is behind only the newest frame is kept, and drawn when it has caught up")
    func behind() async throws {
        let bench = try TerminalBench(columns: 60, rows: 20)
        var random = SeededRandom(seed: 9)
        fallBehind(bench, &random)
        for _ in 0..<50 { bench.terminal.present(randomSurface(&random, size: size)) }
        for _ in 0..<10 { bench.terminal.bell() }
        let newest = randomSurface(&random, size: size)
        bench.terminal.present(newest)
        defer { bench.terminal.close() }
        try bench.startOnce()
        await withCheckedContinuation { continuation in
            bench.onReady = { continuation.resume() }
            for bytes in bench.takeWrites() { bench.screen.feed(bytes) }
        }
        let rest = bench.takeWrites()
        #expect(rest.count == 2, "the rest of one frame, then the newest")
        for bytes in rest { bench.screen.feed(bytes) }
        #expect(bench.differences(from: newest).isEmpty)
        #expect(bench.screen.bells == 1)
    }

    @Test("a terminal that is behind is waited for with every frame, also when it could not be before")
    func waitsAgain() async throws {
        let bench = try TerminalBench(columns: 60, rows: 20)
        defer { bench.terminal.close() }
        try bench.startOnce()
        var random = SeededRandom(seed: 11)
        fallBehind(bench, &random)
        // As if no descriptor had been left to wait with.
        bench.terminal.sources?.stopWaiting()
        let newest = randomSurface(&random, size: size)
        await withCheckedContinuation { continuation in
            bench.onReady = { continuation.resume() }
            for bytes in bench.takeWrites() { bench.screen.feed(bytes) }
            bench.terminal.present(newest)
        }
        for bytes in bench.takeWrites() { bench.screen.feed(bytes) }
        #expect(bench.differences(from: newest).isEmpty)
    }

    @Test("a copy says whether the terminal is told, at once or once it has caught up")
    func copies() throws {
        let bench = try TerminalBench(columns: 60, rows: 20)
        defer { bench.terminal.close() }
        let isTold = bench.terminal.copy("at once")
        let bytes = String(decoding: bench.takeWrites().joined(), as: UTF8.self)
        #expect(isTold && bytes == "\u{1B}]52;c;YXQgb25jZQ==\u{7}")
        var random = SeededRandom(seed: 13)
        fallBehind(bench, &random)
        // 750 bytes are 1000 characters of base64, in a sequence of 1008.
        let (first, second) = (String(repeating: "a", count: 750), String(repeating: "b", count: 750))
        let told = [first, second, second, first].map { bench.terminal.copy($0) }
        #expect(told == [true, true, true, false], "the second waits already; 2016 bytes are more than 1024")
    }

    private func fallBehind(_ bench: TerminalBench, _ random: inout SeededRandom) {
        var frames = 0
        while !bench.terminal.isBehind && frames < 5000 {
            bench.terminal.present(randomSurface(&random, size: size))
            frames += 1
        }
        #expect(bench.terminal.isBehind)
    }

    @Test("the title at the start is cleaned and only sent to terminals that have one")
    func titles() {
        var configuration = TerminalConfiguration()
        configuration.title = "captop \u{1B}]0;evil\u{7} 作者"
        func sent(to type: String) -> String {
            String(decoding: TerminalModes.enter(configuration, type: type), as: UTF8.self)
        }
        #expect(sent(to: "xterm-256color").contains("\u{1B}]2;captop \u{FFFD}]0;evil\u{FFFD} 作者\u{7}"))
        #expect(!sent(to: "linux").contains("captop"))
    }
}
