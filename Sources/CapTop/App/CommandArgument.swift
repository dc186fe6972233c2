// What commands need behind their names on the `:` line. Keys bind only those that need nothing.
import Models
import TUIKitLite

enum CommandArgument: Equatable, Sendable {
    /// One of some words.
    case word(placeholder: String, [String])
    /// A query over caps.
    case query
    /// A date, a time of day or both.
    case instant
    /// The name of a file.
    case path

    /// As help writes it: `:theme NAME`.
    var placeholder: String {
        switch self {
        case .word(let placeholder, _): placeholder
        case .query: "QUERY"
        case .instant: "TIME"
        case .path: "FILE"
        }
    }

    /// What could not be guessed from the placeholder, for messages.
    var meaning: String {
        switch self {
        case .word(_, let words): "one of \(words.joined(separator: ", "))"
        case .query: "words and comparisons, as util >= 80 and hard"
        case .instant: "a time such as 14:05, or a date and time such as 2026-03-10 14:05"
        case .path: "the name of a file"
        }
    }
}

extension Command {
    /// Nil for commands that take nothing.
    var argument: CommandArgument? {
        switch self {
        case .sort: .word(placeholder: "KEY", CapSortKey.allCases.map(\.rawValue))
        case .filter: .query
        case .export, .exportOver: .path
        case .theme: .word(placeholder: "NAME", Theme.names)
        case .time: .instant
        default: nil
        }
    }

    /// The name with a placeholder for what it needs: `sort KEY`.
    var usage: String { argument.map { "\(rawValue) \($0.placeholder)" } ?? rawValue }
}
