// What one typed line does to each of many objects: `+10%`, `*2`, `1500` to the marked limits, `field=value` to a field.
// Pure; asks nobody.
import Models

struct BulkProposal {
    /// nil: the marked limits themselves.
    private let field: String?
    private let typed: String

    init(_ text: String) {
        if let assignment = Edit.Assignment(text: text), !assignment.field.contains(where: \.isNumber) {
            field = assignment.field.filter { $0 != " " }
            typed = assignment.typed.first == " " ? String(assignment.typed.dropFirst()) : assignment.typed
        } else {
            field = nil
            typed = text
        }
    }

    func row(for subject: EditSubject) -> BulkRow {
        do throws(FieldProblem) {
            return try proposed(subject)
        } catch {
            return BulkRow(title: subject.title, problem: error.message)
        }
    }

    private func proposed(_ subject: EditSubject) throws(FieldProblem) -> BulkRow {
        let names = field.map { [$0] } ?? subject.limits
        guard !names.isEmpty else {
            throw FieldProblem("type field=value: \(BulkProposal.fieldNames(of: subject).joined(separator: ", "))")
        }
        guard !typed.isEmpty else { throw FieldProblem("type what it shall be") }
        var changes: [FieldChange] = []
        for name in names { changes.append(try change(of: name, in: subject)) }
        changes.removeAll { $0.base == $0.mine }
        guard !changes.isEmpty else { return BulkRow(title: subject.title) }
        let edit = Edit(target: subject.target, objectName: subject.title, changes: changes)
        if let problem = edit.problems().first { throw problem }
        return BulkRow(title: subject.title, edit: edit)
    }

    private func change(of name: String, in subject: EditSubject) throws(FieldProblem) -> FieldChange {
        guard let field = EditField.named(name, of: subject.target.kind),
            let base = BulkProposal.base(of: field, in: subject)
        else {
            let names = BulkProposal.fieldNames(of: subject).joined(separator: ", ")
            throw FieldProblem(field: name, "\(name) cannot be changed for many at once; these can: \(names)")
        }
        return FieldChange(field: name, base: base, mine: try field.value(typed: typed, base: base))
    }

    /// A limit that no row shows is not set.
    private static func base(of field: EditField, in subject: EditSubject) -> FieldValue? {
        subject.known[field.name] ?? (field.isZeroUnlimited ? .quantity(.zero) : nil)
    }

    /// The fields whose present value is on screen.
    private static func fieldNames(of subject: EditSubject) -> [String] {
        EditField.fields(of: subject.target.kind).filter { base(of: $0, in: subject) != nil }.map(\.name)
    }
}
