// One cell of the conflict matrix, played through: an editor is opened and typed into, somebody else does something, the
// network answers in its way; then screen, journal, server and what reached it are looked at.
import Testing

@testable import CapTop

struct MatrixCell: CustomStringConvertible {
    let editor: MatrixEditor
    let meanwhile: Meanwhile
    let answer: MatrixAnswer

    var description: String { "\(editor.rawValue), \(meanwhile.rawValue), \(answer.rawValue)" }

    func play(on ground: Ground) async throws {
        let stage = try Stage(for: editor, on: ground, isHasty: answer == .timeout)
        try await editor.type(&stage.hands, ground)
        let hidden = try meanwhile.happen(stage.deed)
        try stage.somebody.makeFail(faults(ground) + hidden)
        await stage.hands.press("enter")
        #expect(stage.hands.shows("Send this change?"), "\(self)\n\(stage.picture)")
        await stage.hands.press("y")
        try stage.somebody.makeFail([])

        let verdict = Verdict(editor, meanwhile)
        let missing = stage.hands.missing(verdict.words(self, ground))
        #expect(missing.isEmpty, "\(self): the screen does not say \(missing)\n\(stage.picture)")
        #expect(try stage.journal.outcomes() == outcomes(verdict, ground), "\(self)")
        #expect(try stage.deed.held() == held(verdict, before: stage.before, ground), "\(self)")
        if meanwhile == .otherField { #expect(try stage.deed.heldBeside() == editor.beside.value, "\(self)") }
        #expect(stage.proxy.writes.map(\.line) == requests(verdict, ground), "\(self)")
        await checkText(&stage.hands, verdict, ground)
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
