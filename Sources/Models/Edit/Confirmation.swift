// The one place where a write token comes into being. Its initialiser is private to this file, so that nothing but a
// confirmed confirmation can have one.

/// What an operator is asked to agree to: valid edits of one network.
public struct Confirmation: Hashable, Sendable {
    public let edits: [Edit]
    /// What must be typed before it counts: production asks for it when several objects change or a change is drastic.
    public let nameToType: String?

    /// - Throws: the first problem of the first edit that has any; an empty list and edits of two networks are refused.
    public init(_ edits: [Edit], environment: NetworkEnvironment = .sandbox) throws(FieldProblem) {
        guard let first = edits.first else { throw FieldProblem("there is nothing to confirm") }
        for edit in edits {
            if let problem = edit.problems().first { throw problem }
            guard edit.target.network == first.target.network else {
                throw FieldProblem("one confirmation is about one network")
            }
        }
        self.edits = edits
        let asksTwice = environment == .production && (edits.count > 1 || edits.contains(where: \.isDrastic))
        nameToType = asksTwice ? (edits.count > 1 ? first.target.network : first.objectName) : nil
    }

    public init(_ edit: Edit, environment: NetworkEnvironment = .sandbox) throws(FieldProblem) {
        try self.init([edit], environment: environment)
    }

    /// The token for exactly these edits; nil when a name has to be typed and `name` is another.
    public func confirm(typing name: String? = nil) -> WriteToken? {
        guard nameToType == nil || nameToType == name else { return nil }
        return WriteToken(edits: edits)
    }
}

/// Leave to send the requests of exactly the edits that were confirmed. Not `Codable`: it neither survives the process
/// nor comes out of a recording.
public struct WriteToken: Hashable, Sendable {
    /// What was agreed to, on top of which version. The live value is not part of it, nor the name shown.
    private struct Subject: Hashable {
        let target: EditTarget
        let action: EditAction
        let changes: [FieldChange]
        let baseVersion: String?

        init(_ edit: Edit) {
            target = edit.target
            action = edit.action
            baseVersion = edit.baseVersion
            changes = edit.changes.map { FieldChange(field: $0.field, base: $0.base, mine: $0.mine) }
        }
    }

    private let subjects: Set<Subject>

    fileprivate init(edits: [Edit]) {
        subjects = Set(edits.map(Subject.init))
    }

    /// Whether this very change of this very object was confirmed.
    public func covers(_ edit: Edit) -> Bool { subjects.contains(Subject(edit)) }

    /// Whether everything that the step does was confirmed.
    public func permits(_ step: WriteStep) -> Bool {
        !step.edits.isEmpty && step.edits.allSatisfy(covers)
    }
}
