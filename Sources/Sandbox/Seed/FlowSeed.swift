// Seeds LeadConduit flows with their sources, steps and caps, and the counters that their past traffic has filled.

import Models

struct FlowSeed {
    private var random: SplitMix64
    private let seed: UInt64
    private let now: Timestamp
    private var remaining: Int

    init(seed: UInt64, now: Timestamp, capCount: Int) {
        random = SplitMix64(seed: seed, keys: 30)
        self.seed = seed
        self.now = now
        remaining = capCount
    }

    mutating func fill(_ account: inout Account, _ history: inout History) {
        var index = 0
        var sourceIndex = 0
        repeat {
            let capCount = min(remaining, random.integer(in: 6...11))
            remaining -= capCount
            let flow = self.flow(index, capCount: capCount, &sourceIndex, &account, &history)
            account.flows.append(FlowRecord(id: flow["id"]?.text ?? "", saved: flow, deployed: flow))
            index += 1
        } while remaining > 0
        account.flows.sort { $0.id < $1.id }
    }

    // MARK: - One flow

    private mutating func flow(
        _ index: Int, capCount: Int, _ sourceIndex: inout Int, _ account: inout Account, _ history: inout History
    ) -> JSONValue {
        let created = now.adding(seconds: -86_400 * Int64(random.integer(in: 50...300)))
        var document = FlowDocument(
            id: longID(at: created), name: SeedNames.flow(index), isEnabled: index % 12 != 5, createdAt: created,
            updatedAt: created.adding(seconds: Int64(random.integer(in: 1...40)) * 86_400))
        let earlier = history.statistics.count
        for _ in 0..<random.integer(in: 2...3) {
            let source = self.source(sourceIndex, flowID: document.id)
            document.sources.append(source.place)
            account.sourceTraffic.append(source.traffic)
            history.statistics += TrafficHistory(seed: seed, now: now).statistics(
                of: source.traffic, index: sourceIndex)
            sourceIndex += 1
        }
        for step in 0..<2 {
            let name = SeedNames.recipients[(index * 2 + step) % SeedNames.recipients.count]
            document.steps.append(place(name: name, zone: SandboxNetwork.accountZone))
        }
        let past = Array(history.statistics[earlier...])
        var caps = LeadCapSeed(random: random, now: now, document: document, past: past)
        caps.add(capCount)
        random = caps.random
        history.counters += caps.counters
        return caps.document.json(using: &random)
    }

    private mutating func source(
        _ index: Int, flowID: String
    ) -> (place: FlowDocument.Place, traffic: SourceTraffic) {
        let zone = random.element(of: ["America/Chicago", "America/New_York", "America/Los_Angeles"]) ?? "UTC"
        let place = place(name: SeedNames.source(index), zone: zone)
        let size = random.fraction()
        let traffic = SourceTraffic(
            flowID: flowID, sourceID: place.entityID, leadsPerDay: 20 + 700 * size * size, zone: zone)
        return (place, traffic)
    }

    private mutating func place(name: String, zone: String) -> FlowDocument.Place {
        FlowDocument.Place(
            id: random.shortID(), entityID: longID(at: now.adding(seconds: -86_400 * 400)), name: name, zone: zone)
    }

    private mutating func longID(at instant: Timestamp) -> String {
        random.longID(at: instant)
    }
}

extension SplitMix64 {
    /// Six letters and digits.
    mutating func shortID() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String((0..<6).map { _ in alphabet[integer(in: 0...(alphabet.count - 1))] })
    }

    /// 24 hex digits, the first eight the seconds of `instant`.
    mutating func longID(at instant: Timestamp) -> String {
        SplitMix64.hexadecimal(UInt64(clamping: instant.seconds), digits: 8)
            + SplitMix64.hexadecimal(next(), digits: 16)
    }

    static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text.suffix(digits)
    }
}
