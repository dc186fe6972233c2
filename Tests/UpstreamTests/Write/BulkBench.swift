// A writer over many objects, the edits of a bulk change, and what it tells while it works.

import Models
import Synchronization
import Testing

@testable import Upstream

struct BulkBench {
    let objects: FakeObjects
    let server: FixtureServer
    let journal: MemoryJournal
    let writer: EditWriter

    init(_ kind: EditableKind = .customCap, count: Int, journalBreaksAt: String? = nil) throws {
        let objects = FakeObjects(kind, count: count)
        let server = try FixtureServer { objects.answer($0) }
        let journal = MemoryJournal(breaksAt: journalBreaksAt) { objects.writes.count }
        var options = WriterOptions(who: "ines@desk")
        options.readBackDelays = [0]
        self.objects = objects
        self.server = server
        self.journal = journal
        writer = EditWriter(client: try server.client(.everflow), journal: journal, options: options, now: { tuesday })
    }

    /// The same assignment for every object, or one of its own for each.
    func propose(_ text: @Sendable (Int) -> String) async throws -> ([Edit], WriteToken) {
        let ids = objects.state.withLock { $0.objects.keys.sorted() }
        let targets = ids.map { EditTarget(network: "acme", kind: objects.kind, key: "\($0)") }
        let answers = await writer.read(targets)
        let edits = try zip(ids, targets).map { id, target in
            let live = try #require(try answers[target]?.get())
            return try Edit.proposing([try #require(Edit.Assignment(text: text(id)))], on: live)
        }
        return (edits, try #require(try Confirmation(edits).confirm()))
    }

    /// Requests after those that `propose` made.
    func requests(after count: Int) -> [String] {
        server.received.dropFirst(count).map { "\($0.method) \($0.path)" }
    }
}

/// What a bulk change told, in order.
final class EventLog: Sendable {
    private let log = Mutex<[WriteEvent]>([])

    var events: [WriteEvent] { log.withLock { $0 } }

    func note(_ event: WriteEvent) { log.withLock { $0.append(event) } }

    /// The most edits that had begun and not ended at one time.
    var mostAtOnce: Int {
        var (now, most) = (0, 0)
        for event in events {
            switch event {
            case .began: now += 1
            case .ended: now -= 1
            }
            most = max(most, now)
        }
        return most
    }

    /// Whether every edit began once and then ended once with its result.
    func isComplete(_ results: [WriteResult]) -> Bool {
        events.count == 2 * results.count
            && results.indices.allSatisfy { index in
                let own = events.filter { event in
                    switch event {
                    case .began(let number), .ended(let number, _): number == index
                    }
                }
                return own == [.began(index), .ended(index, results[index])]
            }
    }
}
