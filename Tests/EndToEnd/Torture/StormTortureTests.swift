// The real dashboard while the way to its networks is out of order: it lives, answers keys, keeps to figures that are true,
// and is whole again within one refresh of the end of each storm.
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Torture: the dashboard in a storm")
struct StormTortureTests {
    @Test(
        "keys answer, no wrong figure is shown, and one refresh after the storm everything is back",
        .timeLimit(.minutes(30)))
    func storms() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let proxy = try StormyProxy(to: sandbox.port)
        let dashboard = try Dashboard(on: sandbox, port: proxy.port)
        defer { dashboard.end() }
        let terminal = dashboard.terminal
        try #require(terminal.wait(timeout: 20) { isWhole(terminal) }, "\(terminal.picture)")
        #expect(terminal.press("s") { terminal.shows("sort utilisation") }, "an order that time does not change")
        let figures = Set(figures(terminal))
        #expect(figures.count > 3)
        let seeds = Torture.seeds(quick: 2, full: 60)
        var descriptors: [Int] = []
        for seed in seeds {
            proxy.storm(seed: seed)
            weather(terminal, seed: seed, true: figures)
            proxy.clear()
            let isBack = terminal.wait(timeout: 15) { isWhole(terminal) && Set(self.figures(terminal)) == figures }
            try #require(isBack, "seed \(seed): not whole after the storm\n\(terminal.picture)")
            descriptors.append(try FileManager.default.contentsOfDirectory(atPath: "/proc/\(terminal.pid)/fd").count)
        }
        let fates = proxy.fates.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        Torture.report(
            "\(seeds.count) storms over one dashboard: \(fates); descriptors \(descriptors.min() ?? 0)-\(descriptors.max() ?? 0)"
        )
        terminal.send("q")
        #expect(terminal.waitExit() == .code(0))
        terminal.expectRestored()
    }

    /// Two seconds of it, the help opened and closed all the while.
    private func weather(_ terminal: PtyProcess, seed: UInt64, true figures: Set<String>) {
        let end = Deadline(seconds: 2)
        while !end.hasPassed {
            #expect(
                terminal.press("?", timeout: 3) { terminal.shows(" Help ") }, "seed \(seed): deaf\n\(terminal.picture)")
            #expect(terminal.press("?", timeout: 3) { !terminal.shows(" Help ") }, "seed \(seed): deaf")
            let wrong = Set(self.figures(terminal)).subtracting(figures).filter { !$0.hasPrefix("?") }
            #expect(wrong.isEmpty, "seed \(seed): shows \(wrong)\n\(terminal.picture)")
            terminal.watch(seconds: 0.2)
        }
    }

    private func isWhole(_ terminal: PtyProcess) -> Bool {
        terminal.lines[0].matches(of: #/ ok [0-3]s/#).count == 2
    }

    /// `31/40` of the caps' rows; the detail pane below them says more of the selected one.
    private func figures(_ terminal: PtyProcess) -> [String] {
        let rows = terminal.lines.dropFirst().prefix { !$0.contains("├") && !$0.contains("Detail") }
        return rows.flatMap { line in line.matches(of: #/[0-9?.kM]+\/[0-9.kM]+/#).map { String($0.output) } }
    }
}
