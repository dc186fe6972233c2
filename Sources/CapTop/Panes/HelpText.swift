// The words of the help screen, made from the keymap and the list of states. Also the source of docs/keys.md.
import Models

enum HelpText {
    enum Line: Equatable {
        case heading(String)
        case entry(keys: String, summary: String)
        case blank
    }

    static func lines(for keymap: Keymap) -> [Line] {
        var lines: [Line] = []
        for group in Command.Group.allCases {
            lines.append(.heading(group.rawValue))
            for command in Command.allCases where command.group == group {
                lines.append(.entry(keys: keymap.keyNames(of: command), summary: command.summary))
            }
            lines.append(.blank)
        }
        lines.append(.heading("Marks"))
        for state in MeterState.allCases.reversed() where state != .calm {
            lines.append(.entry(keys: state.mark, summary: state.word))
        }
        lines.append(.entry(keys: "~", summary: "after a cap: soft; before a countdown: computed"))
        return lines
    }

    /// docs/keys.md, from the default keymap.
    static func markdown() -> String {
        var text = "# Keys\n\nMade from the keymap in `Sources/CapTop/App/Command.swift`; a test keeps it current.\n"
        text += "Rebind any of them in the configuration, under `[keys]`: `\"filter.open\" = [\"/\"]`; "
        text += "an empty list unbinds.\n"
        for group in Command.Group.allCases {
            text += "\n## \(group.rawValue)\n\n| keys | name | does |\n| --- | --- | --- |\n"
            for command in Command.allCases where command.group == group {
                let keys =
                    command.defaultKeys.isEmpty
                    ? "`:\(command.usage)`" : command.defaultKeys.map { "`\($0)`" }.joined(separator: ", ")
                text += "| \(keys) | `\(command.rawValue)` | \(command.summary) |\n"
            }
        }
        return text
    }
}
