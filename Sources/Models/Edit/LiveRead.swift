// How an object is read for an edit: which request, and what its answer means. A read of one page or form may lead to
// another; the caller performs them one after the other. Never writes.

public struct LiveRead: Hashable, Sendable {
    /// What an answer says.
    public enum Outcome: Hashable, Sendable {
        case found(LiveObject)
        case absent
        /// Not on this page: ask this.
        case next(LiveRead)
    }

    private enum Form: Hashable {
        case object
        case list(page: Int)
        case flow
        case flows
    }

    static let pageSize = 2000

    public let target: EditTarget
    public let request: APIRequest
    private let form: Form

    /// - Parameter fields: those that shall change: a full update of an affiliate needs its billing, which is only
    ///   answered when asked for (Everflow reference, 8.2).
    /// - Throws: when the target's id is no id of its API.
    public init(_ target: EditTarget, changing fields: [String] = []) throws(FieldProblem) {
        if target.newPair != nil {
            self.init(target, page: 1)
        } else if target.kind.network == .leadconduit {
            let flowID = target.kind == .flow ? target.key : target.flowID
            let request = flowID.map { LeadConduit.Requests.flow(id: $0) } ?? LeadConduit.Requests.flows()
            self.init(target, flowID == nil ? .flows : .flow, request)
        } else {
            self.init(target, .object, try LiveRead.get(target, changing: fields))
        }
    }

    private init(_ target: EditTarget, _ form: Form, _ request: APIRequest) {
        self.target = target
        self.form = form
        self.request = request
    }

    private init(_ target: EditTarget, page: Int) {
        self.init(target, .list(page: page), Everflow.Requests.customCaps(page: page, pageSize: LiveRead.pageSize))
    }

    private static func get(_ target: EditTarget, changing fields: [String]) throws(FieldProblem) -> APIRequest {
        guard let id = target.number else {
            throw FieldProblem("\(target.key) is no id of a \(target.kind.noun): it must be a whole number")
        }
        switch target.kind {
        case .customCap: return Everflow.Requests.customCap(id: id)
        case .offer: return Everflow.Requests.offer(id: id)
        case .offerGroup: return Everflow.Requests.offerGroup(id: id)
        case .customPayout: return Everflow.Requests.customPayout(id: id)
        case .tieredCommission: return Everflow.Requests.tieredCommission(id: id)
        case .affiliateTier: return Everflow.Requests.affiliateTier(id: id)
        case .affiliate, .leadCap, .flow, .source:
            let isFull = WritePlan.needsFullUpdate(fields, of: .affiliate)
            return isFull ? Everflow.Requests.affiliateWithBilling(id: id) : Everflow.Requests.affiliate(id: id)
        }
    }

    /// What to ask when this was answered 404, or refused: getting one custom cap is not documented, their list is (Everflow
    /// reference, 4.1). nil: the object does not exist.
    public var afterNotFound: LiveRead? {
        target.kind == .customCap && form == .object ? LiveRead(target, page: 1) : nil
    }

    /// Reads the body of a success.
    public func outcome(_ body: [UInt8]) throws(WireError) -> Outcome {
        let tree = try WireAnswer.tree(body)
        switch form {
        case .object: return try object(tree)
        case .list(let page): return try listed(tree, page: page)
        case .flow:
            guard tree["id"]?.text != nil else { throw WireAnswer.refusal(tree) ?? .malformed("the flow has no id") }
            return LiveObject(flow: tree, target: target).map(Outcome.found) ?? .absent
        case .flows:
            guard let flows = tree.array else { throw WireAnswer.refusal(tree) ?? .malformed("not a list") }
            let holders = flows.compactMap { LiveObject(flow: $0, target: target) }
            return holders.count == 1 ? .found(holders[0]) : .absent
        }
    }

    private func object(_ tree: JSONValue) throws(WireError) -> Outcome {
        guard let object = LiveObject(everflow: tree, target: target) else {
            throw WireAnswer.refusal(tree) ?? .malformed("the answer is not \(target.kind.noun) \(target.key)")
        }
        return .found(object)
    }

    private func listed(_ tree: JSONValue, page: Int) throws(WireError) -> Outcome {
        let rows = try LiveRead.rows(of: target.kind, in: tree)
        for row in rows {
            guard let object = LiveObject(everflow: row, target: target) else { continue }
            if target.newPair == nil || object.pair == target.newPair { return .found(object) }
        }
        let isLast = LiveRead.pagesLeft(after: page, in: tree) == 0 || rows.isEmpty
        return isLast ? .absent : .next(LiveRead(target, page: page + 1))
    }
}

// Lists of Everflow objects.
extension LiveRead {
    static func rows(of kind: EditableKind, in tree: JSONValue) throws(WireError) -> [JSONValue] {
        let key = LiveObject.names(kind).list
        guard let rows = (tree[key] ?? tree).array ?? (tree[key] == .null ? [] : nil) else {
            throw WireAnswer.refusal(tree) ?? .malformed("no \(key) in the answer")
        }
        return rows
    }

    /// How many pages follow `page`; an answer without paging is complete (Everflow reference, 1.3).
    static func pagesLeft(after page: Int, in tree: JSONValue) -> Int {
        let paging = tree["paging"]
        let total = paging?["total_count"]?.int64 ?? 0
        let size = paging?["page_size"]?.int64 ?? Int64(pageSize)
        guard total > 0, size > 0 else { return 0 }
        return Int(max(0, (total - 1) / size + 1 - Int64(page)))
    }
}
