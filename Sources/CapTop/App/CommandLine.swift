// The `:` line as a value: what is typed, what it could become, and what was typed before. Knows no keys and runs nothing.
import TUIKitLite

struct CommandLine: Equatable, Sendable {
    /// Entries kept, the newest last.
    private static let longestHistory = 100

    var field = TextField()
    private var history: [String] = []
    /// The entry shown while going back; `history.count` is the line being typed.
    private var place = 0

    /// Commands that begin with what is typed, in the order of the help.
    ///
    /// - Parameter allowsChanges: whether commands that change anything are to be had.
    func candidates(allowsChanges: Bool) -> [Command] {
        Command.allCases.filter { command in
            command.rawValue.hasPrefix(name) && (allowsChanges || !command.isDangerous)
        }
    }

    /// What is typed, without spaces.
    var name: String { field.text.filter { $0 != " " } }

    mutating func open() {
        field = TextField()
        place = history.count
    }

    /// As far as all candidates agree.
    mutating func complete(allowsChanges: Bool) {
        let names = candidates(allowsChanges: allowsChanges).map(\.rawValue)
        guard let first = names.first else { return }
        let shared = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if shared.count > name.count { field = TextField(shared) }
    }

    /// Older for -1, newer for 1.
    mutating func recall(_ step: Int) {
        let wanted = place + step
        guard (0...history.count).contains(wanted) else { return }
        place = wanted
        field = TextField(wanted < history.count ? history[wanted] : "")
    }

    /// Keeps what has been run; the same twice in a row once.
    mutating func keep() {
        guard !name.isEmpty, history.last != name else { return }
        history.append(name)
        history.removeFirst(max(0, history.count - CommandLine.longestHistory))
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0.0 == $0.1 }.map(\.0))
    }
}
