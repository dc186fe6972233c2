// The change of one object in one line: where that is short, percentages and names of fields give way to old and new.
import Models
import TUIKitLite

struct ChangeText {
    /// Cells that the name of a field keeps.
    private static let leastName = 6

    var edit: Edit

    /// `daily_conversion_cap 40 -> 44 (+10 %), daily_click_cap 5000 -> 5500 (+10 %)`
    var whole: String { edit.summary().joined(separator: ", ") }

    /// `daily_co… 40 -> 44, daily_cl… 5000 -> 5500`: longer than `width` only where old and new alone are.
    func fitted(to width: Int, ellipsis: String) -> String {
        let whole = whole
        guard edit.action == .change, CellWidth.width(of: whole) > width else { return whole }
        let changes = edit.changes.filter { $0.base != $0.mine }
        let values = changes.map { oldAndNew($0) }
        // A blank before each, and between two a comma and a blank.
        let taken = values.reduce(-2) { $0 + CellWidth.width(of: $1) + 3 }
        let most = nameWidth(changes.map(\.field), in: width - taken)
        return zip(changes, values).map { change, value in
            "\(CellText.clipped(change.field, to: most, ellipsis: ellipsis)) \(value)"
        }.joined(separator: ", ")
    }

    private func oldAndNew(_ change: FieldChange) -> String {
        let field = EditField.named(change.field, of: edit.target.kind)
        let old = field?.display(change.base) ?? change.base.text
        let new = field?.display(change.mine) ?? change.mine.text
        return "\(old) -> \(new)"
    }

    /// The most cells for each name with which all of them fit.
    private func nameWidth(_ names: [String], in room: Int) -> Int {
        var width = names.map(\.utf8.count).max() ?? 0
        while width > ChangeText.leastName, names.reduce(0, { $0 + min($1.utf8.count, width) }) > room { width -= 1 }
        return width
    }
}
