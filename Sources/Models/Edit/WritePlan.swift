// Which requests an edit becomes, in order, as pure functions of the edit and of the object as read just before. Sends
// nothing, decides nothing about answers but what they say.

public enum WritePlan {
    /// The steps of one edit; each is sent only after the one before was accepted. Only what `live` does not already have
    /// is written.
    ///
    /// - Parameters:
    ///   - live: the object as read just now; nil for a creation.
    ///   - unsaid: members that a full update has to carry and the object's answer leaves out.
    /// - Throws: why no request can be made of it.
    public static func steps(
        for edit: Edit, live: LiveObject?, unsaid: [String: JSONValue] = [:]
    ) throws(FieldProblem) -> [WriteStep] {
        if let problem = edit.problems(on: live).first { throw problem }
        if case .create(let pair) = edit.action { return [try creation(edit, pair)] }
        guard let live, live.target.kind == edit.target.kind, live.target.key == edit.target.key else {
            throw FieldProblem("the \(edit.target.kind.noun) \(edit.target.key) has not been read")
        }
        let edit = edit.merged(withLive: live.values)
        switch edit.target.kind {
        case .customCap: return try customCap(edit)
        case .offer: return try offer(edit, live: live)
        case .offerGroup: return [try offerGroup(edit, live: live, unsaid: unsaid)]
        case .affiliate: return try affiliate(edit, live: live, unsaid: unsaid)
        case .customPayout: return try money(edit, .customPayout, live: live)
        case .tieredCommission: return try money(edit, .tieredCommission, live: live)
        case .affiliateTier: return try money(edit, .affiliateTier, live: live)
        case .leadCap, .flow, .source: return try flow(edit, live: live)
        }
    }

    /// The most objects that one bulk request names. The reference gives no limit; the answer is one for all of them, and
    /// the journal keeps the whole body with each.
    static let largestBatch = 500

    /// Edits that one bulk request can make, the others alone; in order of the first of each.
    ///
    /// Together go changes of custom caps, offers, affiliates and custom payout settings of one network that give the same
    /// fields the same values.
    public static func batches(of edits: [Edit]) -> [[Edit]] {
        batchIndices(of: edits).map { batch in batch.map { edits[$0] } }
    }

    /// `batches(of:)` as positions in `edits`. No batch has an object twice.
    public static func batchIndices(of edits: [Edit]) -> [[Int]] {
        var places: [BulkKey: Int] = [:]
        var members: [Int: Set<EditTarget>] = [:]
        var batches: [[Int]] = []
        for (index, edit) in edits.enumerated() {
            let key = BulkKey(edit)
            if let key, let place = places[key], batches[place].count < largestBatch,
                members[place, default: []].insert(edit.target).inserted
            {
                batches[place].append(index)
            } else {
                if let key {
                    places[key] = batches.count
                    members[batches.count] = [edit.target]
                }
                batches.append([index])
            }
        }
        return batches
    }

    /// The steps of one bulk request for edits that `batches(of:)` put together.
    ///
    /// - Throws: when the edits do not share their values or one of them cannot be sent.
    public static func bulkSteps(for edits: [Edit]) throws(FieldProblem) -> [WriteStep] {
        guard let first = edits.first, let key = BulkKey(first), edits.allSatisfy({ BulkKey($0) == key }) else {
            throw FieldProblem("these changes do not share their values")
        }
        for edit in edits {
            if let problem = edit.problems().first { throw problem }
        }
        let ids = edits.compactMap(\.target.number)
        guard ids.count == edits.count else { throw FieldProblem("an id is not a whole number") }
        switch first.target.kind {
        case .offer: return offers(ids, bulkFields(first.changes), edits: edits)
        case .affiliate: return affiliates(ids, bulkFields(first.changes), edits: edits)
        case .customPayout: return [customPayouts(ids, first.changes, edits: edits)]
        case .customCap, .offerGroup, .tieredCommission, .affiliateTier, .leadCap, .flow, .source:
            return [customCaps(ids, first.changes, edits: edits)]
        }
    }

    /// Whether a change goes through PUT of the whole object (Everflow reference, 7 to 11).
    public static func needsFullUpdate(_ fields: [String], of kind: EditableKind) -> Bool {
        switch kind {
        case .offerGroup, .tieredCommission, .affiliateTier: true
        case .customPayout: fields.contains { Everflow.CustomPayoutField(rawValue: $0) == nil }
        case .affiliate: fields.contains { $0 != "account_status" }
        case .customCap, .offer, .leadCap, .flow, .source: false
        }
    }

    /// What edits of one bulk request have in common.
    private struct BulkKey: Hashable {
        let network: String
        let kind: EditableKind
        let values: [String: FieldValue]
        /// Word for word: what a server added to the rows of one object is not for another.
        let lists: [String: [JSONValue]]

        init?(_ edit: Edit) {
            guard case .change = edit.action, edit.target.number != nil,
                [.customCap, .offer, .affiliate, .customPayout].contains(edit.target.kind),
                !WritePlan.needsFullUpdate(edit.fields, of: edit.target.kind)
            else { return nil }
            if edit.target.kind == .offer, WritePlan.needsCompanion(edit.changes) { return nil }
            network = edit.target.network
            kind = edit.target.kind
            values = edit.after
            lists = values.mapValues(\.entries).filter { !$0.value.isEmpty }
        }
    }
}
