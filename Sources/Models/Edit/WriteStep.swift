// One request on the way to a change, and what its answer means. Made by WritePlan only: its initialiser is not public,
// so that no request outside a plan can be shown to a token.

/// A request of a plan.
public struct WriteStep: Hashable, Sendable {
    public enum Purpose: String, Hashable, Sendable, Codable {
        /// Changes nothing: the server's own verdict on what follows.
        case preview
        case write
        /// Makes a saved LeadConduit flow live; when it fails the change is saved and not live.
        case deploy
    }

    /// What the step's answer says.
    public enum Verdict: Hashable, Sendable {
        /// Done, with what the server said beside it.
        case accepted(notes: [String])
        /// Not done, and why.
        case refused([String])
        /// Neither: read back before deciding.
        case unreadable(String)
    }

    enum Answer: Hashable, Sendable {
        case preview
        case result
        /// An object that holds an id under this name.
        case object(id: String)
        case deployed
    }

    public let purpose: Purpose
    public let request: APIRequest
    /// Whose changes it makes.
    public let edits: [Edit]
    let answer: Answer

    init(_ purpose: Purpose, _ request: APIRequest, edits: [Edit], answer: Answer) {
        self.purpose = purpose
        self.request = request
        self.edits = edits
        self.answer = answer
    }

    /// What the journal keeps of the request's body, as JSON text; empty without a body.
    ///
    /// The whole body of a bulk edit and a creation; of a full update only the changed fields, because the rest holds what
    /// does not belong in a journal: how an affiliate is paid, what a flow's mappings send to its recipients.
    public var journalBody: String {
        guard let body = request.body else { return "" }
        guard request.method == .put else { return String(decoding: body, as: UTF8.self) }
        return FieldValue.text(edits.reduce(into: [:]) { $0.merge($1.after) { $1 } })
    }

    /// What the body of a success says.
    public func verdict(_ body: [UInt8]) -> Verdict {
        do throws(WireError) {
            switch answer {
            case .preview: return try WriteStep.previewVerdict(body)
            case .result:
                let isDone = try Everflow.EditResult.read(body).result
                return isDone ? .accepted(notes: []) : .refused(["the server answered result false"])
            case .object(let id):
                let tree = try WireAnswer.tree(body)
                if tree[id]?.text?.isEmpty == false { return .accepted(notes: []) }
                throw WireAnswer.refusal(tree) ?? .malformed("no \(id) in the answer")
            case .deployed:
                let tree = try WireAnswer.tree(body)
                if tree["error"]?.text != nil, let refusal = WireAnswer.refusal(tree) { throw refusal }
                return .accepted(notes: tree["message"]?.text.map { [$0] } ?? [])
            }
        } catch .refused(let text) {
            return .refused([text])
        } catch {
            return .unreadable(error.message)
        }
    }

    /// The id that a creation's answer gave to the new object; nil for other steps and answers.
    public func createdKey(_ body: [UInt8]) -> String? {
        guard case .object(let id) = answer, edits.contains(where: \.target.isNew) else { return nil }
        return (try? WireAnswer.tree(body))?[id]?.text
    }

    /// A preview is accepted when it has changes, all `ok`, and no object that was invalid before.
    private static func previewVerdict(_ body: [UInt8]) throws(WireError) -> Verdict {
        let tree = try WireAnswer.tree(body)
        guard let changes = tree["changes"] else {
            throw WireAnswer.refusal(tree) ?? .malformed("no changes in the answer")
        }
        let preview = try Everflow.EditPreview.read(body)
        guard preview.changes.count == changes.array?.count ?? 0,
            preview.resourceErrors.count == tree["resource_errors"]?.array?.count ?? 0
        else { throw .malformed("a change or error in the preview cannot be read") }
        return verdict(preview)
    }

    private static func verdict(_ preview: Everflow.EditPreview) -> Verdict {
        var refusals = preview.resourceErrors.map { error in
            let label = error.label.flatMap { $0.isEmpty ? nil : $0 } ?? error.id
            return "\(label): \(error.message)"
        }
        var notes: [String] = []
        for change in preview.changes {
            let field = change.changed?.fieldType ?? change.current?.fieldType ?? "change"
            let message = change.errorMessage.flatMap { $0.isEmpty ? nil : $0 }
            if change.status != "ok" { refusals.append("\(field): \(message ?? "status \(change.status)")") }
            if change.status == "ok", let message { notes.append("\(field): \(message)") }
            if let related = related(change.relatedChanges) { notes.append("\(field) also changes: \(related)") }
        }
        if !refusals.isEmpty { return .refused(refusals) }
        return preview.changes.isEmpty ? .refused(["the server would change nothing"]) : .accepted(notes: notes)
    }

    private static func related(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null, .string(""), .array([]): nil
        case .object(let object) where object.isEmpty: nil
        case .string(let text): text
        case .some(let value): String(decoding: value.serialized(), as: UTF8.self)
        }
    }
}
