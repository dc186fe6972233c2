// What has happened between an affiliate and an offer, summed: the ledger's unit and the reports' source. Knows no time.

/// Counts and amounts of some traffic. Money is in millionths of a currency unit, so that sums are exact.
struct TrafficSums: Hashable, Sendable {
    var uniqueClicks: Int64 = 0
    var invalidClicks: Int64 = 0
    var conversions: Int64 = 0
    /// Conversions held as pending because a hard cap was reached (conversion error code 4).
    var heldConversions: Int64 = 0
    /// Of conversions and of clicks that pay.
    var payout: Int64 = 0
    var revenue: Int64 = 0
    var heldPayout: Int64 = 0
    var heldRevenue: Int64 = 0
    /// Of payout entries other than the base one: caps do not count them, reports do.
    var events: Int64 = 0
    var eventPayout: Int64 = 0
    var eventRevenue: Int64 = 0
    /// Sale amounts of conversions and events.
    var sales: Int64 = 0

    static func += (left: inout TrafficSums, right: TrafficSums) {
        left.uniqueClicks += right.uniqueClicks
        left.invalidClicks += right.invalidClicks
        left.conversions += right.conversions
        left.heldConversions += right.heldConversions
        left.payout += right.payout
        left.revenue += right.revenue
        left.heldPayout += right.heldPayout
        left.heldRevenue += right.heldRevenue
        left.events += right.events
        left.eventPayout += right.eventPayout
        left.eventRevenue += right.eventRevenue
        left.sales += right.sales
    }

    static func -= (left: inout TrafficSums, right: TrafficSums) {
        left.uniqueClicks -= right.uniqueClicks
        left.invalidClicks -= right.invalidClicks
        left.conversions -= right.conversions
        left.heldConversions -= right.heldConversions
        left.payout -= right.payout
        left.revenue -= right.revenue
        left.heldPayout -= right.heldPayout
        left.heldRevenue -= right.heldRevenue
        left.events -= right.events
        left.eventPayout -= right.eventPayout
        left.eventRevenue -= right.eventRevenue
        left.sales -= right.sales
    }
}
