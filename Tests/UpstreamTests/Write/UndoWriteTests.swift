// From the journal back to what was: an undo is written like any other change, and recorded with what it takes back.

import Models
import Testing

@testable import Upstream

@Suite("Writing an undo")
struct UndoWriteTests {
    private func next(_ journal: MemoryJournal) -> UndoStep? {
        UndoStep.next(in: journal.stored, profiles: ["acme": .sandbox, "leads": .sandbox])
    }

    /// Reads the objects, checks and applies, as whoever presses the key does.
    private func undo(_ step: UndoStep, _ writer: EditWriter) async throws -> [WriteResult] {
        let found = await writer.read(step.edits.map(\.target))
        let items = try step.items.map { try $0.checked(with: try #require(found[$0.edit.target]).get()) }
        let edits = items.map(\.edit)
        let token = try #require(try Confirmation(edits).confirm())
        let undoOf = Dictionary(uniqueKeysWithValues: zip(edits.indices, items.map(\.entry)))
        return await writer.applyAll(edits, token: token, batch: "undo", undoOf: undoOf)
    }

    @Test(
        "one undo restores the 47 of 50 that were changed, each entry naming what it takes back; then nothing is left")
    func bulk() async throws {
        let bench = try BulkBench(count: 50)
        let before = bench.objects.values("daily_conversion_cap")
        let refused: Set<Int> = [1007, 1008, 1009]
        bench.objects.change { $0.refused = refused }
        let (edits, token) = try await bench.propose { _ in "daily_conversion_cap=60" }
        let results = await bench.writer.applyAll(edits, token: token, batch: "b7")
        #expect(results.filter { $0.word == "applied" }.count == 47)
        let step = try #require(next(bench.journal))
        #expect(step.items.count == 47)
        let undone = try await undo(step, bench.writer)
        #expect(undone.map(\.word) == Array(repeating: "applied", count: 47))
        #expect(bench.objects.values("daily_conversion_cap") == before)
        let last = try #require(bench.objects.writes.last)
        #expect(String(decoding: last.body, as: UTF8.self).hasSuffix(#""field_value":40}]}"#))
        let undos = bench.journal.stored.filter { $0.batch == "undo" }
        #expect(Set(undos.map(\.undoOf)) == Set(results.filter { $0.word == "applied" }.map(\.entry)))
        #expect(next(bench.journal) == nil)
    }

    @Test("a deleted custom cap comes back for its pair with the limits it had")
    func deletion() async throws {
        let bench = try WriteBench()
        let edit = try #require(Edit.deleting(try await bench.read("acme/custom:412")))
        let token = try #require(try Confirmation(edit).confirm())
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        let entry = try #require(bench.journal.stored.first)
        #expect(entry.before["network_affiliate_id"] == .quantity(Quantity(51)))
        #expect(entry.before["network_offer_id"] == .quantity(Quantity(204)))
        let results = try await undo(try #require(next(bench.journal)), bench.writer)
        #expect(results.map(\.word) == ["applied"])
        let created = try #require(bench.object.writes.last)
        #expect(created.method == "POST" && created.target == "/v1/networks/custom/caps")
        // Everflow reference, 4.2.
        let body = try JSONValue.parse(created.body)
        #expect(body["network_affiliate_id"]?.int64 == 51 && body["network_offer_id"]?.int64 == 204)
        #expect(body["daily_conversion_cap"]?.int64 == 40 && body["monthly_conversion_cap"]?.int64 == 900)
        #expect(body["name"]?.text == "Harbor Media ramp-up")
        // And the creation is taken back in turn, by the id that its answer gave.
        let entries = bench.journal.stored
        let again = try UndoStep(of: try #require(entries.first), in: entries, profiles: ["acme": .sandbox])
        let item = try #require(again.items.first)
        #expect(item.edit.target.text == "acme/custom:413" && item.edit.action == edit.action)
    }

    @Test("a created cap that could not be read back is known by the id in the answer")
    func creation() async throws {
        let bench = try WriteBench()
        bench.object.change { $0.cap = nil }
        let pair = CustomCapPair(affiliateID: 51, offerID: 204)
        let edit = try Edit.creating(
            [Edit.Assignment("daily_click_cap", "5")], for: pair, network: "acme", name: "Harbor on Kettle")
        let token = try #require(try Confirmation(edit).confirm())
        let empty = #"{"custom_cap_settings":[]}"#
        bench.object.change { $0.readFaults = [.json(empty)] + Array(repeating: .json("{}", status: 503), count: 3) }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == "applied" && result.text.contains("could not be read back"))
        let results = try await undo(try #require(next(bench.journal)), bench.writer)
        #expect(results.map(\.word) == ["applied"])
        #expect(bench.object.writes.map { "\($0.method) \($0.path)" }.last == "DELETE /v1/networks/custom/caps/413")
    }

    @Test("a flow's cap is undone without its flow being looked for, and made live")
    func flow() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, token) = try await bench.raiseLeads()
        _ = await bench.writer.apply(edit, token: token)
        let asked = bench.server.received.count
        let results = try await undo(try #require(next(bench.journal)), bench.writer)
        #expect(results.map(\.word) == ["applied"])
        #expect(!bench.server.received.dropFirst(asked).contains { $0.path == "/flows" })
        #expect(bench.object.maximum == "2000")
        #expect(bench.object.state.withLock { $0.deployed?["caps"]?[0]?["maximum"]?.text } == "2000")
        #expect(next(bench.journal) == nil)
    }
}
