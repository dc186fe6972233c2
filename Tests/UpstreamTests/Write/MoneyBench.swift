// A writer over the objects of the money side.

import Models
import Testing

@testable import Upstream

struct MoneyBench {
    let money: FakeMoney
    let server: FixtureServer
    let journal: MemoryJournal
    let writer: EditWriter

    init() throws {
        let money = try FakeMoney()
        let server = try FixtureServer { money.answer($0) }
        let journal = MemoryJournal { money.writes.count }
        var options = WriterOptions(who: "ines@desk")
        options.readBackDelays = [0]
        self.money = money
        self.server = server
        self.journal = journal
        writer = EditWriter(client: try server.client(.everflow), journal: journal, options: options, now: { tuesday })
    }

    func read(_ text: String) async throws -> LiveObject {
        let target = try #require(EditTarget(text: text))
        let live = try await writer.read(target)
        return try #require(live)
    }

    func propose(_ target: String, _ texts: String...) async throws -> (Edit, WriteToken) {
        let assignments = try texts.map { try #require(Edit.Assignment(text: $0)) }
        let edit = try Edit.proposing(assignments, on: try await read(target))
        return (edit, try token(edit))
    }

    func token(_ edit: Edit) throws -> WriteToken {
        let token = try Confirmation(edit).confirm()
        return try #require(token)
    }

    /// The undo of the newest entry, checked and applied.
    func undo() async throws -> [WriteResult] {
        let step = try #require(UndoStep.next(in: journal.stored, profiles: ["acme": .sandbox]))
        let found = await writer.read(step.edits.map(\.target))
        let items = try step.items.map { try $0.checked(with: try found[$0.edit.target]?.get() ?? nil) }
        let edits = items.map(\.edit)
        let token = try #require(try Confirmation(edits).confirm())
        let undoOf = Dictionary(uniqueKeysWithValues: zip(edits.indices, items.map(\.entry)))
        return await writer.applyAll(edits, token: token, batch: "undo", undoOf: undoOf)
    }
}
