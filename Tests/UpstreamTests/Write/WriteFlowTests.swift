// A LeadConduit cap's edit: the whole flow back, deployed, read back; and every way in which that can stop half-way.

import Models
import Testing

@testable import Upstream

@Suite("Writing a LeadConduit cap")
struct WriteFlowTests {
    @Test("the whole flow goes back with one value changed, then it is deployed, in one journal entry")
    func applied() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.raiseLeads()
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.outcome == .applied(after: ["maximum": .quantity(Quantity(2500))]))
        #expect(result.notes == ["Flow deployed"])
        #expect(bench.object.writes.map { "\($0.method) \($0.target)" } == ["PUT /flows/f1", "POST /flows/f1/deploy"])
        let sent = String(decoding: try #require(bench.object.writes.first).body, as: UTF8.self)
        let expected = String(decoding: FakeObject.flow.serialized(), as: UTF8.self)
            .replacing(#""maximum":2000"#, with: #""maximum":2500"#)
        #expect(sent == expected, "every member that was received, as it was written")
        #expect(bench.journal.entries.map(\.target) == ["leads/cap:c1"])
        #expect(
            bench.journal.entries.map(\.body) == [#"{"maximum":2500}"#],
            "what a flow's mappings send to its recipients does not belong in a journal")
        #expect(bench.journal.writesSeen == [0])
        #expect(bench.journal.completions.map(\.outcome) == [.applied])
        #expect(bench.object.state.withLock { $0.deployed?["caps"]?[0]?["maximum"]?.text } == "2500")
    }

    @Test("what a deploy says beside its yes is told and journalled without the key")
    func echo() async throws {
        // printf 'API:sesame' | base64
        let yes = Reply.json(#"{"message":"deployed for Basic QVBJOnNlc2FtZQ=="}"#)
        let bench = try WriteBench(.leadconduit, replies: ["POST": yes])
        let (edit, token) = try await bench.raiseLeads()
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == "applied")
        #expect(result.notes == ["deployed for Basic [key]"])
        #expect(bench.journal.completions.map(\.message) == ["deployed for Basic [key]"])
    }

    /// Fates of PUT and deploy, what is said, what the journal says, the saved maximum, how many requests changed anything.
    typealias Row = (FakeObject.Fate, FakeObject.Fate, String, JournalOutcome, String, Int)

    static let rows: [Row] = [
        (.status(400), .done, "refused", .refused, "2000", 1), (.status(401), .done, "refused", .refused, "2000", 1),
        (.status(403), .done, "refused", .refused, "2000", 1), (.status(404), .done, "refused", .refused, "2000", 1),
        (.status(422), .done, "refused", .refused, "2000", 1), (.status(429), .done, "refused", .refused, "2000", 1),
        (.status(500), .done, "refused", .refused, "2000", 1), (.cut, .done, "refused", .refused, "2000", 1),
        (.doneThenCut, .done, "applied", .applied, "2500", 2),
        (.doneThenStatus(503), .done, "applied", .applied, "2500", 2),
        (.doneThenMalformed, .done, "applied", .applied, "2500", 2),
        (.done, .status(500), "saved, not live", .savedNotLive, "2500", 2),
        (.done, .status(403), "saved, not live", .savedNotLive, "2500", 2),
        (.done, .status(429), "saved, not live", .savedNotLive, "2500", 2),
        (.done, .cut, "saved, not live", .savedNotLive, "2500", 2),
        (.done, .doneThenCut, "saved, not live", .savedNotLive, "2500", 2),
        (.doneThenCut, .status(500), "saved, not live", .savedNotLive, "2500", 2),
    ]

    @Test(
        "however save and deploy end, each is sent once and the outcome says which of them happened",
        arguments: rows.indices)
    func answers(row: Int) async throws {
        let (put, deploy, word, journalled, maximum, count) = WriteFlowTests.rows[row]
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.raiseLeads()
        bench.object.change { state in
            state.fates["PUT"] = [put]
            state.fates["POST"] = [deploy]
        }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == word, "\(result.text)")
        #expect(bench.journal.completions.map(\.outcome) == [journalled])
        #expect(bench.object.maximum == maximum)
        #expect(bench.object.writes.count == count)
    }

    @Test("a deploy that failed is tried again alone, and only while the flow still has the value")
    func retry() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.raiseLeads()
        bench.object.change { $0.fates["POST"] = [.status(500)] }
        #expect(await bench.writer.apply(edit, token: token).word == "saved, not live")
        #expect(await bench.writer.deploy(edit, token: token).word == "applied")
        #expect(bench.object.writes.map(\.method) == ["PUT", "POST", "POST"])
        #expect(bench.journal.entries.map(\.path) == ["/flows/f1", "/flows/f1/deploy"])
        #expect(bench.journal.completions.map(\.outcome) == [.savedNotLive, .applied])
        bench.object.change { $0.flow = FakeObject.flow }
        #expect(await bench.writer.deploy(edit, token: token).word == "conflict")
        #expect(bench.object.writes.count == 3)
    }

    @Test("a flow that somebody saved meanwhile stops the write, and the difference is told member by member")
    func conflict() async throws {
        let bench = try WriteBench(.leadconduit)
        let seen = try await bench.read("leads/cap:c1")
        let (edit, token) = try await bench.raiseLeads()
        bench.object.change { state in
            state.flow?["name"] = .string("Solar Leads 2")
            state.flow?["updated_at"] = .string("2026-03-10T20:00:00.000Z")
        }
        let result = await bench.writer.apply(edit, token: token, seen: seen)
        guard case .conflict(let conflict) = result.outcome else {
            Issue.record("\(result)")
            return
        }
        #expect(conflict.fields.isEmpty)
        #expect(conflict.differences.contains(#"name "Solar Leads" -> "Solar Leads 2""#))
        #expect(bench.object.writes.isEmpty && bench.journal.entries.isEmpty)
    }

    @Test("the same field changed and the flow deleted stop the write too")
    func clashAndGone() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.raiseLeads()
        bench.object.change { state in
            var caps = state.flow?["caps"]
            caps?[0]?["maximum"] = .int(1)
            state.flow?["caps"] = caps
        }
        guard case .conflict(let conflict) = await bench.writer.apply(edit, token: token).outcome else {
            Issue.record("no conflict")
            return
        }
        #expect(conflict.fields == ["maximum"])
        bench.object.change { $0.flow = nil }
        #expect(await bench.writer.apply(edit, token: token).word == "refused")
        #expect(bench.object.writes.isEmpty)
    }

    @Test("a nested cap is found without its flow being named")
    func nested() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.propose("leads/cap:c2", "maximum=+5")
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        #expect(
            bench.object.state.withLock { $0.deployed?["caps"]?[0]?["caps"]?[0]?["maximum"]?.text } == "65")
    }
}
