// What a dead process left in the journal is settled by what the object shows now.

import Models
import Testing

@testable import Upstream

@Suite("Settling a write without an answer")
struct WriteSettlingTests {
    private func entry(_ bench: WriteBench, _ edit: Edit, method: HTTPMethod = .patch) async throws -> JournalEntry {
        var entry = JournalEntry(
            at: tuesday, who: "ines@desk", profile: "acme", environment: .sandbox, target: edit.target.text,
            method: method, path: "/networks/custom/caps", before: edit.before, after: edit.after, outcome: .unknown)
        entry.id = try await bench.journal.begin(entry)
        return entry
    }

    @Test(
        "the new value means applied, the old one refused, a third one unknown",
        arguments: [("44", JournalOutcome.applied), ("40", .refused), ("50", .unknown)])
    func byValue(value: String, outcome: JournalOutcome) async throws {
        let bench = try WriteBench()
        let (edit, _) = try await bench.raise()
        bench.object.change { $0.cap?["daily_conversion_cap"] = Int(value).map { .int($0) } }
        #expect(await bench.writer.settle(try await entry(bench, edit)) == outcome)
        let completion = try #require(bench.journal.completions.first)
        #expect(completion.outcome == outcome)
        #expect(completion.message.hasPrefix("captop ended before the answer; read back: "))
        #expect(bench.object.writes.isEmpty, "settling writes nothing")
    }

    @Test("a write that was accepted is no refusal, whatever the object shows later")
    func accepted() async throws {
        let bench = try WriteBench()
        let (edit, _) = try await bench.raise()
        var entry = try await entry(bench, edit)
        entry.at = entry.at.adding(seconds: -3600)
        (entry.status, entry.message) = (200, "accepted, but daily_conversion_cap then showed another value")
        #expect(await bench.writer.settle(entry) == nil && bench.journal.completions.isEmpty)
    }

    @Test("a network that cannot be read leaves the entry as it is")
    func unreachable() async throws {
        let bench = try WriteBench()
        let (edit, _) = try await bench.raise()
        bench.object.change { $0.readFaults = Array(repeating: .json("{}", status: 403), count: 3) }
        #expect(await bench.writer.settle(try await entry(bench, edit)) == nil)
        #expect(bench.journal.completions.isEmpty)
    }

    @Test("a saved flow counts as saved and not live, because nothing tells what is deployed")
    func flow() async throws {
        let bench = try WriteBench(.leadconduit)
        let (edit, _) = try await bench.propose("leads/cap:c1", "maximum=1999")
        let inverse = try #require(edit.inverse())
        let entry = try await entry(bench, inverse, method: .put)
        #expect(await bench.writer.settle(entry) == .savedNotLive)
    }

    @Test("a deletion is applied when the object is gone")
    func deletion() async throws {
        let bench = try WriteBench()
        let live = try await bench.read("acme/custom:412")
        let edit = try #require(Edit.deleting(live))
        #expect(await bench.writer.settle(try await entry(bench, edit, method: .delete)) == .refused)
        bench.object.change { $0.cap = nil }
        #expect(await bench.writer.settle(try await entry(bench, edit, method: .delete)) == .applied)
    }

    @Test("a bulk change that died is settled by reading its objects together, each by itself")
    func bulk() async throws {
        let bench = try BulkBench(count: 9)
        let (edits, _) = try await bench.propose { _ in "daily_conversion_cap=60" }
        var entries: [JournalEntry] = []
        for edit in edits {
            var entry = JournalEntry(
                at: tuesday, who: "ines@desk", profile: "acme", environment: .sandbox, target: edit.target.text,
                method: .patch, path: "/networks/custom/caps", before: edit.before, after: edit.after,
                outcome: .unknown,
                batch: "b7")
            entry.id = try await bench.journal.begin(entry)
            entries.append(entry)
        }
        bench.objects.change { state in
            for id in 1001...1004 { state.objects[id]?["daily_conversion_cap"] = .int(60) }
            state.objects[1009] = nil
        }
        let asked = bench.server.received.count
        let outcomes = await bench.writer.settle(entries)
        let expected: [JournalOutcome] =
            Array(repeating: .applied, count: 4) + Array(repeating: .refused, count: 4) + [.unknown]
        #expect((1...9).map { outcomes[$0] } == expected)
        #expect(bench.journal.completions.map(\.outcome) == expected)
        #expect(bench.requests(after: asked) == ["GET /v1/networks/custom/caps"])
    }
}
