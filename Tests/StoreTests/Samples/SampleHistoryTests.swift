// What was shown is what the history tells, refresh by refresh, and it writes no more than it must.
import Foundation
import Models
import Testing

@testable import Store

@Suite("The history")
struct SampleHistoryTests {
    private let directory: TemporaryDirectory
    private let store: StateStore
    private let history: SampleHistory

    init() throws {
        directory = try TemporaryDirectory()
        store = try StateStore(path: directory.file, now: { Sample.now })
        history = SampleHistory(store)
    }

    private func sql(_ query: String) throws -> String { try sqlite3(directory.file, query) }

    @Test("the network can be seen as it was at every refresh, by a later start too")
    func past() throws {
        let world = MeterWorld(meters: 300)
        for step in 0..<120 { _ = try history.record(world.snapshot(step)) }
        let newest = world.snapshot(60)
        let later = SampleHistory(try StateStore(path: directory.file, now: { Sample.now }))
        for step in stride(from: 0, to: 120, by: 7) {
            for history in [history, later] {
                // A moment before the next refresh still shows this one.
                let instant = world.instant(step).adding(milliseconds: world.interval - 1)
                let past = try #require(try history.past(of: newest, at: instant))
                #expect(past.asOf == world.instant(step))
                #expect(past.shown == world.shown(step))
            }
        }
        #expect(try history.past(of: newest, at: world.instant(0).adding(milliseconds: -1)) == nil)
        #expect(
            try later.instants(of: .made("acme"), from: world.instant(5), to: world.instant(9))
                == (5...9).map(world.instant))
    }

    @Test("a network with more kinds of limit than anybody has is recorded like any other")
    func manyKinds() throws {
        func snapshot(_ step: Int) -> NetworkSnapshot {
            let world = MeterWorld(meters: 1)
            var meters: [CapMeter] = []
            for minutes in 1...1_300 {
                var meter = world.meter(0, step)
                meter.limit.period = CapPeriod(unit: .minute, length: minutes)
                meter.count = Quantity(minutes + step)
                meters.append(meter)
            }
            return NetworkSnapshot(
                network: .made("acme"), meters: meters, asOf: world.instant(step))
        }
        for step in 0..<4 { _ = try history.record(snapshot(step)) }
        let past = try #require(try history.past(of: snapshot(3), at: MeterWorld(meters: 1).instant(2)))
        #expect(past.meters.map(\.count) == (1...1_300).map { Quantity($0 + 2) })
    }

    @Test("a network of the same name in another environment has a history of its own")
    func environments() throws {
        let world = MeterWorld(meters: 4)
        for step in 0..<3 { _ = try history.record(world.snapshot(step)) }
        var sandbox = world.snapshot(5)
        sandbox.network.environment = .sandbox
        #expect(try history.past(of: sandbox, at: sandbox.asOf) == nil)
        for place in sandbox.meters.indices { sandbox.meters[place].count = Quantity(1_000_000) }
        #expect(try history.record(sandbox) == .written(samples: sandbox.meters.count))
        let production = world.snapshot(6)
        #expect(try history.past(of: production, at: production.asOf)?.shown == world.shown(2))
        #expect(try history.past(of: sandbox, at: sandbox.asOf)?.meters.map(\.count) == sandbox.meters.map(\.count))
        let (from, to) = (world.instant(0), world.instant(9))
        #expect(try history.instants(of: production.network, from: from, to: to) == (0...2).map(world.instant))
        #expect(try history.instants(of: sandbox.network, from: from, to: to) == [world.instant(5)])
        let id = world.id(1)
        let excerpt = try history.excerpt(of: [id], network: sandbox.network, from: from, to: to)
        #expect(excerpt.series[id]?.map(\.count) == [Quantity(1_000_000)])
    }

    @Test("a few meters at once have the same series as one by one, and the network's instants with them")
    func excerpt() throws {
        let world = MeterWorld(meters: 50)
        for step in 0..<200 { _ = try history.record(world.snapshot(step)) }
        let (from, to) = (world.instant(17), world.instant(180))
        let ids = [0, 3, 22, 49].map(world.id)
        let stranger = MeterWorld(meters: 99).id(98)
        let excerpt = try history.excerpt(of: ids + [stranger], network: .made("acme"), from: from, to: to)
        #expect(excerpt.instants == (17...180).map(world.instant))
        for id in ids { #expect(try excerpt.series[id] == history.series(of: id, from: from, to: to)) }
        #expect(excerpt.series[stranger] == [])
        #expect(try history.excerpt(of: ids, network: .made("nobody"), from: from, to: to) == SampleExcerpt())
    }

    @Test("a meter's series has each change, what held at both ends of the range, and nothing else")
    func series() throws {
        let world = MeterWorld(meters: 50)
        for step in 0..<200 { _ = try history.record(world.snapshot(step)) }
        for (meter, from, to) in [(0, 0, 199), (1, 17, 180), (22, 3, 199), (7, 30, 31), (11, 60, 60), (45, 100, 150)] {
            let shown = (from...to).map { Shown(count: world.count(meter, $0), maximum: world.maximum(meter, $0)) }
            let expected = (from...to).filter { step in
                step == from || step == to || shown[step - from] != shown[step - from - 1]
            }
            let samples = try history.series(of: world.id(meter), from: world.instant(from), to: world.instant(to))
            #expect(samples.map(\.at) == expected.map(world.instant))
            #expect(samples.map { Shown(count: $0.count, maximum: $0.maximum) } == expected.map { shown[$0 - from] })
        }
        // Meter 3 exists from step 40 to step 89 only.
        let short = try history.series(of: world.id(3), from: world.instant(0), to: world.instant(199))
        #expect(short.first?.at == world.instant(40))
        #expect(try #require(short.last).at < world.instant(90))
    }

    @Test("the series of all meters are the series of each, in the snapshot's order")
    func allSeries() throws {
        let world = MeterWorld(meters: 150)
        for step in 0..<60 { _ = try history.record(world.snapshot(step)) }
        var snapshot = world.snapshot(59)
        snapshot.meters.reverse()
        let stranger = CapObject(
            id: ObjectID(network: "acme", kind: .offer, key: "9"), scope: .offer, name: "", timeZone: "UTC")
        snapshot.meters.insert(
            CapMeter(
                object: stranger, limit: CapLimit(metric: .click, period: .daily, maximum: nil), count: nil,
                asOf: world.instant(59)), at: 4)
        let (from, to) = (world.instant(20), world.instant(59))
        let later = SampleHistory(store)
        for history in [history, later] {
            let all = try history.series(of: snapshot, from: from, to: to)
            #expect(all.count == snapshot.meters.count)
            for (meter, samples) in zip(snapshot.meters, all) {
                #expect(try samples == history.series(of: meter.id, from: from, to: to))
            }
            #expect(all[4].isEmpty)
            #expect(all.filter { !$0.isEmpty }.count == 150)
        }
    }

    @Test("only what changed is written, as sqlite3 sees it")
    func onlyChanges() throws {
        let world = MeterWorld(meters: 2_000)
        var expected = 2_000 - 1
        #expect(try history.record(world.snapshot(0)) == .written(samples: expected))
        for step in 1...30 {
            expected = world.changes(step)
            #expect(try history.record(world.snapshot(step)) == .written(samples: expected))
        }
        #expect(try sql("SELECT count(*), min(at), max(at) FROM sample_refresh") == "31|1773100800000|1773101250000")
        #expect(try sql("SELECT count(*), max(number) FROM sample_meter") == "1999|1998")
        // At most four bytes a change: distance, count in one or two, no maximum.
        let bytes = try #require(
            Int(try sql("SELECT sum(length(changes)) FROM sample_change WHERE id >> 16 = 31")))
        #expect(bytes <= expected * 4)
    }

    @Test("a refresh without changes is an instant, unless it follows another one within ten seconds")
    func heartbeat() throws {
        let world = MeterWorld(meters: 10)
        var snapshot = world.snapshot(0)
        #expect(try history.record(snapshot) == .written(samples: 9))
        snapshot.asOf = world.start.adding(milliseconds: 9_999)
        #expect(try history.record(snapshot) == .repeated)
        snapshot.asOf = world.start.adding(milliseconds: 10_000)
        #expect(try history.record(snapshot) == .written(samples: 0))
        #expect(try sql("SELECT count(*) FROM sample_refresh") == "2")
        #expect(try sql("SELECT count(*) FROM sample_change") == "1")
        let samples = try history.series(of: world.id(1), from: world.start, to: snapshot.asOf)
        #expect(samples.map(\.at) == [world.start, snapshot.asOf])
    }

    @Test("no traffic differs from captop being off: a gap has a sample at both of its ends")
    func gap() throws {
        let world = MeterWorld(meters: 4)
        var still = world.snapshot(0)
        let seconds: [Int64] = [0, 60, 120, 180, 781, 900, 1_000]
        for second in seconds {
            still.asOf = world.start.adding(seconds: second)
            _ = try history.record(still)
        }
        let samples = try history.series(of: world.id(1), from: world.start, to: still.asOf)
        // From 180 to 781 are 601 seconds.
        #expect(samples.map { $0.at.milliseconds(since: world.start) / 1_000 } == [0, 180, 781, 1_000])
    }

    @Test("a snapshot that another captop has overtaken is left out; a clock put back is not")
    func late() throws {
        let world = MeterWorld(meters: 10)
        _ = try history.record(world.snapshot(50))
        #expect(try history.record(world.snapshot(50)) == .late)
        #expect(try history.record(world.snapshot(11)) == .late)
        #expect(try history.record(world.snapshot(10)) == .written(samples: world.changes(from: 50, to: 10)))
        #expect(try sql("SELECT count(*) FROM sample_refresh") == "2")
    }

    @Test("a meter that vanishes is marked, and taken back when it returns")
    func vanished() throws {
        let world = MeterWorld(meters: 6)
        for step in [0, 39, 41, 89, 95] { _ = try history.record(world.snapshot(step)) }
        let gone = "SELECT name, gone_at FROM sample_meter WHERE gone_at IS NOT NULL"
        #expect(try sql(gone) == "acme/custom:1/click/day|\(world.instant(95).milliseconds)")
        _ = try history.record(MeterWorld(meters: 6, start: world.instant(100)).snapshot(45))
        #expect(try sql(gone) == "")
    }

    @Test("an id that is repeated is one meter, the first one")
    func repeated() throws {
        let world = MeterWorld(meters: 10)
        for step in 0..<3 {
            var snapshot = world.snapshot(step)
            var double = snapshot.meters[2]
            double.count = Quantity(999)
            snapshot.meters.append(double)
            _ = try history.record(snapshot)
            #expect(try history.past(of: snapshot, at: snapshot.asOf)?.shown == world.shown(step))
        }
        #expect(try sql("SELECT count(*) FROM sample_meter") == "9")
    }

    @Test("more meters than a segment holds are all kept")
    func segments() throws {
        let world = MeterWorld(meters: 8_500)
        for step in 0..<3 { _ = try history.record(world.snapshot(step)) }
        #expect(try history.past(of: world.snapshot(2), at: world.instant(1))?.shown == world.shown(1))
        let last = try history.series(of: world.id(8_499), from: world.instant(0), to: world.instant(2))
        #expect(last.last?.count == world.count(8_499, 2))
    }

    @Test("windows of a past day are worked out in the meter's zone")
    func windows() throws {
        let world = MeterWorld(meters: 2)
        _ = try history.record(world.snapshot(0))
        var newest = world.snapshot(0)
        for place in newest.meters.indices {
            newest.meters[place].startedAt = world.start.adding(seconds: 20 * 86_400)
            newest.meters[place].expiresAt = world.start.adding(seconds: 21 * 86_400)
        }
        let past = try #require(try history.past(of: newest, at: world.start))
        // 2026-03-10T00:00Z is 20:00 of the 9th in New York, on daylight-saving time: the day began at 04:00Z.
        #expect(past.meters[0].startedAt == Timestamp(rfc3339: "2026-03-09T04:00:00Z"))
        #expect(past.meters[0].expiresAt == Timestamp(rfc3339: "2026-03-10T04:00:00Z"))
        #expect(past.meters[0].isWindowEstimated)
    }
}
