// What becomes of confirmed changes where there is no journal: nothing is sent, and that is said of each.
import Models
import Testing

@testable import CapTop

@Suite struct ChangeRunnerTests {
    @MainActor
    private final class Posted {
        var actions: [Action] = []
    }

    @Test("without a journal each of several changes is refused aloud, as a single one is, and none stays under way")
    @MainActor
    func refused() throws {
        let live = try #require(Sample.live412())
        let edits = try ["41", "42"].map {
            try Edit.proposing([Edit.Assignment("daily_conversion_cap", $0)], on: live)
        }
        let token = try #require(try Confirmation(edits).confirm())
        let posted = Posted()
        let runner = ChangeRunner(sender: nil, syncs: [:]) { posted.actions.append($0) }
        runner.sendAll(edits, token, batch: "b", undoOf: [nil, nil])
        runner.send(edits[0], token, seen: live, undoOf: nil)
        let refusal = EditOutcome.refused("not sent: there is no journal")
        let expected: [Action] = [
            .bulkWritten(edits[0], refusal), .bulkWritten(edits[1], refusal), .written(edits[0], refusal, live: nil),
        ]
        #expect(posted.actions == expected)
    }
}
