// One `[[alert]]` of the configuration: the rule, and how to tell of what it raises.
import Models
import Upstream

/// A way of telling. Raw values are the words of `notify`.
enum AlertChannel: String, CaseIterable, Codable, Sendable {
    /// The terminal's bell.
    case bell
    /// A notification by the terminal, as iTerm2 and others know it.
    case osc9
    /// A notification by the terminal, as rxvt and others know it.
    case osc777
    case command
    case webhook

    /// Whether it needs a dashboard on a terminal.
    var needsScreen: Bool { self == .bell || self == .osc9 || self == .osc777 }
}

struct ConfiguredAlert: Sendable {
    var rule: AlertRule
    var channels: Set<AlertChannel>
    /// Program and arguments; empty without `command` among the channels.
    var command: [String] = []
    var webhook: WebAddress?
}
