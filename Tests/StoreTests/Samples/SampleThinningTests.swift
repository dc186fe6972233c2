// Thinning keeps what it says it keeps, at every single step, and the file under its size.
import Foundation
import GRDBSQLite
import Models
import Testing

@testable import Store

@Suite("Thinning")
struct SampleThinningTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func sql(_ query: String) throws -> String { try sqlite3(directory.file, query) }

    private func open(limit: Int64 = 256 << 20) throws -> (StateStore, SampleHistory) {
        let store = try StateStore(path: directory.file, sizeLimit: limit, now: { Sample.now })
        return (store, SampleHistory(store))
    }

    @Test("after every step of thinning each kept refresh shows what it showed")
    func everyStep() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 400, interval: 300_000)
        // Two days and a half, a refresh every five minutes.
        let steps = 720
        for step in 0..<steps { _ = try history.record(world.snapshot(step)) }
        let newest = world.snapshot(60)
        var more = true
        var taken = 0
        while more {
            more = try history.thin(now: world.instant(steps), steps: 1)
            taken += 1
            guard taken % 5 == 0 || !more else { continue }
            for step in stride(from: taken % 31, to: steps, by: 61) {
                let past = try #require(try history.past(of: newest, at: world.instant(step)))
                #expect(past.asOf == world.instant(step))
                #expect(past.shown == world.shown(step))
            }
            let samples = try history.series(of: world.id(1), from: world.instant(0), to: world.instant(steps))
            #expect(samples.last?.count == world.count(1, steps - 1))
            #expect(samples.contains { $0.at == world.instant(500) && $0.count == .zero })
        }
        // Five minutes apart, minutes lose nothing: all 720 are there.
        #expect(try history.instants(of: .made("acme"), from: world.start, to: .init(milliseconds: .max)).count == 720)
        #expect(try sql("SELECT count(*) FROM sample_refresh") == "12")
        #expect(try sql("SELECT count(*) FROM sample_change") == "12")
        // Spans of six hours that ended a day before the last refresh, at 11:55 of the third day, are minutes: five of them.
        // The 29 hours from then on, but for the one that is not over, are raw.
        let levels = "SELECT level, count(*), min(first_at) FROM sample_chunk GROUP BY level ORDER BY level"
        let rawStart = world.start.adding(seconds: 30 * 3_600).milliseconds
        #expect(try sql(levels) == "0|29|\(rawStart)\n1|5|\(world.start.milliseconds)")
        #expect(try sql("SELECT count(*) FROM sample_chunk WHERE state != 'complete'") == "0")
        // 400 meters are four blocks of 128.
        #expect(try sql("SELECT count(*) FROM sample_block") == "\((29 + 5) * 4)")
        #expect(try sql("PRAGMA integrity_check") == "ok")
    }

    @Test("an hour in which much has changed is packed some meters at a time, each step leaving all of it readable")
    func portions() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 300, interval: 4_000)
        func count(_ place: Int, _ step: Int) -> Quantity {
            Quantity(millionths: Int64(step) * 1_000_003 + Int64(place) * 7_919)
        }
        func busy(_ step: Int) -> NetworkSnapshot {
            var snapshot = world.snapshot(60)
            snapshot.asOf = world.instant(step)
            for place in snapshot.meters.indices { snapshot.meters[place].count = count(place, step) }
            return snapshot
        }
        // An hour and two minutes, in which each of 300 meters changes 930 times by five bytes or more: above a megabyte.
        let steps = 930
        for step in 0..<steps { _ = try history.record(busy(step)) }
        let newest = busy(steps - 1)
        var ends: Set<String> = []
        var more = true
        while more {
            more = try history.thin(now: world.instant(steps), steps: 1)
            ends.insert(try sql("SELECT built_blocks FROM sample_chunk WHERE state = 'building'"))
            for step in [0, 449, 899, 900, 929] {
                let past = try #require(try history.past(of: newest, at: world.instant(step)))
                #expect(past.meters.map(\.count) == (0..<300).map { count($0, step) })
            }
            let all = try history.series(of: newest, from: world.instant(890), to: world.instant(909))
            for place in [0, 127, 128, 299] {
                #expect(all[place].map(\.count) == (890...909).map { count(place, $0) })
            }
        }
        #expect(ends.isSuperset(of: ["0", "1", "2"]))
        // A restart goes on from what is on file.
        #expect(try SampleHistory(try open().0).record(busy(steps)) == .written(samples: 300))
        #expect(try sql("SELECT count(*) FROM sample_change") == "31")
    }

    @Test("refreshes of each second are packed before their hour is over, each step leaving all of them readable")
    func frequent() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 300, interval: 1_000)
        // Of three blocks, in no order.
        let meters = [299, 128, 1, 130, 127]
        func expect(until last: Int) throws {
            let excerpt = try history.excerpt(
                of: meters.map(world.id), network: .made("acme"), from: world.instant(0), to: world.instant(last))
            #expect(excerpt.instants == (0...last).map(world.instant))
            for meter in meters {
                let shown = (0...last).map { Shown(count: world.count(meter, $0), maximum: world.maximum(meter, $0)) }
                let changed = (0...last).filter { $0 == 0 || $0 == last || shown[$0] != shown[$0 - 1] }
                let samples = try #require(excerpt.series[world.id(meter)])
                #expect(samples.map(\.at) == changed.map(world.instant), "\(meter)")
                #expect(samples.map { Shown(count: $0.count, maximum: $0.maximum) } == changed.map { shown[$0] })
            }
        }
        for step in 0..<1_500 {
            _ = try history.record(world.snapshot(step))
            guard step % 60 == 59 else { continue }
            var isMore = true
            while isMore {
                isMore = try history.thin(now: world.instant(step), steps: 1)
                if step > 540 { try expect(until: step) }
            }
            #expect(try #require(Int(sql("SELECT count(*) FROM sample_refresh"))) < 600)
        }
        #expect(try sql("SELECT level, state, count(*) FROM sample_chunk GROUP BY 1, 2") == "0|complete|2")
        #expect(try sql("SELECT count(*) FROM sample_refresh") == "301")
    }

    @Test("a minute keeps its last refresh, an hour its last; a year later nothing is left of them")
    func ages() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 5, interval: 20_000)
        for step in 0..<540 { _ = try history.record(world.snapshot(step)) }
        var later = world.snapshot(0)
        func advance(days: Int64) throws {
            later.asOf = world.start.adding(seconds: days * 86_400)
            _ = try history.record(later)
            later.asOf = later.asOf.adding(seconds: 7_200)
            _ = try history.record(later)
            while try history.thin(now: later.asOf) {}
        }
        func kept() throws -> [Timestamp] {
            try history.instants(of: .made("acme"), from: world.start, to: world.start.adding(seconds: 86_399))
        }
        // Three refreshes a minute, three hours.
        #expect(try kept().count == 540)
        try advance(days: 3)
        #expect(try kept() == (0..<180).map { world.instant($0 * 3 + 2) })
        #expect(try history.past(of: world.snapshot(0), at: world.instant(7))?.asOf == world.instant(5))
        #expect(try history.past(of: world.snapshot(0), at: world.instant(7))?.shown == world.shown(5))
        try advance(days: 10)
        #expect(try kept() == [179, 359, 539].map(world.instant))
        for step in [179, 359, 539] {
            #expect(try history.past(of: world.snapshot(0), at: world.instant(step))?.shown == world.shown(step))
        }
        try advance(days: 80)
        #expect(try kept() == [179, 359, 539].map(world.instant))
        try advance(days: 300)
        #expect(try kept().count == 3)
        try advance(days: 460)
        #expect(try kept().isEmpty)
        #expect(try history.past(of: later, at: later.asOf)?.shown == world.shown(0))
    }

    @Test("a clock that runs ahead forgets nothing")
    func wrongClock() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 5, interval: 60_000)
        for step in 0..<180 { _ = try history.record(world.snapshot(step)) }
        while try history.thin(now: world.start.adding(seconds: 10 * 365 * 86_400)) {}
        #expect(try history.instants(of: .made("acme"), from: world.start, to: world.instant(180)).count == 180)
    }

    @Test("one answer that was dated ahead costs nothing of what comes after it, also while its date lies ahead")
    func datedAhead() throws {
        let (_, history) = try open()
        let world = MeterWorld(meters: 5, interval: 60_000)
        for step in 0..<300 {
            if step == 30 { _ = try history.record(world.snapshot(3_600)) }
            #expect(try history.record(world.snapshot(step)) != .late)
            while try history.thin(now: world.instant(step)) {}
        }
        let kept = try history.instants(of: .made("acme"), from: world.start, to: world.instant(299))
        #expect(kept == (0..<300).map(world.instant))
        for step in [0, 59, 60, 130, 299] {
            #expect(try history.past(of: world.snapshot(60), at: world.instant(step))?.shown == world.shown(step))
        }
        #expect(try sql("SELECT count(*) FROM sample_chunk WHERE state = 'complete'") == "4", "an hour each")
    }

    @Test("the file stays under its size, and the newest hours stay in it")
    func bounded() throws {
        let limit: Int64 = 800 << 10
        let (store, history) = try open(limit: limit)
        let world = MeterWorld(meters: 1_500, interval: 120_000)
        var largest = 0
        for step in 0..<1_400 {
            _ = try history.record(world.snapshot(step))
            _ = try history.thin(now: world.instant(step), steps: 6)
            if step % 100 == 99 {
                let bytes = try #require(
                    Int(try sql("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")))
                largest = max(largest, bytes)
            }
        }
        #expect(largest <= limit)
        #expect(largest > limit / 2)
        let newest = world.instant(1_399)
        let instants = try history.instants(of: .made("acme"), from: world.start, to: newest)
        #expect(instants.count < 1_400)
        // The last hour is whole.
        #expect(instants.suffix(30) == (1_370..<1_400).map(world.instant)[...])
        for instant in [instants[0], instants[instants.count / 2], newest] {
            let step = Int(instant.milliseconds(since: world.start) / world.interval)
            #expect(try history.past(of: world.snapshot(60), at: instant)?.shown == world.shown(step))
        }
        try store.save(Sample.snapshot())
        #expect(try sql("PRAGMA integrity_check") == "ok")
    }

    @Test("a file that is full refuses samples and goes on when there is room")
    func full() throws {
        let world = MeterWorld(meters: 3_000)
        let (_, small) = try open(limit: 16_384)
        #expect(try small.record(world.snapshot(0)) == .full)
        let (_, history) = try open()
        #expect(try history.record(world.snapshot(0)) == .written(samples: 2_999))
    }

    @Test("room that is freed goes back to the disk when there is much of it")
    func returned() throws {
        let (store, history) = try open()
        #expect(try sql("PRAGMA auto_vacuum") == "2")
        _ = try sql("CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(40000000))")
        _ = try sql("DROP TABLE filler")
        while try history.thin(now: Sample.now) {}
        let bytes = try #require(Int(try sql("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")))
        #expect(bytes < 20_000_000)
        #expect(store.notice == nil)
    }

    @Test("the pages that SQLite has kept are given back when nothing more is due")
    func pages() throws {
        let (store, history) = try open()
        let world = MeterWorld(meters: 400, interval: 1_000)
        for step in 0..<200 { _ = try history.record(world.snapshot(step)) }
        let kept = try bytesOfPages(store)
        #expect(try history.thin(now: world.instant(200)) == false)
        let left = try bytesOfPages(store)
        #expect(kept > 150_000)
        #expect(left < kept / 4)
        _ = try history.record(world.snapshot(200))
        #expect(try history.past(of: world.snapshot(200), at: world.instant(200))?.shown == world.shown(200))
    }

    /// What the writing connection keeps of pages.
    private func bytesOfPages(_ store: StateStore) throws -> Int32 {
        try store.perform { pool in
            pool.writeWithoutTransaction { db in
                var used: Int32 = 0
                var highest: Int32 = 0
                sqlite3_db_status(db.sqliteConnection, SQLITE_DBSTATUS_CACHE_USED, &used, &highest, 0)
                return used
            }
        }
    }
}
