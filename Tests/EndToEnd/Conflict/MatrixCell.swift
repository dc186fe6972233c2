// One cell of the conflict matrix, played through: an editor is opened and typed into, somebody else does something, the
// network answers in its way; then screen, journal, server and what reached it are looked at.
import Models
import Store
import TestSupport
import Testing
import Upstream

@testable import CapTop

struct MatrixCell: CustomStringConvertible {
    let editor: MatrixEditor
    let meanwhile: Meanwhile
    let answer: MatrixAnswer

    var description: String { "\(editor.rawValue), \(meanwhile.rawValue), \(answer.rawValue)" }

    /// The client that gives up waiting soon is for cells whose answer never comes.
    private static let patient = HTTPClient()
    private static let hasty = {
        var options = HTTPOptions()
        options.totalTimeout = 4000
        return HTTPClient(options: options)
    }()

    func play(on ground: Ground) async throws {
        let sandbox = try Ground.sandbox()
        defer { sandbox.killNow() }
        let proxy = try RecordingProxy(to: sandbox.port)
        let scratch = try Scratch()
        let journal = JournalFile(in: scratch)
        let store = try StateStore(path: journal.path, now: WallClock.now)
        let somebody = SomebodyElse(at: sandbox)
        let deed = Deed(editor: editor, ground: ground, somebody: somebody)
        let before = try deed.held()
        var hands = try Hands(
            on: ground.snapshots, at: "http://127.0.0.1:\(proxy.port)", store: store,
            client: answer == .timeout ? MatrixCell.hasty : MatrixCell.patient)

        try await editor.type(&hands, ground)
        let hidden = try meanwhile.happen(to: editor, ground, by: somebody)
        try somebody.makeFail(faults(ground) + hidden)
        await hands.press("enter")
        #expect(hands.shows("Send this change?"), "\(self)\n\(hands.screen.joined(separator: "\n"))")
        await hands.press("y")
        try somebody.makeFail([])

        let verdict = Verdict(editor, meanwhile)
        let missing = hands.missing(verdict.words(self, ground))
        #expect(missing.isEmpty, "\(self): the screen does not say \(missing)\n\(hands.screen.joined(separator: "\n"))")
        #expect(try journal.outcomes() == outcomes(verdict, ground), "\(self)")
        #expect(try deed.held() == held(verdict, before: before, ground), "\(self)")
        if meanwhile == .otherField { #expect(try deed.heldBeside() == editor.beside.value, "\(self)") }
        #expect(proxy.writes.map(\.line) == requests(verdict, ground), "\(self)")
        await checkText(&hands, verdict, ground)
    }

    /// The answer is about the request that makes the change.
    private func faults(_ ground: Ground) -> [String] {
        guard let effect = answer.effect, let write = editor.requests(ground).first else { return [] }
        return ["\(write)=\(effect)"]
    }

    private func isMade(_ verdict: Verdict) -> Bool { verdict == .sent && answer.isMade }

    // MARK: - What has to be

    private func outcomes(_ verdict: Verdict, _ ground: Ground) -> [String] {
        guard verdict == .sent else { return [] }
        let lines = editor.requests(ground).prefix(1).map { $0.replacing(" /v1", with: " ") }
        return lines.map { "\($0) \(answer.isMade ? "applied" : "refused")" }
    }

    private func held(_ verdict: Verdict, before: String, _ ground: Ground) -> String {
        switch verdict {
        case .sent: return answer.isMade ? editor.mine(ground) : before
        case .already: return editor.mine(ground)
        case .flowChanged: return before
        case .clash: return meanwhile == .sameField ? editor.theirs(ground) : before
        case .gone:
            let isDeleted: Set<MatrixEditor> = [.customCap, .leadCap, .sourceEnabled]
            return isDeleted.contains(editor) ? Held.absent : before
        }
    }

    /// The deploy follows a change that was saved.
    private func requests(_ verdict: Verdict, _ ground: Ground) -> [String] {
        guard verdict == .sent else { return [] }
        return Array(editor.requests(ground).prefix(answer.isMade ? 2 : 1))
    }

    /// What was typed and not made is still there to go on with; what was made is left with the next key.
    private func checkText(_ hands: inout Hands, _ verdict: Verdict, _ ground: Ground) async {
        if verdict != .clash && verdict != .flowChanged { await hands.press("x") }
        let isDone = isMade(verdict) || verdict == .already
        #expect((hands.state.editor == nil) == isDone, "\(self)")
        guard !isDone, editor != .deletion else { return }
        let field = editor.field(ground)
        let isThere = hands.screen.contains { $0.contains(field) && $0.contains("-> \(editor.mine(ground))") }
        #expect(isThere, "\(self): the typed text is gone\n\(hands.screen.joined(separator: "\n"))")
    }
}
