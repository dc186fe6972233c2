// A network with traffic of which a set share of meters changes with every refresh; the same in every run.
import Models

/// Snapshots, one refresh after the other.
struct Traffic {
    private(set) var snapshot: NetworkSnapshot
    private var state: UInt64 = 1
    private let interval: Int64

    /// Three meters an object, as in a network where most custom caps have few limits.
    init(meters: Int, interval: Int64 = 15_000) {
        self.interval = interval
        let start = Timestamp(seconds: 1_773_100_800)
        let zone = "America/New_York"
        var all: [CapMeter] = []
        all.reserveCapacity(meters)
        let periods: [CapPeriod] = [.daily, .monthly, .global]
        for index in 0..<((meters + 2) / 3) {
            let object = CapObject(
                id: ObjectID(network: "acme", kind: .custom, key: "\(10_000 + index)"), scope: .custom,
                name: "Custom cap \(index) of affiliate \(index % 5_000)",
                affiliate: NamedID(id: "\(index % 5_000)", name: "Affiliate number \(index % 5_000)"),
                offer: NamedID(id: "\(index % 2_000)", name: "Offer number \(index % 2_000) CPA"), timeZone: zone)
            for period in periods where all.count < meters {
                all.append(
                    CapMeter(
                        object: object,
                        limit: CapLimit(metric: .conversion, period: period, maximum: Quantity(500 + index % 4_000)),
                        count: Quantity(index % 300), startedAt: start, expiresAt: start.adding(seconds: 86_400),
                        asOf: start))
            }
        }
        snapshot = NetworkSnapshot(
            network: Network(name: "acme", kind: .everflow, environment: .production), meters: all, asOf: start)
    }

    /// The next refresh: that share of the meters has counted one to four more.
    mutating func advance(share: Double) {
        snapshot.asOf = snapshot.asOf.adding(milliseconds: interval)
        let changed = Int(Double(snapshot.meters.count) * share)
        for _ in 0..<changed {
            let place = Int(next() % UInt64(snapshot.meters.count))
            snapshot.meters[place].count = (snapshot.meters[place].count ?? .zero) + Quantity(Int(1 + next() % 4))
        }
    }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
