// An edit as the journal keeps it, and back. Knows no store.

extension Edit {
    /// Names under which the journal keeps what belongs to a change without being one of its fields.
    private enum Beside {
        static let affiliate = "network_affiliate_id"
        static let offer = "network_offer_id"
    }

    /// What the journal keeps as before: the values that the write replaces, and of a deletion the pair, without which it
    /// could not be taken back.
    public var journalledBefore: [String: FieldValue] {
        var values = before
        for change in changes { values[change.field] = change.live ?? change.base }
        if case .delete(let pair?) = action {
            values[Beside.affiliate] = .quantity(Quantity(pair.affiliateID))
            values[Beside.offer] = .quantity(Quantity(pair.offerID))
        }
        return values
    }

    /// What the journal keeps beside the values before of a creation on the money side, so that it can be found when captop
    /// ends before the answer.
    ///
    /// - Parameter newest: the highest id of its kind before it was sent.
    public func journalledNewest(_ newest: Int) -> [String: FieldValue] {
        [LiveObject.names(target.kind).id: .quantity(Quantity(newest))]
    }

    /// The highest id of its kind before a journalled creation was sent; nil for any other entry.
    public static func newestBefore(_ entry: JournalEntry) -> Int? {
        guard let kind = EditTarget(text: entry.target)?.kind else { return nil }
        return entry.before[LiveObject.names(kind).id]?.quantity?.wholeValue
    }

    /// What the journal keeps as after: the edit's fields as read back, else as asked for, and the id of what was created;
    /// of what was created on the money side all fields, so that its undo sees who else has changed it.
    ///
    /// - Parameter createdKey: from a creation's answer, for when it could not be read back.
    public func journalledAfter(_ live: LiveObject?, createdKey: String? = nil) -> [String: FieldValue] {
        var values = live.map { live in live.values.filter { fields.contains($0.key) } } ?? after
        if case .create = action, target.kind.money != nil, let live { values = live.values }
        if case .create = action, let id = (live?.target.key ?? createdKey).flatMap({ Quantity(text: $0) }) {
            values[LiveObject.names(target.kind).id] = .quantity(id)
        }
        return values
    }

    /// The edit that a journal entry is about; nil when the entry's words are not captop's.
    ///
    /// A deletion whose entry does not say for which pair it was is one for affiliate 0 on offer 0.
    public init?(journalled entry: JournalEntry) {
        guard var target = EditTarget(text: entry.target) else { return nil }
        target.flowID = target.flowID ?? Edit.flowID(in: entry)
        let known = Set(EditField.fields(of: target.kind).map(\.name))
        let fields = Set(entry.before.keys).union(entry.after.keys).intersection(known).sorted()
        let changes = fields.map { field in
            FieldChange(field: field, base: entry.before[field] ?? .none, mine: entry.after[field] ?? .none)
        }
        var action = EditAction.change
        if target.isNew { action = .create(target.newPair) }
        if entry.method == .delete { action = .delete(target.kind == .customCap ? Edit.pair(entry.before) : nil) }
        self.init(target: target, action: action, objectName: target.text, changes: changes)
    }

    /// The id that a journalled creation gave to what it created.
    static func createdKey(_ entry: JournalEntry) -> String? {
        EditTarget(text: entry.target).flatMap { entry.after[LiveObject.names($0.kind).id]?.quantity?.description }
    }

    private static func pair(_ values: [String: FieldValue]) -> CustomCapPair {
        let affiliate = values[Beside.affiliate]?.quantity?.wholeValue ?? 0
        let offer = values[Beside.offer]?.quantity?.wholeValue ?? 0
        return CustomCapPair(affiliateID: affiliate, offerID: offer)
    }

    /// `/flows/696f…`, `/flows/696f…/deploy`: spares a cap's reader the list of all flows.
    private static func flowID(in entry: JournalEntry) -> String? {
        let parts = entry.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4, parts[0].isEmpty, parts[1] == "flows", !parts[2].isEmpty,
            !parts[2].contains("%")
        else { return nil }
        return String(parts[2])
    }
}
