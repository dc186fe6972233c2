// An object of the money side with the answer it was read from, so that a full update sends back all that was received
// with only the changed members replaced (Everflow reference, 9.2, 10.1, 11). Knows no rules of the fields.

extension Everflow {
    /// A value and its answer.
    public struct Received<Value: Hashable & Sendable>: Hashable, Sendable {
        public let value: Value
        public let tree: JSONValue
    }
}

extension Everflow.Received where Value == Everflow.CustomPayoutRevenue {
    /// Reads `GET /networks/custom/payoutrevenue/{id}`.
    public init(_ bytes: [UInt8]) throws(WireError) {
        try self.init(tree: WireAnswer.tree(bytes))
    }

    public init(tree: JSONValue) throws(WireError) {
        value = try WireAnswer.object(tree, notes: WireNotes())
        self.tree = tree
    }

    /// The body of `PUT /networks/custom/payoutrevenue/{id}`: variables and targeting stand at the top, where requests
    /// carry them.
    public func fullUpdate(to changed: Everflow.CustomPayoutRevenue) -> JSONValue {
        var body = tree
        lift(["variables"], to: "variables", in: &body)
        lift(["ruleset", "targeting"], to: "ruleset", in: &body)
        return WireDifference.applied(from: value.json(), to: changed.json(), on: body)
    }
}

extension Everflow.Received where Value == Everflow.TieredCommission {
    /// Reads `GET /networks/tieredcommissions/{id}`.
    public init(_ bytes: [UInt8]) throws(WireError) {
        try self.init(tree: WireAnswer.tree(bytes))
    }

    public init(tree: JSONValue) throws(WireError) {
        value = try WireAnswer.object(tree, notes: WireNotes())
        self.tree = tree
    }

    /// The body of `PUT /networks/tieredcommissions/{id}`.
    public func fullUpdate(to changed: Everflow.TieredCommission) -> JSONValue {
        WireDifference.applied(from: value.json(), to: changed.json(), on: tree)
    }
}

extension Everflow.Received where Value == Everflow.AffiliateTier {
    /// Reads `GET /networks/affiliatetiers/{id}`.
    public init(_ bytes: [UInt8]) throws(WireError) {
        try self.init(tree: WireAnswer.tree(bytes))
    }

    public init(tree: JSONValue) throws(WireError) {
        value = try WireAnswer.object(tree, notes: WireNotes())
        self.tree = tree
    }

    /// The body of `PUT /networks/affiliatetiers/{id}`: labels stand at the top, where requests carry them.
    public func fullUpdate(to changed: Everflow.AffiliateTier) -> JSONValue {
        var body = tree
        lift(["labels"], to: "labels", in: &body, isList: true)
        body = WireDifference.applied(from: value.json(), to: changed.json(), on: body)
        if changed.labels != value.labels { body["labels"] = .array((changed.labels ?? []).map { .string($0) }) }
        return body
    }
}

extension Everflow.Received {
    /// Copies the first of the relationships to the top unless something stands there; of `{total, entries}` the
    /// entries. A list that is null is an empty one (Everflow reference, 1.6).
    private func lift(_ names: [String], to top: String, in body: inout JSONValue, isList: Bool = false) {
        guard body[top]?.isNull ?? true else { return }
        for name in names {
            guard let found = body["relationship"]?[name] else { continue }
            let entries = found["entries"] ?? found
            guard !entries.isNull || isList else { continue }
            body[top] = entries.isNull ? .array([]) : entries
            return
        }
    }
}

extension Everflow.CustomPayoutRevenue {
    /// The body of `POST /networks/custom/payoutrevenue`: without what the server gives.
    public func creationBody() -> JSONValue {
        WireDifference.without(["network_custom_payout_revenue_setting_id"], in: json())
    }
}

extension Everflow.TieredCommission {
    /// The body of `POST /networks/tieredcommissions`: without what the server gives, `relationship` as `{}`.
    public func creationBody() -> JSONValue {
        let answerOnly = [
            "network_tiered_commission_id", "retroactive_payout_type", "retroactive_payout_percentage",
            "retroactive_revenue_type", "retroactive_revenue_percentage",
        ]
        var body = WireDifference.without(answerOnly, in: json())
        body["relationship"] = .object([])
        return body
    }
}

extension Everflow.AffiliateTier {
    /// The body of `POST /networks/affiliatetiers`: without what the server gives, labels at the top.
    public func creationBody() -> JSONValue {
        var body = WireDifference.without(["network_affiliate_tier_id"], in: json())
        if let labels { body["labels"] = .array(labels.map { .string($0) }) }
        return body
    }
}
