// The money side's edits, whatever happens meanwhile and however the network answers: said, journalled and there.

import Models
import Testing

@testable import Upstream

@Suite("Writing the money side")
struct WriteMoneyTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        let target: String
        let resource: MoneyResource
        let id: Int
        /// What is changed, before and after, and what somebody else changes.
        let field: String, before: String, after: String, other: String
        var testDescription: String { target }
    }

    /// A bulk update, a full update of each kind.
    static let subjects = [
        Subject(
            target: "acme/payout:318", resource: .customPayout, id: 318, field: "payout_amount", before: "18",
            after: "20", other: "description"),
        Subject(
            target: "acme/payout:318", resource: .customPayout, id: 318, field: "public_description",
            before: "Summer rate", after: "Winter rate", other: "description"),
        Subject(
            target: "acme/commission:9", resource: .tieredCommission, id: 9, field: "conversion_goal", before: "300",
            after: "400", other: "notes"),
        Subject(
            target: "acme/tier:3", resource: .affiliateTier, id: 3, field: "payout_margin", before: "12.5", after: "15",
            other: "description"),
    ]

    /// Fate of the write, what is said, what the journal says, whether the server has the new value.
    static let rows: [(FakeObject.Fate, String, JournalOutcome, Bool)] = [
        (.done, "applied", .applied, true),
        (.status(400), "refused", .refused, false), (.status(401), "refused", .refused, false),
        (.status(403), "refused", .refused, false), (.status(404), "refused", .refused, false),
        (.status(429), "refused", .refused, false), (.status(500), "refused", .refused, false),
        (.doneThenStatus(500), "applied", .applied, true), (.cut, "refused", .refused, false),
        (.doneThenCut, "applied", .applied, true), (.doneThenMalformed, "applied", .applied, true),
        (.pretended, "refused", .refused, false),
    ]

    @Test(
        "however the network answers, the write is sent once, and its outcome is what the object then shows",
        arguments: subjects, 0..<rows.count)
    func answers(subject: Subject, row: Int) async throws {
        let (fate, word, journalled, isWritten) = Self.rows[row]
        let bench = try MoneyBench()
        let (edit, token) = try await bench.propose(subject.target, "\(subject.field)=\(subject.after)")
        bench.money.change { $0.fates = [fate] }
        bench.money.set(subject.resource, subject.id, subject.other, .string("by somebody else"))
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == word, "\(fate): \(result.text)")
        #expect(bench.journal.completions.map(\.outcome) == [journalled])
        let object = try #require(bench.money.object(subject.resource, subject.id))
        #expect(object[subject.field]?.text == (isWritten ? subject.after : subject.before))
        #expect(object[subject.other]?.text == "by somebody else", "another's change stays")
        #expect(object["quirk"] == .array([.int(1)]), "what nobody knows stays")
        #expect(bench.money.writes.count == 1, "never twice")
        #expect(bench.journal.writesSeen == [0], "recorded first")
    }

    @Test(
        "the same field changed meanwhile stops the write, a deleted object refuses it, the same value is not written again",
        arguments: subjects)
    func meanwhile(subject: Subject) async throws {
        let bench = try MoneyBench()
        let (edit, token) = try await bench.propose(subject.target, "\(subject.field)=\(subject.after)")
        let isNumber = Int(subject.after) != nil
        bench.money.set(subject.resource, subject.id, subject.field, isNumber ? .int(99) : .string("theirs"))
        guard case .conflict(let conflict) = await bench.writer.apply(edit, token: token).outcome else {
            Issue.record("no conflict")
            return
        }
        #expect(conflict.fields == [subject.field])
        let mine: JSONValue = isNumber ? .int(Int(subject.after) ?? 0) : .string(subject.after)
        bench.money.set(subject.resource, subject.id, subject.field, mine)
        #expect(await bench.writer.apply(edit, token: token).word == "already so")
        bench.money.remove(subject.resource, subject.id)
        let gone = await bench.writer.apply(edit, token: token)
        #expect(gone.word == "refused" && gone.text.contains("any more"))
        #expect(bench.money.writes.isEmpty && bench.journal.entries.isEmpty)
    }

    @Test("what would come of it is judged on the object as it is now, before anything is sent")
    func judged() async throws {
        let bench = try MoneyBench()
        let (edit, token) = try await bench.propose("acme/payout:318", "date_valid_from=2026-08-31")
        bench.money.set(.customPayout, 318, "date_valid_to", .string("2026-07-01"))
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.text == "date_valid_to must not be before date_valid_from (2026-08-31)")
        #expect(result.word == "refused" && bench.money.writes.isEmpty && bench.journal.entries.isEmpty)
    }

    @Test("settings that share values are changed by one bulk update, read back together and undone together")
    func bulk() async throws {
        let bench = try BulkBench(.customPayout, count: 20)
        bench.objects.change { $0.objects[1007]?["custom_setting_status"] = .string("deleted") }
        let (edits, token) = try await bench.propose { _ in "payout_amount=20" }
        bench.objects.change { $0.objects[1003] = nil }
        let asked = bench.server.received.count
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        let path = "/v1/networks/custom/payoutrevenue"
        #expect(
            bench.requests(after: asked).filter { !$0.hasSuffix("/1003") }
                == ["GET \(path)", "PATCH \(path)", "GET \(path)"], "in three requests, and one for what is gone")
        let ids = (1001...1020).filter { $0 != 1003 }.map(String.init).joined(separator: ",")
        #expect(
            bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) } == [
                #"{"network_custom_payout_revenue_setting_ids":[\#(ids)],"fields":[{"field_type":"payout_amount","field_value":20}]}"#
            ])
        #expect(results.map(\.word) == (1001...1020).map { $0 == 1003 ? "refused" : "applied" })
        #expect(bench.objects.values("payout_amount").values.allSatisfy { $0 == "20" })
        let step = try #require(UndoStep.next(in: bench.journal.stored, profiles: ["acme": .sandbox]))
        #expect(
            step.items.count == 19 && step.edits.allSatisfy { $0.after == ["payout_amount": .quantity(Quantity(18))] })
    }

    @Test("an affiliate goes from one tier to another in one batch, and one undo brings it back")
    func move() async throws {
        let bench = try MoneyBench()
        let edits = TierMove.edits(
            affiliate: 51, from: try await bench.read("acme/tier:3"), to: try await bench.read("acme/tier:4"))
        let token = try #require(try Confirmation(edits).confirm())
        let results = await bench.writer.applyAll(edits, token: token, batch: "move")
        #expect(results.map(\.word) == ["applied", "applied"])
        func members(_ id: Int) -> [Int64] {
            (bench.money.object(.affiliateTier, id)?["network_affiliate_ids"]?.array ?? []).compactMap(\.int64)
        }
        #expect(members(3) == [64] && members(4) == [51])
        #expect(
            bench.money.object(.affiliateTier, 3)?["relationship"]?["labels"]?["entries"]
                == .array([.string("premium")]))
        #expect(try await bench.undo().map(\.word) == ["applied", "applied"])
        #expect(members(3) == [51, 64] && members(4) == [])
    }
}
