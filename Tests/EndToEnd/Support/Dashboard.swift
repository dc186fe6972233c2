// Owns the dashboard under test: captop on a pty with a sandbox of its own, and the words its screen is read by.
import Glibc
import TestSupport
import Testing

/// A dashboard, the sandbox behind it, and the home it lives in.
final class Dashboard {
    let scratch: Scratch
    let sandbox: SandboxServer
    let configuration: String
    private(set) var terminal: PtyProcess
    private let command: [String]
    private let options: PtyProcess.Options

    /// Starts a dashboard and waits for the data of both networks.
    ///
    /// - Parameters:
    ///   - proxy: what it asks in place of the sandbox itself.
    ///   - port: of anything else that stands before it.
    ///   - isJobOfShell: a shell starts it, which waits for a line once it is stopped, and then continues it.
    init(
        on sandbox: SandboxServer, through proxy: RecordingProxy? = nil, port: Int? = nil, refresh: String = "1s",
        configuration more: String = "", arguments: [String] = [],
        waitsForData: Bool = true, isJobOfShell: Bool = false, _ change: (inout PtyProcess.Options) -> Void = { _ in }
    ) throws {
        scratch = try Scratch()
        self.sandbox = sandbox
        configuration = try scratch.write(
            sandbox.configuration(refresh: refresh, through: proxy?.port ?? port, more: more), to: "captop.toml")
        var options = PtyProcess.Options()
        options.columns = 120
        options.rows = 36
        options.environment = scratch.environment
        change(&options)
        self.options = options
        let shell = isJobOfShell ? ["/bin/bash", "-c", "set -m; \"$@\"; read -r; fg", "shell"] : []
        command = shell + [TestPaths.captop, "dashboard", "--config", configuration] + arguments
        terminal = try Dashboard.start(command, options)
        if waitsForData { try waitForData() }
    }

    private func waitForData() throws {
        let hasData = terminal.wait(timeout: 30) { terminal.hasBothNetworks }
        try #require(hasData, "no data: \(terminal.picture)")
    }

    /// Quits it and starts it again in the same home.
    func restart() throws {
        terminal.send("q")
        let exit = terminal.waitExit()
        try #require(exit == .code(0), "\(terminal.picture)")
        try startAgain()
    }

    /// Starts it in the same home, after it has ended.
    func startAgain() throws {
        terminal = try Dashboard.start(command, options)
        try waitForData()
    }

    private static func start(_ command: [String], _ options: PtyProcess.Options) throws -> PtyProcess {
        try PtyProcess(command[0], Array(command.dropFirst()), options: options)
    }

    /// Ends it, however far the test has come. The sandbox ends with its last user.
    func end() {
        terminal.terminate()
    }
}

extension PtyProcess {
    /// The screen as one text, for messages.
    var picture: String { lines.map { "|\($0)|" }.joined(separator: "\n") }

    func shows(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// Both networks have answered, whichever fits the header.
    var hasBothNetworks: Bool {
        guard let header = lines.first, header.contains("captop") else { return false }
        return header.contains(" ok ") && !header.contains("loading") && shows("%")
    }

    /// Sends keys and waits for what they should do.
    func press(_ keys: String, timeout: Double = 30, until condition: () -> Bool) -> Bool {
        send(keys)
        return wait(timeout: timeout, until: condition)
    }

    /// Sends keys, and what is next when the screen shows what they bring. An escape that is read at once with the key
    /// after it is the beginning of another key.
    func visit(_ stops: [(keys: String, shown: String)], sourceLocation: SourceLocation = #_sourceLocation) {
        for stop in stops {
            let isThere = press(stop.keys) { shows(stop.shown) }
            #expect(isThere, "\(stop.keys.debugDescription)\n\(picture)", sourceLocation: sourceLocation)
        }
    }

    /// The terminal is as it was found: settings, screen, cursor, paste mode.
    func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(settings() == foundSettings, "the terminal's settings differ", sourceLocation: sourceLocation)
        #expect(!screen.isAlternate, "still on the alternate screen", sourceLocation: sourceLocation)
        #expect(screen.isCursorVisible, "the cursor is hidden", sourceLocation: sourceLocation)
        #expect(lastOf("\u{1B}[?2004h", "\u{1B}[?2004l") == 1, "bracketed paste is on", sourceLocation: sourceLocation)
        #expect(lastOf("\u{1B}[?1000h", "\u{1B}[?1000l") != 0, "the mouse is on", sourceLocation: sourceLocation)
    }

    /// The mouse was asked for and is no longer.
    func expectMouseGivenBack(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(lastOf("\u{1B}[?1000h", "\u{1B}[?1000l") == 1, "the mouse is on", sourceLocation: sourceLocation)
        #expect(lastOf("\u{1B}[?1006h", "\u{1B}[?1006l") == 1, "the mouse is on", sourceLocation: sourceLocation)
    }

    /// Which of two sequences was written last; nil when neither was.
    private func lastOf(_ first: String, _ second: String) -> Int? {
        let places = [first, second].map { log.lastIndex(of: Array($0.utf8)) }
        guard let last = places.compactMap({ $0 }).max() else { return nil }
        return places.firstIndex(of: last)
    }
}
