// Creations and deletions of the money side: found again when the answer never came, journalled so that they can be undone.

import Models
import Testing

@testable import Upstream

@Suite("Creating on the money side")
struct CreateMoneyTests {
    static let creations: [(resource: MoneyResource, typed: [String], old: [Int])] = [
        (
            .customPayout,
            [
                "name=Night rate", "network_offer_id=204", "network_affiliate_ids=51", "is_custom_payout_enabled=true",
                "payout_type=cpa", "payout_amount=20", "ruleset_countries=include US", "variables=sub1 exact_match abc",
            ], [318]
        ),
        (
            .tieredCommission, ["name=Night", "network_offer_ids=204", "conversion_goal=10", "start_date=2026-01-01"],
            [9]
        ),
        (.affiliateTier, ["name=Night tier", "payout_margin=7.5", "network_affiliate_ids=77", "labels=gold"], [3, 4]),
    ]

    private func propose(_ row: Int, _ bench: MoneyBench) throws -> (Edit, WriteToken) {
        let assignments = try Self.creations[row].typed.map { try #require(Edit.Assignment(text: $0)) }
        let edit = try Edit.creating(assignments, Self.creations[row].resource, network: "acme")
        return (edit, try bench.token(edit))
    }

    /// Fate of the write, what is said, whether the object is there afterwards.
    static let fates: [(FakeObject.Fate, String, Bool)] = [
        (.done, "applied", true), (.status(400), "refused", false), (.status(500), "refused", false),
        (.doneThenStatus(500), "applied", true), (.cut, "refused", false), (.doneThenCut, "applied", true),
        (.doneThenMalformed, "applied", true),
    ]

    @Test(
        "however the network answers, one object is made or none, and the journal knows its id",
        arguments: 0..<creations.count, 0..<fates.count)
    func answers(row: Int, fate: Int) async throws {
        let (fate, word, isMade) = Self.fates[fate]
        let (resource, _, old) = Self.creations[row]
        let bench = try MoneyBench()
        let (edit, token) = try propose(row, bench)
        bench.money.change { $0.fates = [fate] }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == word, "\(fate): \(result.text)")
        let made = (old.max() ?? 0) + 1
        #expect(bench.money.ids(resource) == old + (isMade ? [made] : []))
        #expect(bench.money.writes.count == 1, "never twice")
        let completion = try #require(bench.journal.completions.first)
        if isMade {
            #expect(completion.after?[resource.idName] == .quantity(Quantity(made)))
            #expect(result.live?.target.key == String(made))
        }
    }

    @Test("a namesake that was there before, or that somebody else made, is not taken for the new object")
    func namesakes() async throws {
        let bench = try MoneyBench()
        let (edit, token) = try propose(2, bench)
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        bench.money.change { $0.fates = [.cut] }
        let second = await bench.writer.apply(edit, token: token)
        #expect(second.word == "refused" && second.text.contains("not applied"))
        #expect(bench.money.ids(.affiliateTier) == [3, 4, 5])
    }

    @Test(
        "a creation can be undone, and that again: settings go and come back, the others retire and return",
        arguments: 0..<creations.count)
    func undone(row: Int) async throws {
        let bench = try MoneyBench()
        let resource = Self.creations[row].resource
        let (edit, token) = try propose(row, bench)
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        let id = (Self.creations[row].old.max() ?? 0) + 1
        #expect(try await bench.undo().map(\.word) == ["applied"])
        switch resource {
        case .customPayout: #expect(bench.money.object(resource, id) == nil)
        case .tieredCommission: #expect(bench.money.object(resource, id)?["status"] == .string("inactive"))
        case .affiliateTier: #expect(bench.money.object(resource, id)?["status"] == .string("deleted"))
        }
    }

    @Test("a deleted setting comes back with everything it had")
    func deletion() async throws {
        let bench = try MoneyBench()
        bench.money.set(
            .customPayout, 318, "variables",
            try JSONValue.parse(
                Array(
                    #"[{"variable":"sub1","variable_value":"a b","comparison_method":"contains"}]"#.utf8)))
        bench.money.set(
            .customPayout, 318, "ruleset",
            try JSONValue.parse(
                Array(
                    #"{"countries":[{"country_id":227,"match_type":"exact","targeting_type":"include"}],"is_block_proxy":true}"#
                        .utf8)))
        let live = try await bench.read("acme/payout:318")
        let edit = try #require(Edit.deleting(live))
        #expect(await bench.writer.apply(edit, token: try bench.token(edit)).word == "applied")
        let write = try #require(bench.money.writes.first)
        #expect(write.method == "DELETE" && write.target == "/v1/networks/custom/payoutrevenue/318")
        #expect(bench.money.ids(.customPayout).isEmpty)
        #expect(try await bench.undo().map(\.word) == ["applied"])
        let id = try #require(bench.money.ids(.customPayout).first)
        #expect(try await bench.read("acme/payout:\(id)").values == live.values)
    }

    @Test(
        "a creation whose process died before the answer is settled by what is there",
        arguments: 0..<creations.count, [false, true])
    func settled(row: Int, isDone: Bool) async throws {
        let bench = try MoneyBench()
        let resource = Self.creations[row].resource
        let (edit, token) = try propose(row, bench)
        bench.money.change { state in
            state.fates = [isDone ? .doneThenCut : .cut]
            state.readsAfterWrite = .json("{}", status: 503)
        }
        #expect(await bench.writer.apply(edit, token: token).word == "unknown")
        bench.money.change { $0.readsAfterWrite = nil }
        var entry = try #require(bench.journal.stored.first)
        (entry.outcome, entry.message) = (.sent, "")
        #expect(await bench.writer.settle(entry) == (isDone ? .applied : .refused))
        if isDone {
            let id = (Self.creations[row].old.max() ?? 0) + 1
            #expect(bench.journal.stored.first?.after[resource.idName] == .quantity(Quantity(id)))
        }
    }

    @Test("while the list that has to be known before cannot be read, nothing is created")
    func unread() async throws {
        let server = try FixtureServer { _ in .json(#"{"error":"down"}"#, status: 503) }
        let journal = MemoryJournal()
        let writer = EditWriter(
            client: try server.client(.everflow), journal: journal, options: WriterOptions(who: "i"), now: { tuesday })
        let bench = try MoneyBench()
        let (edit, token) = try propose(2, bench)
        #expect(await writer.apply(edit, token: token).word == "not sent")
        #expect(journal.entries.isEmpty && !server.received.contains { $0.method == "POST" })
    }
}
