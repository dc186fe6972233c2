// What the watch over the rules has to say to a screen or a log after a refresh.
import Store

struct AlertNews: Equatable, Codable, Sendable {
    /// The whole log, newest first, when it has changed.
    var log: [LoggedAlert]?
    /// Which state file since the start the log is of: ids begin again in each.
    var generation = 0
    /// What went wrong, one sentence each.
    var notices: [String] = []

    var isEmpty: Bool { log == nil && notices.isEmpty }

    /// One line for all that went wrong.
    var text: String { notices.joined(separator: "   ") }
}
