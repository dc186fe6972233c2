// How an edit meets what changed underneath, for every kind of object, and what a read-back says.

import Testing

@testable import Models

@Suite("Merging edits")
struct EditMergeTests {
    /// An object of every kind with one change of a field, another value for it, and another field with another value.
    struct Sample: Sendable, CustomTestStringConvertible {
        let live: LiveObject
        let field: String
        let mine: String
        let foreign: FieldValue
        let other: String
        let otherValue: FieldValue

        var testDescription: String { live.target.kind.rawValue }

        func edit() throws -> Edit { try EditExamples.edit(live, (field, mine)) }

        func values(_ changes: [String: FieldValue]) -> [String: FieldValue] {
            live.values.merging(changes) { $1 }
        }
    }

    static func samples() throws -> [Sample] {
        let three = FieldValue.quantity(Quantity(3))
        let group = try EditExamples.everflow("acme/group:12", EverflowExamples.offerGroup)
        let affiliate = try EditExamples.everflow("acme/affiliate:51", EverflowExamples.affiliate)
        let cap = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        return [
            Sample(
                live: try EditExamples.customCap(), field: "daily_conversion_cap", mine: "44", foreign: three,
                other: "name", otherValue: .text("x")),
            Sample(
                live: try EditExamples.offer(), field: "daily_conversion_cap", mine: "260", foreign: three,
                other: "offer_status", otherValue: .text("paused")),
            Sample(
                live: group, field: "weekly_click_cap", mine: "+10%", foreign: three, other: "is_caps_enabled",
                otherValue: .flag(false)),
            Sample(
                live: affiliate, field: "account_status", mine: "inactive", foreign: .text("suspended"), other: "name",
                otherValue: .text("x")),
            Sample(live: cap, field: "maximum", mine: "2500", foreign: three, other: "reason", otherValue: .text("x")),
        ]
    }

    @Test("nothing changed underneath", arguments: try samples())
    func unchanged(_ sample: Sample) throws {
        let edit = try sample.edit()
        guard case .ready(let merged) = edit.merge(live: sample.live.values) else {
            Issue.record("not ready")
            return
        }
        #expect(merged.pending.map(\.field) == [sample.field])
        #expect(merged.changes[0].live == merged.changes[0].base)
        #expect(edit.settled(by: sample.live) == .notApplied)
    }

    @Test("another field changed underneath: it never clashes", arguments: try samples())
    func otherField(_ sample: Sample) throws {
        let edit = try sample.edit()
        guard case .ready(let merged) = edit.merge(live: sample.values([sample.other: sample.otherValue])) else {
            Issue.record("not ready")
            return
        }
        #expect(merged.conflicts.isEmpty)
        #expect(merged.after == edit.after)
    }

    @Test("the same field changed to the same value: nothing is left to do", arguments: try samples())
    func sameValue(_ sample: Sample) throws {
        let edit = try sample.edit()
        guard case .alreadySo(let merged) = edit.merge(live: sample.values(edit.after)) else {
            Issue.record("not already so")
            return
        }
        #expect(merged.pending.isEmpty && merged.conflicts.isEmpty)
    }

    @Test(
        "the same field changed to something else: a conflict that keeps what was proposed", arguments: try samples())
    func conflict(_ sample: Sample) throws {
        let edit = try sample.edit()
        guard case .conflict(let merged, let fields) = edit.merge(live: sample.values([sample.field: sample.foreign]))
        else {
            Issue.record("no conflict")
            return
        }
        #expect(fields == [sample.field])
        #expect(merged.after == edit.after)
        #expect(merged.changes.map(\.live) == [sample.foreign])
    }

    @Test("the object is gone", arguments: try samples())
    func gone(_ sample: Sample) throws {
        let edit = try sample.edit()
        #expect(edit.merge(live: nil) == .gone(edit))
        #expect(edit.merge(with: nil) == .gone(edit))
        #expect(edit.settled(by: nil) == .different(fields: [sample.field]))
    }

    @Test("a creation wants no such object, a deletion nothing else than what was seen")
    func createAndDelete() throws {
        let live = try EditExamples.customCap()
        let deletion = try #require(Edit.deleting(live))
        guard case .ready = deletion.merge(with: live) else {
            Issue.record("the deletion is not ready")
            return
        }
        #expect(deletion.merge(live: nil) == .alreadySo(deletion))
        guard
            case .conflict(_, let fields) = deletion.merge(
                live: live.values.merging(["weekly_click_cap": .quantity(Quantity(9))]) { $1 })
        else {
            Issue.record("a limit that nobody saw would be deleted")
            return
        }
        #expect(fields == ["weekly_click_cap"])
        #expect(deletion.settled(by: nil) == .applied)
        #expect(deletion.settled(by: live) == .notApplied)

        let creation = try #require(deletion.inverse())
        #expect(creation.merge(live: nil) == .ready(creation))
        #expect(creation.settled(by: nil) == .notApplied)
        #expect(creation.settled(by: live) == .applied)
        guard case .conflict = creation.merge(with: live) else {
            Issue.record("a second cap for the pair would be created")
            return
        }
    }

    @Test("a flow that was saved by somebody since stops the edit even where no field clashes")
    func flowVersion() throws {
        let live = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        let edit = try EditExamples.edit(live, ("maximum", "2500"))
        guard case .ready = edit.merge(with: live) else {
            Issue.record("not ready")
            return
        }
        let later = try EditExamples.lead(
            "leads/cap:\(EditExamples.capID)",
            flow: LeadConduitFlowExample.flow.replacing("2026-03-05T18:22:40.006Z", with: "2026-03-05T18:22:41.000Z"))
        guard case .flowChanged(var seen) = edit.merge(with: later) else {
            Issue.record("the other save was not noticed")
            return
        }
        seen.baseVersion = later.version
        #expect(seen.merge(with: later) == .ready(seen), "once the difference was seen")
    }

    @Test("after an undo every field is what it was")
    func inverse() throws {
        for sample in try EditMergeTests.samples() {
            let edit = try sample.edit()
            let undo = try #require(edit.inverse())
            #expect(undo.before == edit.after && undo.after == edit.before)
            #expect(undo.baseVersion == nil)
            #expect(undo.merge(live: sample.values([sample.field: sample.foreign])) != .ready(undo))
        }
    }
}
