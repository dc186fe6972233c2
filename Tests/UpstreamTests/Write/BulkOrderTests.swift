// Which edits of a bulk change wait for which, how many are under way at once, how it is stopped and how little is asked.

import Models
import Synchronization
import Testing

@testable import Upstream

@Suite("The order of bulk writes")
struct BulkOrderTests {
    @Test("no more than four batches are under way at once, and four are")
    func bound() async throws {
        let bench = try BulkBench(count: 12)
        let (edits, token) = try await bench.propose { "daily_conversion_cap=\($0)" }
        let asked = bench.server.received.count
        let gate = Gate()
        bench.objects.change { $0.gate = gate }
        let log = EventLog()
        async let results = bench.writer.applyAll(edits, token: token, batch: "b7") { log.note($0) }
        // Four reads and four writes, whose answers wait.
        await bench.server.arrived(asked + 8)
        #expect(bench.objects.writes.count == 4)
        gate.open()
        #expect(await results.allSatisfy { $0.word == "applied" })
        #expect(log.mostAtOnce == 4)
        #expect(bench.objects.writes.count == 12)
    }

    @Test("a cancelled task finishes what it has begun and sends nothing else")
    func cancelled() async throws {
        let bench = try BulkBench(count: 12)
        let (edits, token) = try await bench.propose { "daily_conversion_cap=\($0)" }
        let asked = bench.server.received.count
        let gate = Gate()
        bench.objects.change { $0.gate = gate }
        let log = EventLog()
        let task = Task { await bench.writer.applyAll(edits, token: token, batch: "b7") { log.note($0) } }
        await bench.server.arrived(asked + 8)
        task.cancel()
        gate.open()
        let results = await task.value
        #expect(results.map(\.word) == Array(repeating: "applied", count: 4) + Array(repeating: "not sent", count: 8))
        #expect(bench.objects.writes.count == 4)
        #expect(bench.journal.completions.map(\.outcome) == Array(repeating: .applied, count: 4))
        #expect(log.events.filter { if case .ended = $0 { true } else { false } }.count == 12)
    }

    @Test("two changes of one cap are made one after the other, and the second knows the first")
    func oneObject() async throws {
        let bench = try BulkBench(count: 2)
        let (first, _) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let (second, _) = try await bench.propose { _ in "daily_click_cap=7000" }
        let third = first.map { edit in
            var edit = edit
            edit.changes = edit.changes.map {
                FieldChange(field: $0.field, base: $0.mine, mine: .quantity(Quantity(70)))
            }
            return edit
        }
        let edits = first + second + third
        let token = try #require(try Confirmation(edits).confirm())
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == Array(repeating: "applied", count: 6))
        #expect(bench.objects.values("daily_conversion_cap") == [1001: "70", 1002: "70"])
        #expect(bench.objects.writes.count == 3)
        #expect(bench.objects.values("daily_click_cap") == [1001: "7000", 1002: "7000"])
    }

    @Test("a list of several pages is paged only as far as the caps are, and getting one need not be possible")
    func paging() async throws {
        let bench = try BulkBench(count: 40)
        bench.objects.change { state in
            state.pageSize = 10
            state.answersOne = false
        }
        let targets = (1005...1015).map { EditTarget(network: "acme", kind: .customCap, key: "\($0)") }
        let gone = EditTarget(network: "acme", kind: .customCap, key: "9")
        let found = await bench.writer.read(targets)
        #expect(bench.server.received.map { $0.query("page") } == [["1"], ["2"]])
        #expect(try targets.allSatisfy { try found[$0]?.get()?.target == $0 })
        let all = await bench.writer.read(targets + [gone])
        #expect(try #require(all[gone]).get() == nil)
        #expect(all.count == 12)
        // Pages 1 and 2, then the last one by its id, which nobody answers, then the list to its end.
        #expect(bench.server.received.dropFirst(2).map { $0.query("page") } == [["1"], ["2"], [], ["3"], ["4"]])
    }

    @Test("when a list is longer than the caps are many, the rest is got one by one")
    func longList() async throws {
        let bench = try BulkBench(count: 40)
        bench.objects.change { $0.pageSize = 2 }
        let targets = (1035...1040).map { EditTarget(network: "acme", kind: .customCap, key: "\($0)") }
        let found = await bench.writer.read(targets)
        #expect(try targets.allSatisfy { try found[$0]?.get() != nil })
        #expect(bench.server.received.count == 1 + 6)
    }

    @Test("an offer that its list leaves out is asked for by its id before it counts as gone")
    func offersList() async throws {
        let bench = try BulkBench(.offer, count: 8)
        let targets = (1001...1008).map { EditTarget(network: "acme", kind: .offer, key: "\($0)") }
        bench.objects.change { $0.objects[1003] = nil }
        let found = await bench.writer.read(targets)
        #expect(try #require(found[targets[2]]).get() == nil)
        #expect(bench.requests(after: 0) == ["GET /v1/networks/offers", "GET /v1/networks/offers/1003"])
    }

    @Test("offers are previewed and applied together; one that the preview refuses leaves the others alone")
    func offers() async throws {
        let bench = try BulkBench(.offer, count: 3)
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let asked = bench.server.received.count
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["applied", "applied", "applied"])
        // Everflow reference, 6.4.
        let body =
            #"{"network_offer_ids":[1001,1002,1003],"fields":[{"field_type":"daily_conversion_cap","field_value":60,"operator":"overwrite"}]}"#
        let sent = bench.server.received.dropFirst(asked).filter { $0.method != "GET" }
        #expect(
            sent.map { "\($0.method) \($0.path)" }
                == ["POST /v1/networks/patch/offers/submit", "PATCH /v1/networks/patch/offers/apply"])
        #expect(sent.allSatisfy { String(decoding: $0.body, as: UTF8.self) == body })

        bench.objects.change { $0.refused = [1002] }
        let (others, otherToken) = try await bench.propose { _ in "daily_click_cap=6000" }
        let mixed = await bench.writer.applyAll(others, token: otherToken, batch: "b8")
        #expect(mixed.map(\.word) == ["applied", "refused", "applied"])
        #expect(mixed[1].text.contains("offer 1002 is archived"))
        #expect(bench.objects.writes.count == 1 + 2)
    }

    @Test("affiliates get their status together")
    func affiliates() async throws {
        let bench = try BulkBench(.affiliate, count: 7)
        let (edits, token) = try await bench.propose { _ in "account_status=inactive" }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.allSatisfy { $0.word == "applied" })
        // Everflow reference, 8.2.
        let body =
            #"{"network_affiliate_ids":[1001,1002,1003,1004,1005,1006,1007],"fields":[{"field_type":"account_status","field_value":"inactive","operator":"overwrite"}]}"#
        #expect(bench.objects.writes.map { String(decoding: $0.body, as: UTF8.self) } == [body])
        #expect(bench.server.received.count == 4, "the list for the edits, again, written, read back")
    }
}
