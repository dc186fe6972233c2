// What has happened between an affiliate and an offer, summed: the ledger's unit and the reports' source. Knows no time.

/// Counts and amounts of some traffic. Money is in millionths of a currency unit, so that sums are exact.
struct TrafficSums: Hashable, Sendable {
    var uniqueClicks: Int64 = 0
    var invalidClicks: Int64 = 0
    var conversions: Int64 = 0
    /// Conversions held as pending because a hard cap was reached (conversion error code 4).
    var heldConversions: Int64 = 0
    var payout: Int64 = 0
    var revenue: Int64 = 0
    var heldPayout: Int64 = 0
    var heldRevenue: Int64 = 0

    static func += (left: inout TrafficSums, right: TrafficSums) {
        left.uniqueClicks += right.uniqueClicks
        left.invalidClicks += right.invalidClicks
        left.conversions += right.conversions
        left.heldConversions += right.heldConversions
        left.payout += right.payout
        left.revenue += right.revenue
        left.heldPayout += right.heldPayout
        left.heldRevenue += right.heldRevenue
    }
}
