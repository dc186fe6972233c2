// The entries of one list field as rows of text, one after the other: ids, variables, targeting. A value; knows no keys and
// no cells.
import Models
import TUIKitLite

struct EntriesEditor: Equatable, Sendable {
    let field: EditField
    /// The last one is empty: typing in it adds an entry. Rows that are emptied go.
    private(set) var rows: [TextField]
    private(set) var focus: Int

    init(_ field: EditField, text: String) {
        self.field = field
        let entries = (try? field.entries(typed: text)) ?? []
        rows = entries.map { TextField(field.text(ofEntry: $0)) } + [TextField()]
        focus = rows.count - 1
    }

    /// What is wrong with a row; nil when it can be taken, and for an empty one.
    func problem(of row: Int) -> String? {
        let text = rows[row].text
        guard text.contains(where: { $0 != " " }) else { return nil }
        do throws(FieldProblem) {
            _ = try field.entry(typed: text)
            return nil
        } catch {
            return error.message
        }
    }

    /// The whole list as it is typed into the field; nil while a row cannot be read.
    var text: String? {
        let entries = rows.map(\.text).filter { $0.contains { $0 != " " } }.map { try? field.entry(typed: $0) }
        guard !entries.contains(nil) else { return nil }
        return field.typedText(for: field.value(ofEntries: entries.compactMap { $0 }))
    }

    /// Puts the cursor on the first row that cannot be read, whose reason is shown then.
    mutating func goToProblem() {
        if let row = rows.indices.first(where: { problem(of: $0) != nil }) { focus = row }
    }

    mutating func move(_ step: Int) {
        focus = max(0, min(rows.count - 1, focus + step))
    }

    mutating func handle(_ key: Key) {
        guard rows[focus].handle(key) else { return }
        keepEmptyRow()
    }

    mutating func paste(_ text: String) {
        rows[focus].paste(text)
        keepEmptyRow()
    }

    /// Puts a whole entry in the place of what was typed.
    mutating func replace(with text: String) {
        rows[focus] = TextField(text)
        keepEmptyRow()
    }

    private mutating func keepEmptyRow() {
        if rows.last?.text.isEmpty == false { rows.append(TextField()) }
    }
}
