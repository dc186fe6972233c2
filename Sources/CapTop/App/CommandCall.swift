// A line typed behind `:` read into a command and what it needs, and run. The one place that parses such lines.
import Models
import TUIKitLite

/// A command with what was typed behind it.
struct CommandCall: Equatable, Sendable {
    /// Why a line is not run.
    struct Refusal: Error, Equatable {
        /// A sentence for the bottom line.
        var message: String
    }

    var command: Command
    /// Without spaces around it; empty for commands that take nothing.
    var argument: String
    /// `q!`: without a question.
    var isForced: Bool

    init(_ line: String) throws(Refusal) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let name = parts.first, let command = Command(typed: name) else {
            throw Refusal(message: "there is no command '\(parts.first ?? "")'; ? lists them")
        }
        self.command = command
        isForced = name == "q!"
        argument = parts.count < 2 ? "" : parts[1].trimmingSpaces
        switch (command.argument, argument.isEmpty) {
        case (nil, false): throw Refusal(message: "\(name) takes nothing behind it")
        case (let wanted?, true): throw Refusal(message: "\(name) needs \(wanted.placeholder): \(wanted.meaning)")
        case (nil, true), (_?, false): break
        }
    }
}

func reduceCall(_ state: inout AppState, _ call: CommandCall) throws(CommandCall.Refusal) -> [Effect] {
    switch call.command {
    case .sort: try state.sort(as: call.argument)
    case .filter: try state.filter(as: call.argument)
    case .theme:
        guard Theme.names.contains(call.argument) else { throw call.isNoneOfTheWords }
        state.themeName = call.argument
    case .export, .exportOver:
        guard state.screen != .alerts else {
            throw CommandCall.Refusal(message: "alerts are not exported; `captop watch` prints them as they come")
        }
        guard state.screen != .network else {
            throw CommandCall.Refusal(message: "networks are not exported; the JSON of `captop once` has them")
        }
        guard let export = RowsExport(state, to: call.argument, replaces: call.command == .exportOver) else {
            throw CommandCall.Refusal(message: "the name of the file ends in .csv or .json")
        }
        return [.export(export)]
    case .time: return try state.travel(toTypedTime: call.argument)
    case .quit where call.isForced: return [.quit]
    default: return reduceCommand(&state, call.command)
    }
    return []
}

extension CommandCall {
    fileprivate var isNoneOfTheWords: Refusal {
        Refusal(message: "'\(argument)' is not \(command.argument?.meaning ?? "known")")
    }
}

extension AppState {
    fileprivate mutating func sort(as text: String) throws(CommandCall.Refusal) {
        guard screen == .caps else { throw CommandCall.Refusal(message: Command.sort.whyNotHere) }
        guard let sort = CapSort(text) else {
            throw CommandCall.Refusal(message: "'\(text)' is not \(Command.sort.argument?.meaning ?? "a key")")
        }
        apply(sort: sort)
    }

    /// On the screens of the money side words, as their filter field takes them.
    fileprivate mutating func filter(as text: String) throws(CommandCall.Refusal) {
        if moneyResource != nil {
            money.filter = text
            return
        }
        guard screen == .caps else { throw CommandCall.Refusal(message: Command.filter.whyNotHere) }
        do {
            apply(filter: try CapQuery(text, saved: savedQueries))
        } catch {
            throw CommandCall.Refusal(message: "QUERY, col \(error.column): \(error.message)")
        }
    }
}

extension String {
    /// Without the spaces at either end.
    var trimmingSpaces: String {
        let start = drop { $0 == " " }
        return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
    }
}
