// Back-dated traffic of pairs and sources, so that windows are partly filled when the sandbox starts. Pure: a seed and a
// start instant give the same history.

import Models

/// A stretch of the past with what happened in it written to one instant.
struct HistorySlot: Hashable, Sendable {
    var at: Timestamp
    /// In days.
    var length: Double
    /// Whether the time of day matters, or the slot holds whole days.
    var isWithinDay: Bool
}

struct TrafficHistory {
    let seed: UInt64
    let now: Timestamp

    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 60 * minute
    private static let day: Int64 = 24 * hour

    // MARK: - Clicks and conversions

    func ledger(of traffic: PairTraffic, offer: OfferRecord, homeZone: String) -> [LedgerRow] {
        var random = SplitMix64(
            seed: seed, keys: 1, UInt64(traffic.pair.offer), UInt64(traffic.pair.affiliate))
        let calendar = CapCalendar(timeZone: homeZone) ?? .utc
        let slots = slots(since: offer.createdAt, coarse: [(35, 30), (2, 1)], fine: [(0, 2 * Self.hour)])
        return slots.compactMap { slot in
            let clicks = count(traffic.clicksPerDay, slot, calendar, &random)
            let conversions = random.rounded(Double(clicks) * traffic.conversionRate)
            guard clicks > 0 else { return nil }
            var sums = TrafficSums(uniqueClicks: Int64(clicks), conversions: Int64(conversions))
            sums.invalidClicks = Int64(random.rounded(Double(clicks) * 0.01))
            sums.payout = offer.payout.millionths * Int64(conversions)
            sums.revenue = offer.revenue.millionths * Int64(conversions)
            return LedgerRow(bucket: LedgerRow.bucket(of: slot.at), pair: traffic.pair, sums: sums)
        }
    }

    // MARK: - Leads

    func statistics(of traffic: SourceTraffic, index: Int) -> [LeadStatisticsRow] {
        var random = SplitMix64(seed: seed, keys: 2, UInt64(index))
        let calendar = CapCalendar(timeZone: traffic.zone) ?? .utc
        let slots = slots(
            since: now.adding(milliseconds: -100 * Self.day), coarse: [(2, 1)],
            fine: [(3 * Self.hour, Self.hour), (0, 5 * Self.minute)])
        return slots.compactMap { slot in
            let successes = count(traffic.leadsPerDay, slot, calendar, &random)
            guard successes > 0 else { return nil }
            let minute = slot.at.milliseconds - slot.at.milliseconds % Self.minute
            return LeadStatisticsRow(
                minute: Timestamp(milliseconds: minute), flowID: traffic.flowID, sourceID: traffic.sourceID,
                successes: successes, failures: random.rounded(Double(successes) * 0.06))
        }
    }

    // MARK: - Slots

    private func count(
        _ perDay: Double, _ slot: HistorySlot, _ calendar: CapCalendar, _ random: inout SplitMix64
    ) -> Int {
        let rhythm = slot.isWithinDay ? DailyRhythm.weight(at: slot.at, calendar: calendar) : 1
        return random.rounded(perDay * slot.length * rhythm * random.fraction(in: 0.75...1.25))
    }

    /// From `start` to now. `coarse`: until so many days ago, slots of so many days; `fine`: until so many milliseconds
    /// ago, slots of so many milliseconds. No slot is written before `start` or after now.
    private func slots(
        since start: Timestamp, coarse: [(until: Int64, days: Int64)], fine: [(until: Int64, length: Int64)]
    ) -> [HistorySlot] {
        var slots: [HistorySlot] = []
        var from = start.milliseconds
        let stages =
            coarse.map { (end: now.milliseconds - $0.until * Self.day, length: $0.days * Self.day, isFine: false) }
            + fine.map { (end: now.milliseconds - $0.until, length: $0.length, isFine: true) }
        for stage in stages {
            while from < stage.end {
                let end = min(from + stage.length, stage.end)
                let middle = from + (end - from) / 2
                slots.append(
                    HistorySlot(
                        at: Timestamp(milliseconds: middle), length: Double(end - from) / Double(Self.day),
                        isWithinDay: stage.isFine))
                from = end
            }
        }
        return slots
    }
}
