// The fields that a query can ask about: their names, their other names, their kinds and what they mean. The one
// catalogue for the parser, completion and docs/query.md. What a meter answers is in QueryReading.

/// One field of a meter, of its object or of its network. The raw value is its name in queries.
public enum QueryField: String, Hashable, Sendable, Codable, CaseIterable {
    case network, kind, environment, account
    case scope, id, name, parent
    case affiliate
    case affiliateID = "affiliate_id"
    case offer
    case offerID = "offer_id"
    case group
    case groupID = "group_id"
    case step
    case stepID = "step_id"
    case metric, period, unit, length
    case count, maximum, left, utilisation
    case failedCount = "failed_count"
    case state, hard, soft, enabled, disabled
    case timeZone = "time_zone"
    case zoneAssumed = "zone_assumed"
    case currency, rules
    case expires, started, elapsed
    case trips, odds, rate, pace, projected
    case windowEstimated = "window_estimated"
    case age, precision

    /// Which values a field is compared with.
    public enum Kind: Hashable, Sendable {
        /// Names and ids.
        case text
        /// One of these words.
        case word([String])
        /// Counts and amounts of money.
        case number
        case percent
        case duration
        /// Stands alone: `hard`.
        case flag
    }

    /// Reads a name or another name, letter case aside.
    public init?(named name: some StringProtocol) {
        guard let field = QueryField.byName[name.lowercased()] else { return nil }
        self = field
    }

    private static let byName: [String: QueryField] = {
        var fields: [String: QueryField] = [:]
        for field in allCases {
            for name in [field.rawValue] + field.aliases { fields[name] = field }
        }
        return fields
    }()

    /// Other names, for those who know the field by them.
    public var aliases: [String] {
        switch self {
        case .environment: ["env"]
        case .affiliate: ["source"]
        case .offer: ["flow"]
        case .maximum: ["max"]
        case .utilisation: ["util"]
        case .failedCount: ["failed"]
        case .soft: ["is_soft_cap"]
        case .timeZone: ["zone"]
        case .rules: ["rule"]
        case .expires: ["resets"]
        default: []
        }
    }

    public var kind: Kind {
        switch self {
        case .kind: .word(NetworkKind.allCases.map(\.rawValue))
        case .environment: .word(NetworkEnvironment.allCases.map(\.rawValue))
        case .scope: .word(CapScope.allCases.map(\.rawValue))
        case .metric: .word(CapMetric.allCases.map(\.rawValue))
        case .unit: .word(["minute", "hour", "day", "week", "month", "global"])
        case .state: .word(MeterState.allCases.reversed().map(\.queryWord))
        case .precision: .word(["exact", "derived", "unknown"])
        case .network, .account, .id, .name, .parent, .affiliate, .affiliateID, .offer, .offerID, .group, .groupID,
            .step, .stepID, .period, .timeZone, .currency, .rules:
            .text
        case .length, .count, .maximum, .left, .failedCount, .rate, .projected: .number
        case .utilisation, .elapsed, .odds, .pace: .percent
        case .expires, .started, .age, .trips: .duration
        case .hard, .soft, .enabled, .disabled, .zoneAssumed, .windowEstimated: .flag
        }
    }

    /// The word of a `word` field that is meant, from the word itself or from a short form of it.
    func word(from typed: String) -> String? {
        guard case .word(let words) = kind else { return nil }
        if words.contains(typed) { return typed }
        switch (self, typed) {
        case (.metric, "conv"): return CapMetric.conversion.rawValue
        case (.environment, "prod"): return NetworkEnvironment.production.rawValue
        case (.state, "at_limit"), (.state, "at limit"), (.state, "atlimit"): return MeterState.atLimit.queryWord
        default: return nil
        }
    }

    /// What it means, in a few words.
    public var summary: String {
        switch self {
        case .network: "the profile's name"
        case .kind: "which of the two upstreams"
        case .environment: "the profile's environment"
        case .account: "the account's own name upstream"
        case .scope: "what the cap is set on"
        case .id: "the cap's id, with or without metric and period, or the upstream's own id"
        case .name: "the cap's own name"
        case .parent: "the id of the enclosing cap"
        case .affiliate: "name or id of the affiliate; LeadConduit: the source"
        case .affiliateID: "its id"
        case .offer: "name or id of the offer; LeadConduit: the flow"
        case .offerID: "its id"
        case .group: "name or id of an offer group that the cap's offer belongs to, or that the cap is set on"
        case .groupID: "its id"
        case .step: "name or id of the recipient step"
        case .stepID: "its id"
        case .metric: "what is counted"
        case .period: "unit and length as captop shows them: `day`, `15 minute`"
        case .unit: "the period's unit; one that captop does not know is given in quotes"
        case .length: "how many units"
        case .count: "counted so far in this window"
        case .maximum: "the limit"
        case .left: "maximum less count; below 0 when over"
        case .utilisation: "count as a percentage of the maximum"
        case .failedCount: "LeadConduit: leads turned away in this window"
        case .state: "as the mark before the percentage says"
        case .hard: "traffic is stopped at the limit"
        case .soft: "traffic passes, and the network notifies"
        case .enabled: "the upstream heeds the cap"
        case .disabled: "caps are switched off on this offer or flow"
        case .timeZone: "the IANA zone whose calendar resets the cap"
        case .zoneAssumed: "the zone is a fallback"
        case .currency: "of payout and revenue caps"
        case .rules: "any one of the cap's rules, as `state is equal to TX`"
        case .expires: "time until the window ends"
        case .started: "time since the window began"
        case .elapsed: "the share of the window that has passed"
        case .trips: "time until it is expected to trip; known only when that is to come, and before the reset"
        case .odds: "the odds that it trips before its reset; 100 when it has tripped"
        case .rate: "counted per hour at present"
        case .pace: "what is used against what is usual by now; at 100 the limit is reached just at the reset"
        case .projected: "the count expected at the reset if nothing stops it"
        case .windowEstimated: "captop computed the window, the network has not said it"
        case .age: "time since the network was asked"
        case .precision: "how sure the count is"
        }
    }
}

extension MeterState {
    /// The state in a query.
    public var queryWord: String { self == .atLimit ? "at-limit" : rawValue }
}
