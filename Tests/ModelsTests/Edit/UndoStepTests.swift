// What of a journal can be taken back next, with which edits, and when the network has moved on.

import Testing

@testable import Models

@Suite("What can be undone")
struct UndoStepTests {
    private static let profiles: [String: NetworkEnvironment] = ["acme": .production, "leads": .sandbox]

    /// An applied change of a custom cap from 40 to 44, unless told otherwise.
    private func entry(
        _ id: Int64, _ target: String = "acme/custom:412", outcome: JournalOutcome = .applied, undoOf: Int64? = nil,
        batch: String? = nil, _ adjust: (inout JournalEntry) -> Void = { _ in }
    ) -> JournalEntry {
        let isLead = target.hasPrefix("leads")
        let field = isLead ? "maximum" : "daily_conversion_cap"
        var entry = JournalEntry(
            id: id, at: Timestamp(seconds: id), who: "ines@desk", profile: isLead ? "leads" : "acme",
            environment: isLead ? .sandbox : .production, target: target, method: isLead ? .put : .patch,
            path: isLead ? "/flows/\(EditExamples.flowID)" : "/networks/custom/caps",
            before: [field: .quantity(Quantity(40))], after: [field: .quantity(Quantity(44))], outcome: outcome,
            undoOf: undoOf, batch: batch)
        adjust(&entry)
        return entry
    }

    private func next(_ entries: JournalEntry..., except: Set<Int64> = []) -> [Int64] {
        let newestFirst = entries.sorted { ($0.id ?? 0) > ($1.id ?? 0) }
        return UndoStep.next(in: newestFirst, profiles: UndoStepTests.profiles, except: except)?.items.map(\.entry)
            ?? []
    }

    @Test("the newest write that took effect comes first, with base and mine swapped")
    func newest() throws {
        #expect(next(entry(1), entry(2), entry(3, outcome: .refused), entry(4, outcome: .unknown)) == [2])
        #expect(next(entry(1, outcome: .sent)) == [])
        #expect(next() == [])
        let step = try #require(UndoStep.next(in: [entry(2)], profiles: UndoStepTests.profiles))
        let edit = try #require(step.edits.first)
        #expect(edit.summary() == ["daily_conversion_cap 44 -> 40 (-9.1 %)"])
        #expect(edit.target.text == "acme/custom:412" && edit.baseVersion == nil)
    }

    @Test("what was undone is not undone again, an undo is not undone, and a refused undo does not count")
    func undone() {
        #expect(next(entry(1), entry(2), entry(3, undoOf: 2)) == [1])
        #expect(next(entry(1), entry(2), entry(3, undoOf: 2), entry(4, undoOf: 1)) == [])
        #expect(next(entry(1), entry(2), entry(3, outcome: .refused, undoOf: 2)) == [2])
        #expect(next(entry(1), entry(2), entry(3, outcome: .sent, undoOf: 2)) == [1], "under way")
        #expect(next(entry(1), entry(2, undoOf: 1), entry(3, undoOf: 2)) == [1], "brought again")
    }

    @Test("a bulk change is undone as one, without what of it was refused or undone already")
    func batch() {
        let entries = [
            entry(1), entry(2, "acme/custom:2", batch: "b"), entry(3, "acme/custom:3", outcome: .refused, batch: "b"),
            entry(4, "acme/custom:4", batch: "b"), entry(5, "acme/custom:5", batch: "b"),
            entry(6, "acme/custom:4", undoOf: 4, batch: "u"),
        ]
        let step = UndoStep.next(in: entries.reversed(), profiles: UndoStepTests.profiles)
        #expect(step?.items.map(\.entry) == [5, 2])
        #expect(step?.edits.map(\.target.text) == ["acme/custom:5", "acme/custom:2"])
    }

    @Test("profiles that are not in use, other environments and what was found changed are passed over")
    func foreign() {
        #expect(next(entry(1), entry(2) { $0.profile = "old" }) == [1])
        #expect(next(entry(1), entry(2) { $0.environment = .staging }) == [1])
        #expect(next(entry(1), entry(2), except: [2]) == [1])
        #expect(next(entry(1), entry(2) { $0.target = "acme/thing:1" }) == [1])
    }

    @Test("a saved flow that is not live is undone too, and a deploy that was tried again is part of its save")
    func deploys() throws {
        let target = "leads/cap:\(EditExamples.capID)"
        let saved = entry(1, target, outcome: .savedNotLive)
        let deploy = entry(2, target) { entry in
            entry.method = .post
            entry.path = "/flows/\(EditExamples.flowID)/deploy"
        }
        #expect(next(saved) == [1])
        #expect(next(saved, deploy) == [1])
        #expect(next(saved, deploy, entry(3, target, undoOf: 1)) == [])
        let step = try UndoStep(of: deploy, in: [deploy, saved], profiles: UndoStepTests.profiles)
        #expect(step.items.map(\.entry) == [1])
        #expect(step.edits.map(\.target.flowID) == [EditExamples.flowID], "its flow need not be looked for")
        #expect(try problem(deploy, in: [deploy])?.contains("only made live") == true)
    }

    private func problem(_ entry: JournalEntry, in entries: [JournalEntry]) throws -> String? {
        try FieldProblem.message { _ = try UndoStep(of: entry, in: entries, profiles: UndoStepTests.profiles) }
    }

    @Test("one entry alone: of a batch, of an undo, and why not")
    func one() throws {
        let member = entry(1, batch: "b")
        let other = entry(2, "acme/custom:2", batch: "b")
        let undo = entry(3, undoOf: 1, batch: "u")
        let step = try UndoStep(of: other, in: [undo, other, member], profiles: UndoStepTests.profiles)
        #expect(step.items.map(\.entry) == [2])
        let redo = try UndoStep(of: undo, in: [undo, other, member], profiles: UndoStepTests.profiles)
        #expect(redo.items.map(\.entry) == [3])
        #expect(try problem(member, in: [undo, other, member]) == "entry 1 has been undone already")
        #expect(try problem(entry(4, outcome: .refused), in: []) == "entry 4 cannot be undone: it is refused")
        #expect(try problem(entry(4) { $0.profile = "old" }, in: []) == "profile old is not in use")
        #expect(
            try problem(entry(4) { $0.environment = .sandbox }, in: [])
                == "this was written to sandbox, and profile acme is production now")
    }

    // MARK: - Creations and deletions

    private func deletion() throws -> (Edit, JournalEntry) {
        let edit = try #require(Edit.deleting(try EditExamples.customCap()))
        let entry = entry(7) { entry in
            entry.method = .delete
            entry.before = edit.journalledBefore
            entry.after = edit.journalledAfter(nil)
        }
        return (edit, entry)
    }

    @Test("a deletion is undone by creating a cap for the same pair with what it had")
    func deleted() throws {
        let (edit, entry) = try deletion()
        let text = FieldValue.text(entry.before)
        var read = entry
        read.before = try #require(FieldValue.values(text: text))
        let item = try #require(UndoStep.next(in: [read], profiles: UndoStepTests.profiles)?.items.first)
        #expect(item.edit.action == .create(CustomCapPair(affiliateID: 51, offerID: 204)))
        #expect(item.edit.target.text == "acme/custom:new:51:204")
        #expect(item.edit.objectName == "Harbor Media ramp-up")
        #expect(item.edit.after == edit.inverse()?.after)
        #expect(item.edit.problems().isEmpty)
        #expect(try item.checked(with: nil) == item)
        let live = try EditExamples.customCap()
        #expect(
            try FieldProblem.message { _ = try item.checked(with: live) }
                == "affiliate 51 has another custom cap on offer 204 by now")
    }

    @Test("a deletion that an older captop recorded without its pair cannot be undone, and says so")
    func oldDeletion() throws {
        var (_, entry) = try deletion()
        entry.before["network_offer_id"] = nil
        #expect(next(self.entry(1), entry) == [1])
        #expect(try problem(entry, in: [entry])?.contains("does not say which affiliate and offer") == true)
    }

    @Test("a creation is undone by deleting what it created, unless that got more limits since")
    func created() throws {
        let made = entry(8, "acme/custom:new:51:204") { entry in
            entry.method = .post
            entry.before = ["daily_conversion_cap": .none]
            entry.after["network_custom_cap_setting_id"] = .quantity(Quantity(412))
        }
        let item = try #require(UndoStep.next(in: [made], profiles: UndoStepTests.profiles)?.items.first)
        #expect(item.edit.target.text == "acme/custom:412")
        let text =
            #"{"network_custom_cap_setting_id":412,"network_affiliate_id":51,"network_offer_id":204,"#
            + #""daily_conversion_cap":44,"weekly_click_cap":0,"name":"","is_soft_cap":false"#
        let live = try EditExamples.everflow("acme/custom:412", text + "}")
        let checked = try item.checked(with: live)
        #expect(checked.entry == 8 && checked.edit == Edit.deleting(live))
        let grown = try EditExamples.everflow("acme/custom:412", text + #","monthly_payout_cap":900.5}"#)
        #expect(
            try FieldProblem.message { _ = try item.checked(with: grown) }
                == "custom cap 412 was changed since: monthly_payout_cap is 900.5 now, not unlimited")
        #expect(
            try FieldProblem.message { _ = try item.checked(with: nil) } == "there is no custom cap 412 any more")
        var nameless = made
        nameless.after["network_custom_cap_setting_id"] = nil
        #expect(try problem(nameless, in: [])?.contains("which id the new object got") == true)
    }

    @Test("an undo is proposed while the network has what was written, with the object's name, flow and version")
    func checked() throws {
        let target = "leads/cap:\(EditExamples.capID)"
        let live = try EditExamples.lead(target)
        let maximum = try #require(live.values["maximum"])
        let written = entry(1, target) { $0.after["maximum"] = maximum }
        let item = try #require(UndoStep.next(in: [written], profiles: UndoStepTests.profiles)?.items.first)
        let checked = try item.checked(with: live)
        #expect(checked.edit.objectName == live.name && checked.edit.baseVersion == live.version)
        #expect(checked.edit.changes == item.edit.changes)
        let stale = try #require(UndoStep.next(in: [entry(1, target)], profiles: UndoStepTests.profiles)?.items.first)
        #expect(
            try FieldProblem.message { _ = try stale.checked(with: live) }
                == "\(live.name) was changed since: maximum is \(maximum.text) now, not 44")
    }

    @Test("what somebody else had done already when it was written is not taken back with it")
    func otherHands() throws {
        let live = try EditExamples.customCap()
        let edit = try EditExamples.edit(live, ("daily_conversion_cap", "44"), ("is_soft_cap", "true"))
        let merged = edit.merged(withLive: live.values.merging(["is_soft_cap": .flag(true)]) { $1 })
        let written = entry(1) { entry in
            entry.before = merged.journalledBefore
            entry.after = merged.after
        }
        let item = try #require(UndoStep.next(in: [written], profiles: UndoStepTests.profiles)?.items.first)
        #expect(item.edit.summary() == ["daily_conversion_cap 44 -> 40 (-9.1 %)"])
    }
}
