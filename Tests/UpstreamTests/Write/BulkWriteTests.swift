// Many edits at once: what goes out in one request, what alone, and that nobody suffers for another's refusal.

import Models
import Testing

@testable import Upstream

@Suite("Writing in bulk")
struct BulkWriteTests {
    /// Everflow reference, 4.3.
    private static func body(_ ids: some Sequence<Int>, _ value: Int) -> String {
        let list = ids.map(String.init).joined(separator: ",")
        return
            #"{"network_custom_cap_setting_ids":[\#(list)],"fields":[{"field_type":"daily_conversion_cap","field_value":\#(value)}]}"#
    }

    @Test("a value shared by 50 caps of which 3 are gone goes out once, for the 47 that are there")
    func sharedValue() async throws {
        let bench = try BulkBench(count: 50)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let asked = bench.server.received.count
        bench.objects.change { state in
            for id in [1003, 1020, 1050] { state.objects[id] = nil }
        }
        let log = EventLog()
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7") { log.note($0) }
        #expect(
            bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) }
                == [Self.body((1001...1050).filter { ![1003, 1020, 1050].contains($0) }, 60)])
        #expect(results.map(\.word) == (1001...1050).map { [1003, 1020, 1050].contains($0) ? "refused" : "applied" })
        #expect(results[2].text == "there is no custom cap 1003 any more")
        #expect(bench.objects.values("daily_conversion_cap").values.allSatisfy { $0 == "60" })
        #expect(
            bench.requests(after: asked)
                == ["GET /v1/networks/custom/caps", "PATCH /v1/networks/custom/caps", "GET /v1/networks/custom/caps"],
            "read again, written and read back in three requests")
        #expect(bench.journal.entries.count == 47 && bench.journal.entries.allSatisfy { $0.batch == "b7" })
        #expect(bench.journal.writesSeen.allSatisfy { $0 == 0 }, "all recorded before the request")
        #expect(
            bench.journal.completions.count == 47 && bench.journal.completions.allSatisfy { $0.outcome == .applied })
        #expect(Set(results.compactMap(\.entry)).count == 47)
        #expect(log.isComplete(results))
    }

    @Test("of 50 changes with values of their own 3 are refused, and the other 47 are made")
    func ownValues() async throws {
        let bench = try BulkBench(count: 50)
        bench.objects.change { $0.refused = [1001, 1025, 1050] }
        let (edits, token) = try await bench.propose { "daily_conversion_cap=+\($0 - 1000)" }
        let log = EventLog()
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7") { log.note($0) }
        for (id, result) in zip(1001...1050, results) {
            let isRefused = [1001, 1025, 1050].contains(id)
            #expect(result.word == (isRefused ? "refused" : "applied"))
            if isRefused { #expect(result.text.contains("object \(id) cannot be changed")) }
            let expected = isRefused ? 40 : 40 + id - 1000
            #expect(bench.objects.values("daily_conversion_cap")[id] == "\(expected)")
        }
        let bodies = Set(bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) })
        #expect(bodies == Set((1001...1050).map { Self.body([$0], $0 - 960) }))
        #expect(bench.objects.writes.count == 50, "each once")
        #expect(bench.journal.entries.count == 50)
        #expect(log.isComplete(results) && log.mostAtOnce <= WriteSeries.batchesInFlight)
    }

    @Test("a request that is refused as a whole because of one object is made one by one", arguments: [400, 404])
    func refusedTogether(status: Int) async throws {
        let bench = try BulkBench(count: 8)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { state in
            state.refused = [1004]
            state.refusal = status
        }
        let log = EventLog()
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7") { log.note($0) }
        #expect(results.map(\.word) == (1001...1008).map { $0 == 1004 ? "refused" : "applied" })
        let bodies = bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == [Self.body(1001...1008, 60)] + (1001...1008).map { Self.body([$0], 60) })
        let outcomes = bench.journal.completions.map(\.outcome)
        #expect(Array(outcomes.prefix(8)) == Array(repeating: .refused, count: 8))
        #expect(outcomes.dropFirst(8).filter { $0 == .applied }.count == 7 && outcomes.count == 16)
        #expect(log.isComplete(results))
    }

    @Test("a server that refuses and does it all the same is not asked again, and the journal says what it did")
    func refusedAndDone() async throws {
        let bench = try BulkBench(count: 3)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { $0.fates = [.doneThenStatus(400)] }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["applied", "applied", "applied"])
        #expect(bench.objects.writes.count == 1)
        #expect(bench.journal.completions.map(\.outcome) == [.applied, .applied, .applied])
    }

    @Test("a wrong key and a spent pace are no reason to send one by one", arguments: [401, 403, 429])
    func refusedForAll(status: Int) async throws {
        let bench = try BulkBench(count: 3)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { $0.fates = [.status(status)] }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["refused", "refused", "refused"])
        #expect(bench.objects.writes.count == 1)
        #expect(bench.journal.completions.map(\.status) == [status, status, status])
    }

    @Test(
        "an answer that is cut, late or unreadable is settled by reading back, each object by itself, and sent once",
        arguments: [FakeObject.Fate.doneThenCut, .doneThenStatus(503), .doneThenMalformed])
    func unclear(fate: FakeObject.Fate) async throws {
        let bench = try BulkBench(count: 12)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { $0.fates = [fate] }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.allSatisfy { $0.word == "applied" && $0.text.contains("read back: applied") })
        #expect(bench.objects.writes.count == 1)
        #expect(bench.journal.completions.map(\.outcome) == Array(repeating: .applied, count: 12))
    }

    @Test("a cut before anything was done is refused for each, and not sent again")
    func cutBefore() async throws {
        let bench = try BulkBench(count: 2)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { $0.fates = [.cut] }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.allSatisfy { $0.word == "refused" && $0.text.contains("read back: not applied") })
        #expect(bench.objects.writes.count == 1)
    }

    @Test("who was changed by somebody else or has the value already is left out of the request")
    func leftOut() async throws {
        let bench = try BulkBench(count: 4)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        bench.objects.change { state in
            state.objects[1001]?["daily_conversion_cap"] = .int(50)
            state.objects[1002]?["daily_conversion_cap"] = .int(60)
        }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["conflict", "already so", "applied", "applied"])
        #expect(bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) } == [Self.body([1003, 1004], 60)])
        #expect(bench.objects.values("daily_conversion_cap")[1001] == "50")
    }

    @Test("what was not confirmed is not sent with what was")
    func token() async throws {
        let bench = try BulkBench(count: 3)
        let (edits, _) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let token = try #require(try Confirmation(Array(edits.dropFirst())).confirm())
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["not sent", "applied", "applied"])
        #expect(bench.objects.values("daily_conversion_cap")[1001] == "40")
    }

    @Test("a journal that cannot record all of it keeps all of it from being sent")
    func brokenJournal() async throws {
        let bench = try BulkBench(count: 4, journalBreaksAt: "begin")
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == Array(repeating: "not recorded", count: 4))
        #expect(bench.objects.writes.isEmpty && bench.journal.entries.isEmpty)
    }
}
