// Several captops on one file: a change is on file once, nobody is told of locks, and nobody starves.
import Models
import Testing

@testable import Store

@Suite("Samples of several captops")
struct SharedSamplesTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> SampleHistory {
        SampleHistory(try StateStore(path: directory.file, now: { Sample.now }))
    }

    @Test("two that take turns store each change once")
    func turns() throws {
        let histories = try [open(), open()]
        let world = MeterWorld(meters: 200)
        var samples = 0
        for step in 0..<400 {
            // Each sees every refresh, one of them a little later.
            var snapshot = world.snapshot(step)
            guard case .written(let count) = try histories[step % 2].record(snapshot) else {
                Issue.record("the first look is recorded")
                continue
            }
            samples += count
            snapshot.asOf = snapshot.asOf.adding(milliseconds: 4_000)
            #expect(try histories[(step + 1) % 2].record(snapshot) == .repeated)
            if step % 37 == 0 { _ = try histories[step % 2].thin(now: snapshot.asOf, steps: 3) }
        }
        var expected = world.shown(0).count
        for step in 1..<400 {
            expected += world.changes(step)
        }
        #expect(samples == expected)
        #expect(try histories[0].instants(of: .made("acme"), from: world.start, to: world.instant(400)).count == 400)
        for step in stride(from: 3, to: 400, by: 40) {
            #expect(try histories[1].past(of: world.snapshot(60), at: world.instant(step))?.shown == world.shown(step))
        }
    }

    @Test("one that slept while the other's hours were packed catches up")
    func slept() throws {
        let (awake, asleep) = (try open(), try open())
        let world = MeterWorld(meters: 200, interval: 60_000)
        _ = try asleep.record(world.snapshot(0))
        for step in 1..<200 { _ = try awake.record(world.snapshot(step)) }
        while try awake.thin(now: world.instant(200)) {}
        #expect(try asleep.record(world.snapshot(200)) == .written(samples: world.changes(200)))
        #expect(try awake.past(of: world.snapshot(60), at: world.instant(200))?.shown == world.shown(200))
    }

    @Test("writers and readers at the same time meet no error, and all get their turn")
    func together() async throws {
        let path = directory.file
        let world = MeterWorld(meters: 500, interval: 60_000)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for captop in 0..<3 {
                group.addTask {
                    let history = SampleHistory(try StateStore(path: path, now: { Sample.now }))
                    var written = 0
                    for step in 0..<150 {
                        var snapshot = world.snapshot(step * 2)
                        snapshot.asOf = snapshot.asOf.adding(milliseconds: Int64(captop) * 11_000)
                        if case .written = try history.record(snapshot) { written += 1 }
                        _ = try history.thin(now: snapshot.asOf, steps: 2)
                        if step % 10 == 0 { _ = try history.past(of: snapshot, at: snapshot.asOf) }
                    }
                    return written
                }
            }
            var total = 0
            for try await written in group { total += written }
            #expect(total >= 150)
        }
        let history = try open()
        while try history.thin(now: world.instant(300)) {}
        let end = world.instant(298).adding(milliseconds: 30_000)
        #expect(try history.past(of: world.snapshot(60), at: end)?.shown == world.shown(298))
        #expect(try sqlite3(path, "PRAGMA integrity_check") == "ok")
    }
}
