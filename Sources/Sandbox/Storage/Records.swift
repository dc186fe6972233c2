// The rows of the sandbox's database: what an account holds, one type a table. Knows neither wire names nor rules.

import Models

struct AffiliateRecord: Hashable, Sendable {
    var id: Int
    var name: String
    /// `account_status`.
    var status: String
    var country: String
    /// Where its visitors live; decides the rhythm of its traffic.
    var homeZone: String
    var managerID: Int
    var labels: [String]
    var createdAt: Timestamp
    var savedAt: Timestamp
    /// Members that only writes set, by their wire names: `internal_notes`, `billing`, ...
    var details = JSONObject()
}

struct AdvertiserRecord: Hashable, Sendable {
    var id: Int
    var name: String
    var status: String
    var createdAt: Timestamp
    var savedAt: Timestamp
}

struct OfferRecord: Hashable, Sendable {
    var id: Int
    var advertiserID: Int
    /// 0: none.
    var groupID: Int
    var name: String
    /// `offer_status`.
    var status: String
    var visibility: String
    var currency: String
    var category: String
    var isCapsEnabled: Bool
    var isSoftCap: Bool
    /// 0: the network's zone.
    var capsTimezoneID: Int
    var limits: CapLimits
    var payout: Quantity
    var revenue: Quantity
    var labels: [String]
    var createdAt: Timestamp
    var savedAt: Timestamp
}

/// An event of an offer that pays beside its base conversion: an entry of `payout_revenue` that is not the default.
struct OfferEventRecord: Hashable, Sendable {
    /// `network_offer_payout_revenue_id`.
    var id: Int
    var offerID: Int
    var name: String
    var payout: MoneyRate
    var revenue: MoneyRate
    var createdAt: Timestamp
}

/// A custom payout setting, a tiered commission or an affiliate tier.
struct MoneyRecord: Hashable, Sendable {
    var id: Int
    /// Every writable member, by its wire name, with a value.
    var document: JSONObject
    var createdAt: Timestamp
    var savedAt: Timestamp
}

struct GroupRecord: Hashable, Sendable {
    var id: Int
    var advertiserID: Int
    var name: String
    var status: String
    var currency: String
    var isCapsEnabled: Bool
    var isSoftCap: Bool
    var limits: CapLimits
    var createdAt: Timestamp
    var savedAt: Timestamp
    /// Members that only writes set, by their wire names: `internal_notes`, `labels`.
    var details = JSONObject()
}

struct CustomCapRecord: Hashable, Sendable {
    var id: Int
    var pair: Pair
    var name: String
    var isSoftCap: Bool
    var limits: CapLimits
    var createdAt: Timestamp
    var savedAt: Timestamp
}

/// A flow's document as it was saved last, and as lead handling uses it.
struct FlowRecord: Hashable, Sendable {
    var id: String
    var saved: JSONValue
    var deployed: JSONValue
}

/// One entry of a flow's change log, as it is answered.
struct ChangelogRecord: Hashable, Sendable {
    var id: String
    var flowID: String
    var entry: JSONValue
}

/// How much traffic an affiliate sends to an offer.
struct PairTraffic: Hashable, Sendable {
    var pair: Pair
    /// Unique clicks on an average day.
    var clicksPerDay: Double
    /// Conversions for each click.
    var conversionRate: Double
}

/// How many leads a source sends to a flow.
struct SourceTraffic: Hashable, Sendable {
    var flowID: String
    var sourceID: String
    var leadsPerDay: Double
    var zone: String
}

/// What the ledger holds of one pair in one bucket.
struct LedgerRow: Hashable, Sendable {
    /// Start of the quarter of an hour: offsets of zones are multiples of it, so that days of any zone are whole buckets.
    var bucket: Timestamp
    var pair: Pair
    var sums: TrafficSums

    static let bucketMilliseconds: Int64 = 900_000

    static func bucket(of instant: Timestamp) -> Timestamp {
        let remainder = instant.milliseconds % bucketMilliseconds
        return Timestamp(
            milliseconds: instant.milliseconds - (remainder < 0 ? remainder + bucketMilliseconds : remainder))
    }
}

/// How many leads of a source ended how in one minute.
struct LeadStatisticsRow: Hashable, Sendable {
    var minute: Timestamp
    var flowID: String
    var sourceID: String
    var successes = 0
    var failures = 0
    var errors = 0
}

/// A lead as `/events` lists it. What was in the lead is not kept.
struct LeadEventRow: Hashable, Sendable {
    var id: String
    var at: Timestamp
    var flowID: String
    var sourceID: String
    var outcome: LeadOutcome
    var reason: String?
    var capReached: Bool
}

/// Everything an account holds, without its traffic.
struct Account: Hashable, Sendable {
    var affiliates: [AffiliateRecord] = []
    var advertisers: [AdvertiserRecord] = []
    var offers: [OfferRecord] = []
    var groups: [GroupRecord] = []
    var customCaps: [CustomCapRecord] = []
    var offerEvents: [OfferEventRecord] = []
    var customPayouts: [MoneyRecord] = []
    var commissions: [MoneyRecord] = []
    var tiers: [MoneyRecord] = []
    var flows: [FlowRecord] = []
    var pairTraffic: [PairTraffic] = []
    var sourceTraffic: [SourceTraffic] = []
}
