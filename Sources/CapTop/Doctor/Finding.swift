// What one check of `captop doctor` found, and how it reads. Knows no check.
import Models
import TUIKitLite

struct Finding: Equatable, Sendable {
    enum Level: String, Sendable {
        case ok, warn, fail
        /// A network that could not be reached or refused the key: it fails too, with an exit code of its own.
        case unreachable
    }

    var level: Level
    /// What was looked at, in a word or two: `terminal`, `key acme`.
    var check: String
    var message: String
    /// What to do about it.
    var advice: String?

    init(_ level: Level, _ check: String, _ message: String, advice: String? = nil) {
        self.level = level
        self.check = check
        self.message = message
        self.advice = advice
    }

    /// One line without its end: `warn  clock acme      37s behind the server; set this machine's clock`.
    var line: String {
        let mark = level == .unreachable ? Level.fail : level
        let text = advice.map { "\(message): \($0)" } ?? message
        return CellText.padded(mark.rawValue, to: 6) + CellText.padded(check, to: max(20, check.count + 2))
            + CellText.sanitized(text)
    }
}

extension [Finding] {
    var exitCode: Int32 {
        if contains(where: { $0.level == .fail }) { return ExitStatus.failed }
        return contains { $0.level == .unreachable } ? ExitStatus.unreachable : 0
    }
}
