// Time travel on a terminal, over a state file whose past is known: every cap counted 1, 2 and 3 some hours ago.
import Models
import Store
import TestSupport
import Testing

@Suite("time travel", .ownThread)
struct TimeTravelTests {
    private static let caps = 12

    /// At a time at which no zone's day begins between a sample and the whole hour that is looked at, five minutes later:
    /// what was counted the day before is rightly shown as nothing then.
    private static func sandbox() throws -> SandboxServer {
        try SandboxServer.frozen(caps: caps, ["--start", "2026-03-10T20:20:41Z"])
    }

    /// The dashboard on a frozen sandbox, with samples of 185, 125 and 65 minutes ago in its state file.
    private func start(on sandbox: SandboxServer, in scratch: Scratch, columns: Int = 120) throws -> PtyProcess {
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        var options = PtyProcess.Options()
        options.columns = columns
        options.rows = 36
        options.environment = scratch.environment
        return try PtyProcess(TestPaths.captop, ["dashboard", "--write", "--config", configuration], options: options)
    }

    /// What both networks have now, as a dashboard of another home has kept it.
    private func newest(of sandbox: SandboxServer) throws -> [NetworkSnapshot] {
        let scratch = try Scratch()
        let terminal = try start(on: sandbox, in: scratch)
        try #require(terminal.wait(timeout: 30) { terminal.lines[0].matches(of: #/ ok \d/#).count == 2 })
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        return try StateStore(path: statePath(scratch), now: { Timestamp(seconds: 0) }).loadAll()
    }

    private func statePath(_ scratch: Scratch) -> String { "\(scratch.path)/state/captop/captop.sqlite" }

    private func seed(_ snapshots: [NetworkSnapshot], in scratch: Scratch) throws {
        for (count, minutes) in [(1, 185), (2, 125), (3, 65)] as [(Int, Int64)] {
            var snapshots = snapshots
            for place in snapshots.indices {
                for meter in snapshots[place].meters.indices {
                    snapshots[place].meters[meter].count = Quantity(count)
                }
            }
            try record(snapshots, minutesAgo: minutes, in: scratch)
        }
    }

    private func record(_ snapshots: [NetworkSnapshot], minutesAgo minutes: Int64, in scratch: Scratch) throws {
        let history = SampleHistory(try StateStore(path: statePath(scratch), now: { Timestamp(seconds: 0) }))
        let start = try #require(snapshots.map(\.asOf).min())
        for var snapshot in snapshots {
            snapshot.asOf = start.adding(seconds: -minutes * 60)
            for place in snapshot.meters.indices { snapshot.meters[place].asOf = snapshot.asOf }
            guard case .written = try history.record(snapshot) else {
                Issue.record("\(minutes) minutes ago is not on file")
                return
            }
        }
    }

    /// The counts of the caps pane, top to bottom, without their maxima.
    private func counts(_ terminal: PtyProcess) -> [String] {
        let rows = terminal.lines.dropFirst(3).prefix(TimeTravelTests.caps)
        return rows.compactMap { $0.firstMatch(of: #/([0-9.kM]+)\/[0-9.kM]+/#).map { String($0.output.1) } }
    }

    private func shows(_ count: String, _ terminal: PtyProcess) -> Bool {
        counts(terminal) == Array(repeating: count, count: TimeTravelTests.caps)
    }

    /// The trend column of the caps pane, top to bottom.
    private func trends(_ terminal: PtyProcess) -> [String] {
        let titles = terminal.lines[2]
        guard let title = titles.firstRange(of: "TREND") else { return [] }
        let x = titles.distance(from: titles.startIndex, to: title.lowerBound)
        return (3..<3 + TimeTravelTests.caps).map { y in
            (x..<x + 12).map { terminal.screen.cell(x: $0, y: y).text }.joined()
        }
    }

    /// What stands there of a cap that counted 1, 2 and 3, and a minute ago what it counts now.
    private func trend(of meter: CapMeter) throws -> String {
        // Twelfths of an hour: what came between samples further apart than one is nobody's, and nothing came since.
        if [CapPeriod.Unit.minute, .hour].contains(meter.limit.period.unit) {
            return String(repeating: " ", count: 11) + "▁"
        }
        // Twelfths of a day: 1 in the last but one, and in the last 1 and what came since. A count that fell was reset.
        let count = try #require(meter.count).doubleValue
        let last = 1 + (count < 3 ? count : count - 3)
        // In sevenths of the higher one, rounded up.
        let height = Array("▁▂▃▄▅▆▇█")[Int((7 / last).rounded(.up))]
        return String(repeating: " ", count: 10) + "\(height)█"
    }

    @Test("every cap is seen as it was then, with the time beside it; nothing can be changed there, and 0 is now again")
    func travels() throws {
        let sandbox = try TimeTravelTests.sandbox()
        defer { sandbox.stop() }
        let scratch = try Scratch()
        try seed(try newest(of: sandbox), in: scratch)
        let terminal = try start(on: sandbox, in: scratch)
        defer { terminal.terminate() }
        try #require(terminal.wait(timeout: 30) { terminal.lines[0].matches(of: #/ ok \d/#).count == 2 })
        #expect(terminal.press("s") { terminal.shows("sort utilisation") }, "an order that time does not change")
        let now = counts(terminal)
        #expect(now.count == TimeTravelTests.caps && Set(now).count > 1, "\(terminal.picture)")

        #expect(terminal.press("(") { shows("3", terminal) }, "\(terminal.picture)")
        #expect(terminal.lines[0].contains(#/AS OF .*, 60m ago/#), "\(terminal.lines[0])")
        #expect(terminal.lines[34].contains("read only, 0 is now"))
        #expect(terminal.press("(") { shows("2", terminal) }, "\(terminal.picture)")
        #expect(terminal.lines[0].contains("2h ago"), "\(terminal.lines[0])")
        #expect(terminal.press("(") { shows("1", terminal) } && terminal.lines[0].contains("3h ago"))
        // Each network has its own clock, so that a step may bring one of them alone.
        #expect(terminal.press(".") { !shows("1", terminal) } && counts(terminal).contains("2"), "the next sample")
        #expect(shows("2", terminal) || terminal.press(".") { shows("2", terminal) })
        #expect(terminal.press(",") { !shows("2", terminal) } && counts(terminal).contains("1"), "the one before")
        #expect(shows("1", terminal) || terminal.press(",") { shows("1", terminal) })
        #expect(terminal.press("(") { terminal.shows("no samples are kept from before") } && shows("1", terminal))

        // Unlocked now, locked then: no key opens anything.
        terminal.send("e+-nDpu")
        #expect(terminal.press(":write\r") { terminal.shows("this is the past") })
        #expect(shows("1", terminal) && !terminal.shows("raise"))
        #expect(terminal.press("0") { counts(terminal) == now && !terminal.shows("AS OF") }, "\(terminal.picture)")
        #expect(terminal.shows("raise"), "unlocked as it was left\n\(terminal.picture)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    @Test("the chart shows the stored samples of the window, the trend column what came in each part of a day or hour")
    func chart() throws {
        let sandbox = try TimeTravelTests.sandbox()
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let snapshots = try newest(of: sandbox)
        try seed(snapshots, in: scratch)
        // As it is now: a trend that is read before the newest refresh is on file says the same.
        try record(snapshots, minutesAgo: 1, in: scratch)
        let terminal = try start(on: sandbox, in: scratch, columns: 160)
        defer { terminal.terminate() }
        try #require(terminal.wait(timeout: 30) { terminal.lines[0].matches(of: #/ ok \d/#).count == 2 })
        let expected = try snapshots.flatMap(\.meters).map { try trend(of: $0) }.sorted()
        #expect(expected.count == TimeTravelTests.caps)
        #expect(terminal.wait { trends(terminal).sorted() == expected }, "\(expected)\n\(terminal.picture)")
        let isAlone = terminal.press("c") { terminal.shows("counted") && !terminal.shows("Affiliates") }
        #expect(isAlone && terminal.shows("┤"), "\(terminal.picture)")
        #expect(
            terminal.wait { terminal.lines.contains { $0.contains(#/[\x{2801}-\x{28ff}]/#) } }, "\(terminal.picture)")
        #expect(terminal.press("c") { terminal.shows("Affiliates") })
    }
}
