// The requests before and after the one that makes a change: an offer's preview and a flow's deploy, each answered in ten
// ways; and how an operator goes on after a clash.
import Testing

@testable import CapTop

@Suite("before and after the change itself", .ownThread)
struct FailingStepTests {
    @Test("a deploy that is not confirmed leaves the change saved and not live, and d deploys it again")
    func deploy() async throws {
        let ground = try await Ground.shared.value
        let editor = MatrixEditor.leadCap
        let requests = editor.requests(ground)
        for answer in MatrixAnswer.allCases {
            let stage = try Stage(for: editor, on: ground, isHasty: answer == .timeout)
            try await editor.type(&stage.hands, ground)
            try stage.somebody.makeFail(answer.effect.map { ["\(requests[1])=\($0)"] } ?? [])
            await stage.hands.press("enter", "y")
            try stage.somebody.makeFail([])
            #expect(try stage.deed.held() == editor.mine(ground), "\(answer)")
            #expect(stage.proxy.writes.map(\.line) == requests, "\(answer)")
            let put = requests[0]
            guard answer != .ok else {
                #expect(stage.hands.shows("applied") && !stage.hands.shows("saved, not live"), "\(stage.picture)")
                #expect(try stage.journal.outcomes() == ["\(put) applied"])
                continue
            }
            // An answer that says no is a failure; of one that never came nobody knows.
            let isRefused = answer.rawValue.hasPrefix("4")
            let said = "saved, not live: the deploy \(isRefused ? "failed" : "is not confirmed"): \(answer.failure)"
            #expect(stage.hands.shows(said), "\(answer)\n\(stage.picture)")
            #expect(try stage.journal.outcomes() == ["\(put) saved_not_live"], "\(answer)")
            await stage.hands.press("d")
            #expect(stage.hands.shows("Deploy this flow?"), "\(answer)\n\(stage.picture)")
            await stage.hands.press("y")
            #expect(stage.hands.shows("applied"), "\(answer)\n\(stage.picture)")
            #expect(
                try stage.journal.outcomes() == ["\(put) saved_not_live", "\(requests[1]) applied"], "\(answer)")
            #expect(stage.proxy.writes.map(\.line) == requests + [requests[1]], "\(answer)")
        }
    }

    @Test("an offer whose preview fails is not changed, whether it fails before the confirmation or after it")
    func preview() async throws {
        let ground = try await Ground.shared.value
        let editor = MatrixEditor.offer
        for (answer, isEarly) in MatrixAnswer.allCases.flatMap({ [($0, true), ($0, false)] }) where answer != .ok {
            let stage = try Stage(for: editor, on: ground, isHasty: answer == .timeout)
            let name = "\(answer.rawValue), \(isEarly ? "before" : "after")"
            let faults = answer.effect.map { ["POST /networks/patch/offers/submit=\($0)"] } ?? []
            try await editor.type(&stage.hands, ground)
            if isEarly { try stage.somebody.makeFail(faults) }
            await stage.hands.press("enter")
            #expect(
                stage.hands.shows(
                    !isEarly
                        ? "the network's own preview: it would do this"
                        : answer == .badRequest
                            ? "the network's own preview refuses it: 400" : "no preview: \(answer.failure)"),
                "\(name)\n\(stage.picture)")
            if !isEarly { try stage.somebody.makeFail(faults) }
            await stage.hands.press("y")
            let isStopped = isEarly && answer == .badRequest
            #expect(
                stage.hands.shows(isStopped ? "Send this change?" : "refused: \(answer.failure)"),
                "\(name)\n\(stage.picture)")
            #expect(try stage.deed.held() == stage.before, "\(name)")
            #expect(stage.proxy.writes.isEmpty, "\(name)")
            #expect(try stage.journal.outcomes().isEmpty, "\(name)")
            await stage.hands.press(isStopped ? "escape" : "x")
            #expect(stage.hands.shows("-> \(editor.mine(ground))"), "\(name)\n\(stage.picture)")
        }
    }

    /// Those whose clash is a choice between two values; a custom cap that exists by now cannot be created.
    private static let clashing = MatrixEditor.allCases.filter { editor in
        editor != .creation && Meanwhile.allCases.contains { Verdict(editor, $0).asks }
    }

    @Test(
        "after a clash the operator keeps what was typed, confirms once more, and it is made once", arguments: clashing)
    func goOn(editor: MatrixEditor) async throws {
        let ground = try await Ground.shared.value
        for meanwhile in Meanwhile.allCases where Verdict(editor, meanwhile).asks {
            let stage = try Stage(for: editor, on: ground, isHasty: false)
            try await editor.type(&stage.hands, ground)
            _ = try meanwhile.happen(stage.deed)
            await stage.hands.press("enter", "y")
            // A deletion has nothing typed to keep: it goes back to what would be lost now.
            await stage.hands.press(editor == .deletion ? "x" : "k")
            if editor == .deletion { await stage.hands.press("enter") }
            #expect(stage.hands.shows("Send this change?"), "\(meanwhile)\n\(stage.picture)")
            await stage.hands.press("y")
            #expect(stage.hands.shows("applied"), "\(meanwhile)\n\(stage.picture)")
            #expect(try stage.deed.held() == editor.mine(ground), "\(meanwhile)")
            if meanwhile == .otherField, editor != .deletion {
                #expect(try stage.deed.heldBeside() == editor.beside.value, "\(meanwhile)")
            }
            #expect(stage.proxy.writes.map(\.line) == editor.requests(ground), "\(meanwhile)")
        }
    }

    @Test(
        "after a clash the operator takes what is there, and nothing is sent",
        arguments: clashing.filter { $0 != .deletion })
    func giveUp(editor: MatrixEditor) async throws {
        let ground = try await Ground.shared.value
        let stage = try Stage(for: editor, on: ground, isHasty: false)
        try await editor.type(&stage.hands, ground)
        let meanwhile: Meanwhile = Verdict(editor, .sameField).asks ? .sameField : .otherField
        _ = try meanwhile.happen(stage.deed)
        await stage.hands.press("enter", "y", "t")
        #expect(!stage.hands.shows("k: keep mine"), "\(stage.picture)")
        let keepsText = stage.hands.shows("-> \(editor.mine(ground))")
        #expect(keepsText == (meanwhile == .otherField), "only what clashes is given up:\n\(stage.picture)")
        await stage.hands.press("escape")
        #expect(stage.hands.state.editor == nil)
        #expect(stage.proxy.writes.isEmpty)
        #expect(try stage.journal.outcomes().isEmpty)
    }

    @Test("a creation that met another's custom cap is made, and known to be made, once that one has gone")
    func createAfterAnother() async throws {
        let ground = try await Ground.shared.value
        let editor = MatrixEditor.creation
        let stage = try Stage(for: editor, on: ground, isHasty: false)
        try await editor.type(&stage.hands, ground)
        _ = try Meanwhile.sameField.happen(stage.deed)
        await stage.hands.press("enter", "y")
        #expect(stage.hands.shows("changed meanwhile"), "\(stage.picture)")
        try stage.deed.uncreate()
        await stage.hands.press("x", "enter")
        #expect(stage.hands.shows("Send this change?"), "\(stage.picture)")
        await stage.hands.press("y")
        #expect(stage.hands.shows("applied"), "\(stage.picture)")
        #expect(try stage.deed.held() == editor.mine(ground))
        #expect(stage.proxy.writes.map(\.line) == editor.requests(ground))
        #expect(try stage.journal.outcomes() == ["POST /networks/custom/caps applied"])
    }
}
