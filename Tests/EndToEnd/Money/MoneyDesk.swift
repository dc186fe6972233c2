// An operator's desk on the money side: the dashboard on a pty, its sandbox behind a recording proxy, and the keys that fill
// in an editor.
import Glibc
import Models
import TestSupport
import Testing

final class MoneyDesk {
    let sandbox: SandboxServer
    let proxy: RecordingProxy
    let somebody: SomebodyElse
    let dashboard: Dashboard
    let journal: JournalFile
    /// What the screen lists.
    private var kind = EditableKind.customPayout
    /// The field in focus; nil in an editor that has just opened.
    private var focus: Int?

    var terminal: PtyProcess { dashboard.terminal }

    /// The same account byte for byte every time, without traffic of its own.
    ///
    /// - Parameter speed: of its clock, which begins on 10 March 2026.
    static func sandbox(speed: String = "0.0001") throws -> SandboxServer {
        try SandboxServer([
            "--caps", "40", "--traffic", "0", "--speed", speed, "--start", "2026-03-10T20:20:41Z",
        ])
    }

    /// - Parameters:
    ///   - sandbox: nil for one of its own.
    ///   - speed: of the clock of its own sandbox.
    ///   - port: of what stands before the sandbox; nil for nothing.
    ///   - prepare: what is done to the sandbox before the dashboard starts.
    init(
        on sandbox: SandboxServer? = nil, speed: String = "0.0001", port: Int? = nil,
        _ prepare: (SomebodyElse) throws -> Void = { _ in }
    ) throws {
        let sandbox = try sandbox ?? MoneyDesk.sandbox(speed: speed)
        self.sandbox = sandbox
        proxy = try RecordingProxy(to: port ?? sandbox.port)
        somebody = SomebodyElse(at: sandbox)
        try prepare(somebody)
        // The shortest interval that a configuration may ask for.
        dashboard = try Dashboard(on: sandbox, through: proxy, refresh: "1s", arguments: ["--write"]) {
            $0.columns = 160
            $0.rows = 84
        }
        journal = JournalFile(in: dashboard.scratch)
    }

    func end() {
        dashboard.end()
        sandbox.killNow()
    }

    // MARK: - The screen

    /// Sends keys and requires that all of `texts` come to stand on the screen.
    func press(
        _ keys: String, _ texts: String..., timeout: Double = 15, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let isShown = terminal.press(keys, timeout: timeout) { texts.allSatisfy(terminal.shows) }
        try #require(isShown, "\(texts)\n\(terminal.picture)", sourceLocation: sourceLocation)
    }

    func leave(_ keys: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let isGone = terminal.press(keys) { !terminal.shows(text) }
        try #require(isGone, "still \(text)\n\(terminal.picture)", sourceLocation: sourceLocation)
    }

    func open(_ kind: EditableKind, sourceLocation: SourceLocation = #_sourceLocation) throws {
        self.kind = kind
        let (key, title) =
            switch kind {
            case .tieredCommission: ("C", "Tiered commissions ")
            case .affiliateTier: ("T", "Affiliate tiers ")
            default: ("P", "Custom payouts ")
            }
        try press(key, title, "active", sourceLocation: sourceLocation)
    }

    /// Narrows the list to what has the words.
    func filter(_ words: String, _ count: Int = 1, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let opens = terminal.press("/") { terminal.lines.last?.contains("filter:") == true }
        try #require(opens, "\(terminal.picture)", sourceLocation: sourceLocation)
        try press("\u{15}\(words)\r", " \(count)  filter: \(words)", sourceLocation: sourceLocation)
    }

    // MARK: - The editor

    /// The line of the field in focus.
    private func line(of field: String) -> String? {
        terminal.lines.first { $0.contains("▸\(field.prefix(26))") }
    }

    /// An editor has just opened.
    func startOver() { focus = nil }

    /// Goes to a field of the open editor.
    func go(to field: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let place = try #require(EditField.fields(of: kind).firstIndex { $0.name == field })
        let step = place - (focus ?? 0)
        let way = String(repeating: step < 0 ? "\u{1B}[A" : "\u{1B}[B", count: abs(step))
        terminal.send(focus == nil ? "\u{1B}[5~" + way : way)
        focus = place
        let isThere = terminal.wait { line(of: field) != nil }
        try #require(isThere, "\(field)\n\(terminal.picture)", sourceLocation: sourceLocation)
    }

    /// Types into fields, in place of what is there.
    func type(_ texts: (field: String, text: String)..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (field, text) in texts {
            try go(to: field, sourceLocation: sourceLocation)
            let isTyped = terminal.press("\u{15}\(text)") { line(of: field)?.contains("-> \(text)") == true }
            try #require(isTyped, "\(field) \(text)\n\(terminal.picture)", sourceLocation: sourceLocation)
        }
    }

    /// Goes through the choices of a field until it says `word`.
    func choose(_ words: (field: String, word: String)..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (field, word) in words {
            try go(to: field, sourceLocation: sourceLocation)
            for _ in 0..<9 {
                let before = line(of: field)
                if before?.contains("-> \(word) ") == true { break }
                let isNext = terminal.press(" ") { line(of: field) != before }
                try #require(isNext, "\(field)\n\(terminal.picture)", sourceLocation: sourceLocation)
            }
            try #require(line(of: field)?.contains("-> \(word) ") == true, sourceLocation: sourceLocation)
        }
    }

    /// Adds rows to a list field. A row that is a name is completed to its id.
    func add(_ rows: [String], to field: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try go(to: field, sourceLocation: sourceLocation)
        try press(" ", "enter: done", sourceLocation: sourceLocation)
        for row in rows {
            try press(row, "▸\(row)", sourceLocation: sourceLocation)
            if terminal.shows("tab: \(row) (") { try leave("\t", "tab: ", sourceLocation: sourceLocation) }
            terminal.send("\u{1B}[B")
        }
        try leave("\r", "enter: done", sourceLocation: sourceLocation)
    }

    /// Confirms what stands in the editor, and leaves it once it is applied.
    ///
    /// - Parameter texts: what the confirmation has to say.
    func confirm(_ texts: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        focus = nil
        try press("\r", "Send this change?", sourceLocation: sourceLocation)
        for text in texts { #expect(terminal.shows(text), "\(terminal.picture)", sourceLocation: sourceLocation) }
        try press("y", " applied", "any key goes on", sourceLocation: sourceLocation)
        try leave("\r", "any key goes on", sourceLocation: sourceLocation)
    }

    // MARK: - The wire

    /// The last request that changes something is this one.
    ///
    /// - Parameters:
    ///   - body: nil for none.
    ///   - without: members that do not count.
    func expectLast(
        _ line: String, _ body: JSONValue?, without: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let last = try #require(proxy.writes.last, sourceLocation: sourceLocation)
        #expect(last.line == line, sourceLocation: sourceLocation)
        guard let body else {
            #expect(last.body.isEmpty, sourceLocation: sourceLocation)
            return
        }
        let difference = try SameJSON.difference(last.body, body.serialized(), without: without)
        #expect(difference.isEmpty, "sent, and expected: \(difference)", sourceLocation: sourceLocation)
    }

    /// Both servers have the same under a path.
    func expectSame(
        as other: SomebodyElse, _ path: String, without: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let difference = try SameJSON.difference(
            try somebody.raw(path), try other.raw(path), without: SameJSON.times + without)
        #expect(difference.isEmpty, "captop's, and curl's: \(difference)", sourceLocation: sourceLocation)
    }
}
