// The soak of the wall in its short form: every incident once, in under a minute. `make soak` runs the long one.
import TestSupport
import Testing

@Suite("a wall on which everything goes wrong", .ownThread)
struct WallSoakTests {
    @Test("it never ends, is never blank, and shows at last what a fresh start shows")
    func short() throws {
        let scratch = try Scratch()
        let report = try WallSoak(captop: TestPaths.captop, in: scratch.path, interval: 1).run(refreshes: 44) { _ in }
        #expect(report.exit == nil)
        #expect(report.blanks == 0)
        #expect(report.incidents.count == 11, "\(report.incidents)")
        #expect(report.troubled > 0, "the incidents reached the wall")
        #expect(report.frames.old == report.frames.fresh)
        #expect(!report.frames.old.isEmpty)
    }
}
