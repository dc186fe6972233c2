// Owns the widths of a table's columns. Knows no content.

public enum TableLayout {
    /// The cells between two columns.
    public static let gap = 1

    /// One width for each column, 0 for a column that has to go. With the gaps between what is left they never exceed
    /// `total`, and fill it when any column left is flexible.
    public static func widths(columns: [TableColumn], total: Int) -> [Int] {
        guard total > 0 else { return columns.map { _ in 0 } }
        var kept = Array(columns.indices)
        while kept.count > 1 && needed(kept, columns) > total { kept.remove(at: leastImportant(kept, columns)) }
        var widths = columns.map { _ in 0 }
        for index in kept { widths[index] = min(total, columns[index].minimum) }
        share(total - needed(kept, columns), among: kept, columns: columns, into: &widths)
        return widths
    }

    private static func needed(_ kept: [Int], _ columns: [TableColumn]) -> Int {
        kept.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, kept.count - 1)
    }

    private static func leastImportant(_ kept: [Int], _ columns: [TableColumn]) -> Int {
        var position = 0
        for candidate in kept.indices where columns[kept[candidate]].priority <= columns[kept[position]].priority {
            position = candidate
        }
        return position
    }

    /// Cumulative shares, so that rounding neither loses nor invents a cell.
    private static func share(_ room: Int, among kept: [Int], columns: [TableColumn], into widths: inout [Int]) {
        let weights = kept.reduce(0) { $0 + columns[$1].weight }
        guard room > 0 && weights > 0 else { return }
        var weightSoFar = 0
        var given = 0
        for index in kept {
            weightSoFar += columns[index].weight
            let upTo = room * weightSoFar / weights
            widths[index] += upTo - given
            given = upTo
        }
    }
}
