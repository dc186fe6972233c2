// Whether a custom payout setting holds for a conversion (Everflow reference, 9.2). All of its conditions must hold.
// Days count whole, first and last included; variables are compared byte by byte; within one list of a rule set any
// included row will do and no excluded one may match. These are captop's readings: the reference names the fields only.

extension Everflow.CustomPayoutRevenue {
    /// The first condition that does not hold, those that are certain before those that are not; nil when all hold. The
    /// offer is not looked at.
    public func obstacle(for facts: ConversionFacts) -> CustomPayoutObstacle? {
        if status != "active" { return .status(status) }
        if !facts.isEntry(payoutRevenueID) { return .entry(payoutRevenueID) }
        if !isApplyAllAffiliates, !(affiliateIDs ?? []).contains(facts.affiliateID) {
            return .affiliates(affiliateIDs ?? [])
        }
        if let obstacle = dateObstacle(facts.date) { return obstacle }
        var uncertain: CustomPayoutObstacle?
        for condition in [urlObstacle, variableObstacle, rulesetObstacle] {
            guard let obstacle = condition(facts) else { continue }
            if obstacle.isCertain { return obstacle }
            uncertain = uncertain ?? obstacle
        }
        return uncertain
    }

    private func dateObstacle(_ date: CivilDate) -> CustomPayoutObstacle? {
        if let text = dateValidFrom, !text.isEmpty {
            guard let first = CivilDate(text: text) else { return .unreadable(field: "date_valid_from") }
            if date < first { return .notYet(text) }
        }
        if let text = dateValidTo, !text.isEmpty {
            guard let last = CivilDate(text: text) else { return .unreadable(field: "date_valid_to") }
            if last < date { return .over(text) }
        }
        return nil
    }

    private func urlObstacle(_ facts: ConversionFacts) -> CustomPayoutObstacle? {
        guard isApplySpecificOfferURLs == true else { return nil }
        let ids = offerURLIDs ?? []
        guard let url = facts.offerURLID else { return .offerURL(ids, isKnown: false) }
        return ids.contains(url) ? nil : .offerURL(ids, isKnown: true)
    }

    private func variableObstacle(_ facts: ConversionFacts) -> CustomPayoutObstacle? {
        var uncertain: CustomPayoutObstacle?
        for row in variables ?? [] {
            guard let known = facts.variables, let holds = row.holds(for: known[row.variable] ?? "") else {
                uncertain = uncertain ?? .variable(row, isKnown: false)
                continue
            }
            if !holds { return .variable(row, isKnown: true) }
        }
        return uncertain
    }

    private func rulesetObstacle(_ facts: ConversionFacts) -> CustomPayoutObstacle? {
        guard let ruleset, !ruleset.isEmpty else { return nil }
        var uncertain: CustomPayoutObstacle?
        for list in Everflow.TargetingList.allCases {
            guard let rows = ruleset[list], !rows.isEmpty else { continue }
            switch Everflow.TargetingEntry.holds(rows, list, for: facts.targeting?.ids[list]) {
            case true?: continue
            case false?: return .targeting(list, isKnown: true)
            case nil: uncertain = uncertain ?? .targeting(list, isKnown: false)
            }
        }
        guard ruleset.isBlockProxy == true else { return uncertain }
        guard let isProxy = facts.targeting?.isProxy else { return uncertain ?? .proxy(isKnown: false) }
        return isProxy ? .proxy(isKnown: true) : uncertain
    }
}

extension Everflow.CustomPayoutVariable {
    /// nil for a comparison that the reference does not name.
    public func holds(for found: String) -> Bool? {
        guard let comparison else { return nil }
        let found = Array(found.utf8)
        let wanted = Array(value.utf8)
        return switch comparison {
        case .exactMatch: found == wanted
        case .doesNotMatch: found != wanted
        case .beginsWith: found.starts(with: wanted)
        case .endsWith: found.reversed().starts(with: wanted.reversed())
        case .contains: Everflow.CustomPayoutVariable.contains(found, wanted)
        case .doesNotContain: !Everflow.CustomPayoutVariable.contains(found, wanted)
        }
    }

    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard wanted.count <= bytes.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
    }
}

extension Everflow.TargetingEntry {
    /// Whether traffic with `ids` passes `rows`; nil when that depends on unknown ids or on a match other than `exact`.
    static func holds(_ rows: [Everflow.TargetingEntry], _ list: Everflow.TargetingList, for ids: Set<String>?) -> Bool?
    {
        guard let ids, rows.allSatisfy({ $0.matchType == "exact" }) else { return nil }
        let matching = rows.filter { row in row.id(in: list).map(ids.contains) ?? false }
        if matching.contains(where: { $0.targetingType == "exclude" }) { return false }
        return !matching.isEmpty || !rows.contains { $0.targetingType == "include" }
    }
}
