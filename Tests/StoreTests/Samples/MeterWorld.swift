// Meters whose counts follow from arithmetic, and a plain list of everything that was shown: what the history is held to.
import Models
import Store

/// A network of so many meters in which some change at every step.
struct MeterWorld {
    var name = "acme"
    var meters: Int
    /// Milliseconds between two refreshes.
    var interval: Int64 = 15_000
    /// 2026-03-10T00:00:00Z.
    var start = Timestamp(seconds: 1_773_100_800)

    func instant(_ step: Int) -> Timestamp { start.adding(milliseconds: Int64(step) * interval) }

    /// Meters differ in how often they change; all begin again every 500 steps, some count in cents.
    func count(_ meter: Int, _ step: Int) -> Quantity {
        let every = 1 + meter % 23
        let counted = Int64(step % 500 / every * (1 + meter % 3))
        return Quantity(millionths: counted * (meter % 5 == 0 ? 10_000 : 1_000_000))
    }

    func maximum(_ meter: Int, _ step: Int) -> Quantity? {
        meter % 11 == 0 ? nil : Quantity(100 + meter + (meter % 7 == 0 ? step / 300 : 0))
    }

    /// Meter 3 appears at step 40 and vanishes at step 90.
    func exists(_ meter: Int, _ step: Int) -> Bool {
        meter != 3 || (40..<90).contains(step)
    }

    func meter(_ index: Int, _ step: Int) -> CapMeter {
        let object = CapObject(
            id: ObjectID(network: name, kind: .custom, key: "\(index / 2)"), scope: .custom, name: "cap \(index / 2)",
            timeZone: "America/New_York")
        return CapMeter(
            object: object,
            limit: CapLimit(
                metric: index % 2 == 0 ? .conversion : .click, period: .daily, maximum: maximum(index, step)),
            count: count(index, step), asOf: instant(step))
    }

    func snapshot(_ step: Int) -> NetworkSnapshot {
        NetworkSnapshot(
            network: .made(name),
            meters: (0..<meters).filter { exists($0, step) }.map { meter($0, step) }, asOf: instant(step))
    }

    func id(_ meter: Int) -> MeterID { self.meter(meter, 0).id }

    /// What each meter showed at a step, by the id's text.
    func shown(_ step: Int) -> [String: Shown] {
        Dictionary(
            uniqueKeysWithValues: (0..<meters).filter { exists($0, step) }.map {
                (id($0).text, Shown(count: count($0, step), maximum: maximum($0, step)))
            })
    }

    /// How many meters show something else than one step before, those that came or went included.
    func changes(_ step: Int) -> Int { changes(from: step - 1, to: step) }

    func changes(from earlier: Int, to later: Int) -> Int {
        let (now, before) = (shown(later), shown(earlier))
        return Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }.count
    }
}

/// A count with its maximum.
struct Shown: Hashable {
    var count: Quantity?
    var maximum: Quantity?
}

extension NetworkSnapshot {
    var shown: [String: Shown] {
        Dictionary(
            meters.map { ($0.id.text, Shown(count: $0.count, maximum: $0.limit.maximum)) },
            uniquingKeysWith: { first, _ in first })
    }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension Network {
    /// What the tests of samples record.
    static func made(_ name: String) -> Network { Network(name: name, kind: .everflow, environment: .production) }
}

extension SampleHistory {
    /// One meter's samples.
    func series(of meter: MeterID, from: Timestamp, to: Timestamp) throws -> [MeterSample] {
        let excerpt = try excerpt(of: [meter], network: .made(meter.object.network), from: from, to: to)
        return excerpt.series[meter] ?? []
    }

    /// The series of all meters of a snapshot, in its order.
    func series(of snapshot: NetworkSnapshot, from: Timestamp, to: Timestamp) throws -> [[MeterSample]] {
        var series = [[MeterSample]](repeating: [], count: snapshot.meters.count)
        try forEachSeries(of: snapshot, from: from, to: to) { series[$0] = $1 }
        return series
    }
}
