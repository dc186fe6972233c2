// Which commands there are, and what is said of a word that is none: the parser would take it for an argument of the
// dashboard. Knows no options.
import ArgumentParser
import Models

enum CommandNames {
    private static var all: [String] { Captop.configuration.subcommands.compactMap { $0.configuration.commandName } }

    /// - Parameter arguments: without the program's own name.
    static func refuseUnknown(in arguments: [String]) throws(CommandFailure) {
        let asked = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
        guard let asked, !asked.hasPrefix("-"), asked != "help", !all.contains(asked) else { return }
        let guess = Spelling.nearest(to: asked, among: all).map { "; did you mean '\($0)'?" } ?? ""
        throw CommandFailure(
            message: "there is no command '\(asked)'\(guess)\nThe commands are \(all.joined(separator: ", ")).",
            status: ExitStatus.usage)
    }
}
