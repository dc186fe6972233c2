// The `:` line as a value: what is typed, why it was not run, and what was typed before. Knows no keys and runs nothing.
import TUIKitLite

struct CommandLine: Equatable, Sendable {
    /// Entries kept, the newest last.
    private static let longestHistory = 100

    var field = TextField()
    /// Why the line was not run; gone with the next change.
    var refusal: String?
    private var history: [String] = []
    /// The entry shown while going back; `history.count` is the line being typed.
    private var place = 0

    /// What is typed, without the spaces around it.
    var line: String { field.text.trimmingSpaces }

    mutating func open() {
        field = TextField()
        refusal = nil
        place = history.count
    }

    /// Older for -1, newer for 1.
    mutating func recall(_ step: Int) {
        let wanted = place + step
        guard (0...history.count).contains(wanted) else { return }
        place = wanted
        field = TextField(wanted < history.count ? history[wanted] : "")
    }

    /// Keeps what has been typed; the same twice in a row once.
    mutating func keep() {
        if !line.isEmpty, history.last != line {
            history.append(line)
            history.removeFirst(max(0, history.count - CommandLine.longestHistory))
        }
        place = history.count
    }
}
