// A writer over a fake account, and the edits that the tests make.

import Models
import Testing

@testable import Upstream

struct WriteBench {
    let object: FakeObject
    let server: FixtureServer
    let journal: MemoryJournal
    let writer: EditWriter

    /// - Parameters:
    ///   - timeout: milliseconds; short where a test lets it pass.
    ///   - replies: by method what is answered in place of the account's own answer.
    init(
        _ kind: NetworkKind = .everflow, key: KeySource = .inProcess("sesame"), journalBreaksAt: String? = nil,
        timeout: Int = 600_000, replies: [String: Reply] = [:]
    ) throws {
        let object = FakeObject()
        let server = try FixtureServer { replies[$0.method] ?? object.answer($0) }
        let journal = MemoryJournal(breaksAt: journalBreaksAt) { object.writes.count }
        var options = WriterOptions(who: "ines@desk")
        options.readBackDelays = [0]
        self.object = object
        self.server = server
        self.journal = journal
        writer = EditWriter(
            client: try server.client(kind, key: key, timeout: timeout), journal: journal, options: options,
            now: { tuesday })
    }

    /// 40 -> 44 on custom cap 412.
    func raise() async throws -> (Edit, WriteToken) {
        try await propose("acme/custom:412", "daily_conversion_cap=+10%")
    }

    /// 2000 -> 2500 on the flow's cap.
    func raiseLeads() async throws -> (Edit, WriteToken) {
        try await propose("leads/cap:c1", "maximum=2500")
    }

    func read(_ text: String) async throws -> LiveObject {
        let target = try #require(EditTarget(text: text))
        let live = try await writer.read(target)
        return try #require(live)
    }

    func propose(_ target: String, _ text: String) async throws -> (Edit, WriteToken) {
        let assignment = try #require(Edit.Assignment(text: text))
        let edit = try Edit.proposing([assignment], on: try await read(target))
        let token = try Confirmation(edit).confirm()
        return (edit, try #require(token))
    }
}

extension WriteResult {
    /// The outcome without what is in it.
    var word: String {
        switch outcome {
        case .applied: "applied"
        case .alreadySo: "already so"
        case .refused: "refused"
        case .conflict: "conflict"
        case .unknown: "unknown"
        case .savedNotLive: "saved, not live"
        case .notSent: "not sent"
        case .notRecorded: "not recorded"
        }
    }

    var text: String {
        switch outcome {
        case .refused(let error), .notSent(let error): error.message
        case .unknown(let text), .savedNotLive(let text), .notRecorded(let text): text
        case .applied, .alreadySo, .conflict: notes.joined(separator: "; ")
        }
    }
}

extension EditWriter {
    /// The entry's outcome; nil when the network could not be read.
    func settle(_ entry: JournalEntry) async -> JournalOutcome? {
        let outcomes = await settle([entry])
        return entry.id.flatMap { outcomes[$0] }
    }
}
