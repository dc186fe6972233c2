// A saved layout as a text file, and back. `:save` writes it whole; a person may leave out what is not to be kept.
import Models
import TUIKitLite

enum LayoutText {
    static func toml(of layout: SavedLayout) -> String {
        var lines = [
            "# Written by `:save`. It wins over the configuration; without this file the configuration alone holds."
        ]
        if let theme = layout.themeName { lines.append("theme = \"\(theme)\"") }
        if let columns = layout.columns {
            lines.append("columns = [\(columns.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))]")
        }
        if let sort = layout.sort { lines.append("sort = \"\(sort.text)\"") }
        if let splits = layout.splits { lines.append("splits = [\(splits.left), \(splits.upper)]") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ConfigurationReader {
    /// - Parameter file: the name used in messages.
    static func layout(_ text: String, file: String) throws(ConfigurationError) -> SavedLayout {
        let reader = ConfigurationReader(file: file, lines: TOMLLines(text))
        let root = try reader.table(TOMLNode.parse(text, file: file), "layout")
        try reader.refuseUnknown(root, in: "", known: ["theme", "columns", "sort", "splits"])
        return SavedLayout(
            themeName: try reader.themeName(root["theme"], "theme"),
            columns: try reader.columns(root["columns"], "columns"), sort: try reader.sort(root["sort"]),
            splits: try reader.splits(root["splits"]))
    }

    private func sort(_ node: TOMLNode?) throws(ConfigurationError) -> CapSort? {
        guard let text = try string(node, "sort") else { return nil }
        guard let sort = CapSort(text) else {
            throw error(
                "sort", "'\(text)' is not one of \(CapSortKey.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return sort
    }

    /// Far more than a screen has cells is as good as the edge.
    private func splits(_ node: TOMLNode?) throws(ConfigurationError) -> Splits? {
        guard let node else { return nil }
        guard case .array(let items) = node, items.count == 2, case .integer(let left) = items[0],
            case .integer(let upper) = items[1]
        else { throw error("splits", "must be two integers: cells to the right and cells down") }
        func bounded(_ cells: Int) -> Int { max(-1000, min(1000, cells)) }
        return Splits(left: bounded(left), upper: bounded(upper))
    }
}
