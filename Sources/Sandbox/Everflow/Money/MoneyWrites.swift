// What writes make of the money side's objects: the verdict of Models, then whether what they name exists. Pure. Everflow
// reference, sections 9 to 11.

import Models

/// One kind of object of the money side.
struct MoneyWrites: Sendable {
    let resource: MoneyResource
    let records: @Sendable (Account) -> [MoneyRecord]

    static let customPayouts = MoneyWrites(resource: .customPayout) { $0.customPayouts }
    static let commissions = MoneyWrites(resource: .tieredCommission) { $0.commissions }
    static let tiers = MoneyWrites(resource: .affiliateTier) { $0.tiers }

    /// A new object.
    func created(
        _ body: JSONValue, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> MoneyRecord {
        let instant = Timestamp(seconds: now.seconds)
        return MoneyRecord(
            id: (records(directory.account).last?.id ?? 0) + 1, document: try document(body, in: directory),
            createdAt: instant, savedAt: instant)
    }

    /// A full update: what `body` leaves out gets its default.
    func replaced(
        _ known: MoneyRecord, by body: JSONValue, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> MoneyRecord {
        let document = try document(body, in: directory)
        if let repeated = body[resource.idName], !repeated.isNull, repeated.quantity != Quantity(known.id) {
            throw SandboxFailure(400, "\(resource.idName) must be \(known.id)")
        }
        return MoneyRecord(
            id: known.id, document: document, createdAt: known.createdAt, savedAt: Timestamp(seconds: now.seconds))
    }

    private func document(_ body: JSONValue, in directory: AccountDirectory) throws(SandboxFailure) -> JSONObject {
        try MoneyWrites.check(resource.problems(in: body))
        var document = MoneyDocument.made(of: body, resource)
        try MoneyReferences(document: document, directory: directory).check(resource)
        if document["currency_id"]?.text == "", let offer = document["network_offer_id"]?.int64 {
            document["currency_id"] = (directory.offersByID[Int(clamping: offer)]?.currency).map(JSONValue.string)
        }
        return document
    }

    /// Refuses with every problem, in the words that the editors show.
    static func check(_ problems: [FieldProblem]) throws(SandboxFailure) {
        guard problems.isEmpty else {
            throw SandboxFailure(400, problems.map(\.message).joined(separator: "; "))
        }
    }

    /// Custom payout settings after a bulk update: all or none.
    static func edited(
        _ body: JSONValue, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> [MoneyRecord] {
        try check(MoneyPatch.problems(in: body))
        var edited: [MoneyRecord] = []
        for value in body["network_custom_payout_revenue_setting_ids"]?.array ?? [] {
            let id = value.quantity?.wholeValue ?? 0
            guard let known = directory.money(id, in: \.customPayouts) else {
                throw SandboxFailure(404, "no custom payout setting \(id)")
            }
            let changed = MoneyPatch.applied(body, to: .object(known.document))
            edited.append(try customPayouts.replaced(known, by: changed, in: directory, at: now))
        }
        return edited
    }
}

/// Whether the objects exist that a document of the money side names.
struct MoneyReferences {
    let document: JSONObject
    let directory: AccountDirectory

    func check(_ resource: MoneyResource) throws(SandboxFailure) {
        try check("network_affiliate_ids") { directory.affiliatesByID[$0] != nil }
        switch resource {
        case .customPayout:
            try check("network_offer_id") { directory.offersByID[$0] != nil }
            try checkEntry(offers: ids("network_offer_id"))
        case .tieredCommission:
            try check("network_offer_ids") { directory.offersByID[$0] != nil }
            try check("network_advertiser_ids") { directory.advertisersByID[$0] != nil }
            try checkEntry(offers: ids("network_offer_ids"))
        case .affiliateTier: return
        }
    }

    private func check(_ name: String, _ exists: (Int) -> Bool) throws(SandboxFailure) {
        if let unknown = ids(name).first(where: { !exists($0) }) {
            throw SandboxFailure(400, "\(name): \(unknown) is unknown")
        }
    }

    /// 0 is the base conversion.
    private func checkEntry(offers: [Int]) throws(SandboxFailure) {
        let name = "network_offer_payout_revenue_id"
        let wanted = ids(name)[0]
        guard wanted != 0 else { return }
        let entries = offers.flatMap { id in
            (directory.offersByID[id].map { [EverflowObjects.payoutRevenue($0).id] } ?? [])
                + (directory.eventsByOffer[id] ?? []).map(\.id)
        }
        guard entries.contains(wanted) else { throw SandboxFailure(400, "\(name): \(wanted) is unknown") }
    }

    private func ids(_ name: String) -> [Int] {
        guard let value = document[name] else { return [] }
        return (value.array ?? [value]).compactMap { $0.quantity?.wholeValue }
    }
}
