// What a bulk edit would do to each of its objects, property by property: the preview shows it, applying it needs all of it
// to be possible. Everflow reference, 6.4 and 8.2.

import Models

/// A kind of record that bulk edits can change.
protocol BulkEditable: Sendable {
    /// `network_offer_ids`
    static var idsName: String { get }
    /// `offer`, for sentences.
    static var noun: String { get }

    static func find(_ id: Int, in directory: AccountDirectory) -> Self?
    var id: Int { get }
    var name: String { get }
    /// Why the record takes no such edit as it stands; nil when it does.
    func defect(for edit: BulkEditBody) -> String?
    /// The value that the field replaces; nil for fields that bulk edits do not know.
    func current(_ field: WriteField) -> JSONValue?
    mutating func set(_ field: WriteField, of edit: BulkEditBody, in directory: AccountDirectory) throws(SandboxFailure)
    /// What else follows from the field.
    func consequence(of field: WriteField, in directory: AccountDirectory) -> String
    func put(into change: inout Everflow.Change)
    mutating func setSaved(at instant: Timestamp)
}

struct BulkJudgement<Record: BulkEditable>: Sendable {
    /// The records as they would be.
    private(set) var records: [Record] = []
    private var changes: [Everflow.Change] = []
    private var resourceErrors: [Everflow.ResourceError] = []

    /// Refuses ids and fields that do not exist; everything else is a verdict.
    init(_ edit: BulkEditBody, in directory: AccountDirectory, at now: Timestamp) throws(SandboxFailure) {
        for id in edit.ids {
            guard let record = Record.find(id, in: directory) else {
                throw SandboxFailure(404, "no \(Record.noun) \(id)")
            }
            if let defect = record.defect(for: edit) { add(defect, of: record) }
            try judge(record, edit, in: directory, at: now)
        }
    }

    private mutating func add(_ defect: String, of record: Record) {
        var error = Everflow.ResourceError()
        error.id = String(record.id)
        error.label = record.name
        error.type = "network_\(Record.noun)"
        error.message = defect
        resourceErrors.append(error)
    }

    private mutating func judge(
        _ record: Record, _ edit: BulkEditBody, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) {
        var result = record
        for field in edit.fields {
            guard let current = record.current(field) else {
                throw SandboxFailure(400, "unknown field_type \(field.name)")
            }
            var change = Everflow.Change()
            record.put(into: &change)
            change.status = "ok"
            change.errorMessage = ""
            do {
                try result.set(field, of: edit, in: directory)
            } catch {
                change.status = "error"
                change.errorMessage = error.message
            }
            change.current = BulkJudgement.wire(field.name, current)
            change.changed = BulkJudgement.wire(field.name, field.value)
            change.relatedChanges = .string(record.consequence(of: field, in: directory))
            changes.append(change)
        }
        result.setSaved(at: Timestamp(seconds: now.seconds))
        records.append(result)
    }

    private static func wire(_ name: String, _ value: JSONValue) -> Everflow.FieldEdit {
        Everflow.FieldEdit(fieldType: name, fieldValue: value, fieldOperator: BulkEditBody.overwrite)
    }

    // MARK: - Answers

    var preview: JSONValue {
        var preview = Everflow.EditPreview()
        preview.changes = changes
        preview.resourceErrors = resourceErrors
        return preview.json()
    }

    /// Throws the first reason why the edit cannot be applied: all of it is, or none.
    func checkApplicable() throws(SandboxFailure) {
        if let error = resourceErrors.first {
            throw SandboxFailure(400, "\(Record.noun) \(error.id): \(error.message)")
        }
        guard let refused = changes.first(where: { $0.status != "ok" }) else { return }
        let id = refused.offer?.id ?? refused.affiliate?.id ?? 0
        throw SandboxFailure(400, "\(Record.noun) \(id): \(refused.errorMessage ?? refused.status)")
    }
}
