// Makes up clicks, conversions and leads for a stretch of the sandbox's time, the same ones for the same seed and stretch.

import Models

/// A generated event.
enum GeneratedEvent: Equatable, Sendable {
    case everflow(EverflowEvent)
    case lead(flow: String, source: String, fields: [String: LeadValue])
}

/// Traffic second by second of the sandbox's clock. What happens in a second depends on the seed and the second alone,
/// not on when or how often the generator is asked.
struct TrafficGenerator: Sendable {
    /// Longer stretches, as after a suspended machine, are cut to their last part.
    static let longestStretch: Int64 = 3600

    private struct Sender: Sendable {
        enum Target: Sendable {
            case pair(PairTraffic)
            case source(SourceTraffic)
        }
        var target: Target
        var perDay: Double
        var calendar: CapCalendar
    }

    private let seed: UInt64
    private let perSecond: Double
    private let senders: [Sender]
    private let visitors: VisitorProfile
    /// Running sums of the senders' volumes, to choose one by its weight.
    private let cumulated: [Double]
    private var nextSecond: Int64

    init(seed: UInt64, perSecond: Double, account: Account, from start: Timestamp) {
        self.seed = seed
        self.perSecond = perSecond
        nextSecond = start.seconds + 1
        let homes = Dictionary(account.affiliates.map { ($0.id, $0.homeZone) }, uniquingKeysWith: { first, _ in first })
        let pairs = account.pairTraffic.map { traffic in
            Sender(
                target: .pair(traffic), perDay: traffic.clicksPerDay * (1 + traffic.conversionRate),
                calendar: CapCalendar(timeZone: homes[traffic.pair.affiliate] ?? "UTC") ?? .utc)
        }
        visitors = VisitorProfile(account)
        let sources = account.sourceTraffic.map { traffic in
            Sender(
                target: .source(traffic), perDay: traffic.leadsPerDay,
                calendar: CapCalendar(timeZone: traffic.zone) ?? .utc)
        }
        senders = pairs + sources
        var sum = 0.0
        cumulated = senders.map { sender in
            sum += sender.perDay
            return sum
        }
    }

    /// Events of the seconds that have passed since the last call.
    mutating func events(until now: Timestamp) -> [GeneratedEvent] {
        guard !senders.isEmpty, now.seconds >= nextSecond else { return [] }
        nextSecond = max(nextSecond, now.seconds - TrafficGenerator.longestStretch)
        var events: [GeneratedEvent] = []
        for second in nextSecond...now.seconds { append(second, to: &events) }
        nextSecond = now.seconds + 1
        return events
    }

    private func append(_ second: Int64, to events: inout [GeneratedEvent]) {
        var random = SplitMix64(seed: seed, keys: 40, UInt64(bitPattern: second))
        let instant = Timestamp(seconds: second)
        // A stream of its own, so that what happens does not depend on what it carries.
        var details = SplitMix64(seed: seed, keys: 41, UInt64(bitPattern: second))
        // The rhythm thins out events that come at the wrong time of the sender's day; 1.8 is above its highest weight.
        let attempts = random.rounded(perSecond * 1.8 * random.fraction(in: 0.6...1.4))
        for _ in 0..<attempts {
            let sender = senders[index(at: random.fraction())]
            let weight = DailyRhythm.weight(at: instant, calendar: sender.calendar)
            guard random.chance(weight / 1.8) else { continue }
            events.append(event(of: sender, using: &random, &details))
        }
    }

    private func event(
        of sender: Sender, using random: inout SplitMix64, _ details: inout SplitMix64
    ) -> GeneratedEvent {
        switch sender.target {
        case .pair(let traffic):
            let isConversion = random.chance(traffic.conversionRate / (1 + traffic.conversionRate))
            return .everflow(
                EverflowEvent(
                    kind: isConversion ? .conversion : .click, pair: traffic.pair,
                    details: visitors.details(of: traffic.pair, isSale: isConversion, using: &details)))
        case .source(let traffic):
            return .lead(
                flow: traffic.flowID, source: traffic.sourceID, fields: LeadProfile.lead(using: &random))
        }
    }

    /// The sender at `share` of all volume.
    private func index(at share: Double) -> Int {
        let target = share * (cumulated.last ?? 0)
        var low = 0
        var high = cumulated.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] <= target { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
