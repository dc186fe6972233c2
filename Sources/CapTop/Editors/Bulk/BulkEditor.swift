// One change of many objects as a value: what was typed, what it does to each, and what came of each. Knows no keys and no
// cells.
import Models
import TUIKitLite

/// How far one object of a bulk change has got.
enum BulkStatus: Equatable, Codable, Sendable {
    case sending
    case done(EditOutcome)
}

/// One object of a bulk change.
struct BulkRow: Equatable, Sendable {
    var title: String
    /// nil when the typed change does nothing here or cannot be made.
    var edit: Edit?
    /// Why it cannot be made.
    var problem: String?
    /// What would be changed does nothing, as the object's other fields are.
    var isIdle = false
    /// nil before it is sent.
    var status: BulkStatus?
    /// The journal entry that it takes back.
    var undoOf: Int64?
}

struct BulkEditor: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        case typing
        case sending
        case finished
    }

    let title: String
    let network: String
    let subjects: [EditSubject]
    /// The same in the journal for all that is sent from here, so that one undo takes it all back.
    let batch: String
    var input: TextField
    var rows: [BulkRow]
    var phase = Phase.typing
    var firstRow = 0

    /// A change of marked objects, still to be typed.
    init(_ subjects: [EditSubject], network: String, batch: String, typed: String) {
        title = "Change \(subjects.count == 1 ? "1 object" : "\(subjects.count) objects") of \(network)"
        self.network = network
        self.subjects = subjects
        self.batch = batch
        input = TextField(typed)
        rows = []
        propose()
    }

    /// A change that needs no typing.
    init(_ rows: [BulkRow], title: String, network: String, batch: String) {
        self.title = title
        self.network = network
        self.batch = batch
        self.rows = rows
        subjects = []
        input = TextField()
    }

    var isTyped: Bool { !subjects.isEmpty }

    /// Works out anew what the typed text does to each object.
    mutating func propose() {
        let proposal = BulkProposal(input.text)
        rows = subjects.map { proposal.row(for: $0) }
    }

    /// What would be sent now: everything at first, later what has failed.
    var edits: [Edit] { rows.filter(isDue).compactMap(\.edit) }

    /// What somebody else has changed meanwhile is another change now, to be looked at and typed anew.
    private func isDue(_ row: BulkRow) -> Bool {
        switch row.status {
        case nil: true
        case .sending, .done(.conflict): false
        case .done(let outcome): !outcome.isApplied
        }
    }

    /// The objects that have been changed.
    var appliedTargets: Set<EditTarget> {
        Set(
            rows.compactMap { row in
                guard case .done(let outcome) = row.status, outcome.isApplied else { return nil }
                return row.edit?.target
            })
    }

    /// The journal entries that `edits` take back, in their order.
    var undoOf: [Int64?] { rows.filter { isDue($0) && $0.edit != nil }.map(\.undoOf) }

    var leftOut: Int { rows.count { $0.edit == nil } }

    var applied: Int {
        rows.count { row in
            guard case .done(let outcome) = row.status else { return false }
            return outcome.isApplied
        }
    }

    /// Sent, or waiting for its turn.
    var underWay: Int { rows.count { $0.status == .sending } }

    var failed: Int {
        rows.count { row in
            guard case .done(let outcome) = row.status else { return false }
            return !outcome.isApplied
        }
    }

    /// What came of it, in one line: how many, and why the first of those failed that did.
    var resultText: String {
        let failure = rows.lazy.compactMap { row -> String? in
            guard case .done(let outcome) = row.status, !outcome.isApplied else { return nil }
            return "; \(row.title) \(outcome.text)"
        }.first
        return "\(title): \(applied) applied, \(failed) not\(failure ?? "")"
    }

    mutating func begin(_ edits: [Edit]) {
        let begun = Set(edits)
        for index in rows.indices where rows[index].edit.map(begun.contains) == true { rows[index].status = .sending }
        phase = .sending
    }

    /// - Returns: false for an edit of another bulk change.
    mutating func note(_ edit: Edit, _ outcome: EditOutcome) -> Bool {
        guard let index = rows.firstIndex(where: { $0.edit == edit && $0.status == .sending }) else { return false }
        rows[index].status = .done(outcome)
        if !rows.contains(where: { $0.status == .sending }) { phase = .finished }
        return true
    }
}
