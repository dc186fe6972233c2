// The words of the help screen, made from the keymap and the list of states. Also the source of docs/keys.md.
import Models

enum HelpText {
    enum Line: Equatable {
        case heading(String)
        /// `name` is the command's, empty for marks.
        case entry(keys: String, name: String, summary: String)
        case blank
    }

    private struct Section {
        var title: String
        var entries: [Line]
    }

    /// - Parameter search: words, each of which must occur in the keys, the name or the summary of an entry, or in its
    ///   heading.
    static func lines(for keymap: Keymap, matching search: String = "") -> [Line] {
        let words = search.lowercased().split(separator: " ")
        let found = sections(for: keymap).compactMap { section -> Section? in
            let entries = section.entries.filter { matches($0, in: section.title, words) }
            return entries.isEmpty ? nil : Section(title: section.title, entries: entries)
        }
        guard !found.isEmpty else { return [.heading("nothing here has these words")] }
        return Array(found.map { [.heading($0.title)] + $0.entries }.joined(separator: [.blank]))
    }

    private static func matches(_ line: Line, in title: String, _ words: [Substring]) -> Bool {
        guard case .entry(let keys, let name, let summary) = line else { return false }
        let text = "\(title) \(keys) \(name) \(summary)".lowercased()
        return words.allSatisfy { text.contains($0) }
    }

    private static func sections(for keymap: Keymap) -> [Section] {
        Command.Group.allCases.map { group in
            Section(
                title: group.rawValue,
                entries: Command.allCases.filter { $0.group == group }.map { command in
                    .entry(keys: keymap.keyNames(of: command), name: command.rawValue, summary: command.summary)
                })
        } + [Section(title: "Marks", entries: marks)]
    }

    private static var marks: [Line] {
        MeterState.allCases.reversed().filter { $0 != .calm }.map { state in
            .entry(keys: state.mark, name: "", summary: state.word)
        } + [
            .entry(keys: "~", name: "", summary: "after a cap: soft; before a countdown: computed"),
            .entry(keys: "*", name: "", summary: "before a cap: pending, the network counts to another maximum as yet"),
            .entry(keys: "TRIPS", name: "", summary: "when the limit is likely to be reached, if before the reset"),
            .entry(keys: "(all)", name: "", summary: "the cap binds all affiliates of the offer"),
            .entry(
                keys: "in a bar", name: "",
                summary: "the thin line: how much of the window has passed; the end: the limit"),
        ]
    }

    /// docs/keys.md, from the default keymap.
    static func markdown() -> String {
        var text = "# Keys\n\nMade from the keymap in `Sources/CapTop/App/Command.swift`; a test keeps it current.\n"
        text += "Rebind any that has a key in the configuration, under `[keys]`: `\"filter.open\" = [\"/\"]`; "
        text += "an empty list unbinds. What starts with `:` is typed.\n"
        for group in Command.Group.allCases {
            text += "\n## \(group.rawValue)\n\n| keys | name | does |\n| --- | --- | --- |\n"
            for command in Command.allCases where command.group == group {
                let keys =
                    command.defaultKeys.isEmpty
                    ? "`:\(command.usage)`" : command.defaultKeys.map { "`\($0)`" }.joined(separator: ", ")
                text += "| \(keys) | `\(command.rawValue)` | \(command.summary) |\n"
            }
        }
        text += "\n## Marks\n\n| mark | means |\n| --- | --- |\n"
        for case .entry(let mark, _, let meaning) in marks { text += "| `\(mark)` | \(meaning) |\n" }
        return text
    }
}
