// How several Everflow objects of one kind are read at once: by the pages of their list, which answers the same objects as
// getting one does (reference, 4.1, 6.2, 8.1). Never writes.

/// One page of a list.
public struct LiveList: Hashable, Sendable {
    /// What a page says.
    public struct Page: Sendable {
        /// Those of the wanted objects that are on it.
        public let found: [LiveObject]
        /// How many pages follow.
        public let pagesLeft: Int
    }

    public let kind: EditableKind
    public let page: Int
    public let request: APIRequest

    /// - Returns: nil for objects that are read otherwise: offer groups, commissions and tiers are few, and flows come
    ///   whole.
    public init?(_ kind: EditableKind, page: Int = 1) {
        switch kind {
        case .customCap: request = Everflow.Requests.customCaps(page: page, pageSize: LiveRead.pageSize)
        case .offer: request = Everflow.Requests.offers(page: page, pageSize: LiveRead.pageSize)
        case .affiliate: request = Everflow.Requests.affiliates(page: page, pageSize: LiveRead.pageSize)
        case .customPayout: request = Everflow.Requests.customPayouts(page: page, pageSize: LiveRead.pageSize)
        case .offerGroup, .tieredCommission, .affiliateTier, .leadCap, .flow, .source: return nil
        }
        self.kind = kind
        self.page = page
    }

    public var next: LiveList? { LiveList(kind, page: page + 1) }

    /// Reads the body of a success.
    ///
    /// - Parameter wanted: existing objects of this kind.
    public func page(of body: [UInt8], wanted: Set<EditTarget>) throws(WireError) -> Page {
        let tree = try WireAnswer.tree(body)
        let rows = try LiveRead.rows(of: kind, in: tree)
        let byID = Dictionary(wanted.compactMap { target in target.number.map { (Int64($0), target) } }) { $1 }
        let id = LiveObject.names(kind).id
        let found = rows.compactMap { row in
            row[id]?.int64.flatMap { byID[$0] }.flatMap { LiveObject(everflow: row, target: $0) }
        }
        return Page(found: found, pagesLeft: rows.isEmpty ? 0 : LiveRead.pagesLeft(after: page, in: tree))
    }
}
