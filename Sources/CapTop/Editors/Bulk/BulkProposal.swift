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
            throw FieldProblem("type field=value: \(BulkProposal.fieldNames(of: subject))")
        }
        let isText = names.allSatisfy { EditField.named($0, of: subject.target.kind)?.shape == .text }
        guard !typed.isEmpty || isText else { throw FieldProblem("type what it shall be") }
        var changes: [FieldChange] = []
        for name in names { changes.append(try change(of: name, in: subject)) }
        changes.removeAll { $0.base == $0.mine }
        guard !changes.isEmpty else { return BulkRow(title: subject.title) }
        let edit = Edit(target: subject.target, objectName: subject.title, changes: changes)
        if let problem = edit.problems().first { throw problem }
        let values = subject.known.merging(edit.after) { $1 }
        let isIdle = changes.allSatisfy { change in
            EditField.named(change.field, of: subject.target.kind)?.isRelevant(given: values) == false
        }
        return BulkRow(title: subject.title, edit: edit, isIdle: isIdle)
    }

    private func change(of name: String, in subject: EditSubject) throws(FieldProblem) -> FieldChange {
        guard let field = EditField.named(name, of: subject.target.kind),
            let base = BulkProposal.base(of: field, in: subject)
        else {
            let names = BulkProposal.fieldNames(of: subject)
            throw FieldProblem(field: name, "only these can be changed for many at once: \(names)")
        }
        return FieldChange(field: name, base: base, mine: try field.value(typed: typed, base: base))
    }

    /// A limit that no row shows is not set.
    private static func base(of field: EditField, in subject: EditSubject) -> FieldValue? {
        subject.known[field.name] ?? (field.isZeroUnlimited ? .quantity(.zero) : nil)
    }

    /// The fields whose present value is on screen.
    private static func fields(of subject: EditSubject) -> [EditField] {
        EditField.fields(of: subject.target.kind).filter { base(of: $0, in: subject) != nil }
    }

    /// One of the limits stands for them all: sixteen names fit into no line.
    private static func fieldNames(of subject: EditSubject) -> String {
        let fields = fields(of: subject)
        let limits = fields.filter(\.isZeroUnlimited)
        let others = fields.filter { !$0.isZeroUnlimited }.map(\.name)
        guard let first = limits.first, limits.count > 1 else { return fields.map(\.name).joined(separator: ", ") }
        return (["\(limits.count) limits as \(first.name)"] + others).joined(separator: ", ")
    }
}

// What can be typed.
extension BulkProposal {
    /// Examples that all of the objects take.
    static func hint(for subjects: [EditSubject]) -> String {
        if let other = subjects.first(where: { $0.limits.isEmpty }) {
            return "field=value" + (example(for: other).map { ", such as \($0)" } ?? "")
        }
        let limits = subjects.flatMap { subject in
            subject.limits.compactMap { EditField.named($0, of: subject.target.kind) }
        }
        return "+10%  -5  *2  1500" + (limits.allSatisfy(\.isZeroUnlimited) ? "  off" : "") + "  field=value"
    }

    /// `payout_amount=+10%` where there is something to calculate from, else a word.
    private static func example(for subject: EditSubject) -> String? {
        let fields = fields(of: subject)
        let amount = fields.first { field in
            field.isLimit && (subject.known[field.name]?.quantity ?? .zero) > .zero
                && field.isRelevant(given: subject.known)
        }
        if let amount { return "\(amount.name)=+10%" }
        for field in fields {
            guard case .word(let words) = field.shape, let word = words.dropFirst().first else { continue }
            return "\(field.name)=\(word)"
        }
        return nil
    }
}
