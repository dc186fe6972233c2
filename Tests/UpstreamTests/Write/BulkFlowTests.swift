// Several caps of one LeadConduit flow, which is written back whole each time: a run does not stop itself, and others still
// stop it.

import Models
import Testing

@testable import Upstream

@Suite("Writing several caps of one flow")
struct BulkFlowTests {
    private func edits(_ bench: WriteBench) async throws -> ([Edit], WriteToken) {
        let flow = try await bench.propose("leads/cap:c1", "maximum=2500").0
        let nested = try await bench.propose("leads/cap:c2", "maximum=75").0
        let edits = [flow, nested]
        #expect(edits.allSatisfy { $0.baseVersion == "2026-03-05T18:22:40.006Z" })
        return (edits, try #require(try Confirmation(edits).confirm()))
    }

    private func maxima(_ bench: WriteBench) -> [String?] {
        bench.object.state.withLock { state in
            [state.deployed?["caps"]?[0]?["maximum"]?.text, state.deployed?["caps"]?[0]?["caps"]?[0]?["maximum"]?.text]
        }
    }

    @Test("both are applied, one after the other, each on the flow that the other left")
    func both() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edits, token) = try await edits(bench)
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["applied", "applied"])
        #expect(bench.object.writes.map(\.method) == ["PUT", "POST", "PUT", "POST"])
        let first = String(decoding: FakeObject.flow.serialized(), as: UTF8.self)
            .replacing(#""maximum":2000"#, with: #""maximum":2500"#)
        let second = first.replacing(#""maximum":60"#, with: #""maximum":75"#)
            .replacing("2026-03-05T18:22:40.006Z", with: "2026-03-10T20:20:41.001Z")
        let puts = bench.object.writes.filter { $0.method == "PUT" }.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(puts == [first, second])
        #expect(maxima(bench) == ["2500", "75"])
        #expect(bench.journal.entries.map(\.target) == ["leads/cap:c1", "leads/cap:c2"])
    }

    @Test("a first change that is saved and not live does not stop the second, which makes both live")
    func savedNotLive() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edits, token) = try await edits(bench)
        bench.object.change { $0.fates["POST"] = [.status(500)] }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["saved, not live", "applied"])
        #expect(maxima(bench) == ["2500", "75"])
    }

    @Test("somebody's save between the two stops the second")
    func foreignSave() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edits, token) = try await edits(bench)
        let object = bench.object
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7") { event in
            guard case .ended(0, _) = event else { return }
            object.change { $0.flow?["updated_at"] = .string("2026-03-10T20:20:42.000Z") }
        }
        #expect(results.map(\.word) == ["applied", "conflict"])
        #expect(maxima(bench) == ["2500", "60"])
    }

    @Test("somebody's save before the first stops both")
    func foreignFirst() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edits, token) = try await edits(bench)
        bench.object.change { $0.flow?["updated_at"] = .string("2026-03-10T20:20:42.000Z") }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.map(\.word) == ["conflict", "conflict"])
        #expect(bench.object.writes.isEmpty)
    }

    @Test("a flow is read once for all that is asked of it")
    func reading() async throws {
        let bench = try WriteBench(.leadconduit)
        let targets = ["c1", "c2", "c9"].map { EditTarget(network: "leads", kind: .leadCap, key: $0, flowID: "f1") }
        let found = await bench.writer.read(targets)
        #expect(try targets.map { try found[$0]?.get()?.values["maximum"]?.text } == ["2000", "60", nil])
        #expect(bench.server.received.map(\.path) == ["/flows/f1"])
        let foreign = EditTarget(network: "leads", kind: .offer, key: "1")
        let refused = try #require(await bench.writer.read([foreign])[foreign])
        #expect(throws: UpstreamError(.badRequest, "leads has no offers")) { try refused.get() }
    }
}
