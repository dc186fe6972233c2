// The real dashboard while the way to its networks is out of order, and what is true there moves on: it lives, answers
// keys, keeps to figures that are true, and is whole again within fifteen seconds of each storm's end, at a refresh a
// second.
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Torture: the dashboard in a storm", .ownThread)
struct StormTortureTests {
    /// What the screen may show: figures that stand still, and one count that has just gone up.
    private struct Truth {
        var still: Set<String>
        var old: String
        var new: String
        /// From then on data that is called three seconds old was asked for after the count went up, also if it is
        /// drawn late.
        var end = Deadline(seconds: 10)

        var all: Set<String> { still.union([new]) }
    }

    @Test(
        "keys answer, no wrong figure is shown, and within fifteen seconds of the storm's end all is back and as it is")
    func storms() throws {
        let ground = try AlertGround(caps: 12)
        defer { ground.sandbox.stop() }
        try ground.setMaximum(9000)
        var count = try ground.click()
        let proxy = try StormyProxy(to: ground.sandbox.port)
        let dashboard = try Dashboard(on: ground.sandbox, port: proxy.port)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        try #require(terminal.wait(timeout: 20) { isWhole(terminal) }, "\(terminal.picture)")
        #expect(terminal.press("s") { terminal.shows("sort utilisation") }, "an order that time does not change")
        let first = Set(figures(terminal))
        try #require(first.count > 4 && first.contains("\(count)/9000"), "\(terminal.picture)")
        let still = first.subtracting(["\(count)/9000"])
        let seeds = Torture.seeds(quick: 2, full: 60)
        var descriptors: [Int] = []
        for seed in seeds {
            proxy.storm(seed: seed)
            let before = count
            count = try ground.click()
            let truth = Truth(still: still, old: "\(before)/9000", new: "\(count)/9000")
            weather(terminal, seed: seed, truth)
            proxy.clear()
            try awaitCalm(terminal, seed: seed, truth)
            descriptors.append(try FileManager.default.contentsOfDirectory(atPath: "/proc/\(terminal.pid)/fd").count)
        }
        let (least, most) = (descriptors.min() ?? 0, descriptors.max() ?? 0)
        #expect(most - least <= 8, "descriptors grow: \(descriptors)")
        let fates = proxy.fates.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        Torture.report("\(seeds.count) storms over one dashboard: \(fates); descriptors \(least)-\(most)")
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    /// Two seconds of it, the help opened and closed all the while.
    private func weather(_ terminal: PtyProcess, seed: UInt64, _ truth: Truth) {
        let end = Deadline(seconds: 2)
        while !end.hasPassed {
            let limit = 3 * Torture.patience
            let isOpen = terminal.press("?", timeout: limit) { terminal.shows(" Help ") }
            #expect(isOpen, "seed \(seed): deaf\n\(terminal.picture)")
            #expect(terminal.press("?", timeout: limit) { !terminal.shows(" Help ") }, "seed \(seed): deaf")
            let wrong = wrongFigures(terminal, truth)
            #expect(wrong.isEmpty, "seed \(seed): shows \(wrong)\n\(terminal.picture)")
            terminal.watch(seconds: 0.2)
        }
    }

    /// The fifteen seconds.
    private func awaitCalm(_ terminal: PtyProcess, seed: UInt64, _ truth: Truth) throws {
        var lie: String?
        let isBack = terminal.wait(timeout: 15 * Torture.patience) {
            if !wrongFigures(terminal, truth).isEmpty { lie = lie ?? terminal.picture }
            return isWhole(terminal) && Set(figures(terminal)) == truth.all
        }
        #expect(lie == nil, "seed \(seed): wrong after the storm\n\(lie ?? "")")
        try #require(isBack, "seed \(seed): not whole after the storm\n\(terminal.picture)")
    }

    private func isWhole(_ terminal: PtyProcess) -> Bool {
        terminal.lines[0].matches(of: #/ ok [0-3]s/#).count == 2
    }

    /// What the caps' rows show and is not true, nor said to be unknown or old.
    private func wrongFigures(_ terminal: PtyProcess, _ truth: Truth) -> Set<String> {
        let claimsToBeNew = truth.end.hasPassed && isWhole(terminal)
        let known = claimsToBeNew ? truth.all : truth.all.union([truth.old])
        return Set(figures(terminal)).subtracting(known).filter { !$0.hasPrefix("?") }
    }

    /// `31/40` of the caps' rows; the detail pane below them says more of the selected one.
    private func figures(_ terminal: PtyProcess) -> [String] {
        let rows = terminal.lines.dropFirst().prefix { !$0.contains("├") && !$0.contains("Detail") }
        return rows.flatMap { line in line.matches(of: #/[0-9?.kM]+\/[0-9.kM]+/#).map { String($0.output) } }
    }
}
