// The editor, the lock and the one confirmation: what is sent, and above all what is not.
import Models
import TUIKitLite
import Testing

@testable import CapTop

@Suite struct EditorTests {
    private func unlocked(environment: NetworkEnvironment = .sandbox) -> AppState {
        var state = Sample.state()
        state.networks[0].network.environment = environment
        _ = reduce(&state, .command(.filterOpen), at: Sample.now)
        _ = reduce(&state, .edit(.paste("412 conv")), at: Sample.now)
        _ = reduce(&state, .edit(.accept), at: Sample.now)
        _ = reduce(&state, .command(.write), at: Sample.now)
        return state
    }

    /// Presses keys as they come from the terminal; collects what is to be done.
    private func press(_ keys: [String], in state: inout AppState) -> [Effect] {
        keys.flatMap { name -> [Effect] in
            guard let key = Key(name: name), let action = state.action(for: .key(key)) else { return [] }
            return reduce(&state, action, at: Sample.now)
        }
    }

    private func sent(_ effects: [Effect]) -> [Edit] {
        effects.compactMap { effect in
            guard case .send(let edit, let token) = effect, token.covers(edit) else { return nil }
            return edit
        }
    }

    @Test("while locked, the keys that change anything do nothing at all")
    func locked() {
        var state = Sample.state()
        for name in ["e", "+", "-", "u"] {
            #expect(Key(name: name).flatMap { state.action(for: .key($0)) } == nil)
        }
        for command in [Command.capEdit, .capRaise, .capLower, .undo] {
            #expect(reduce(&state, .command(command), at: Sample.now).isEmpty && state.editor == nil)
        }
    }

    @Test("five keys raise a cap: +, enter, y and the answer's dismissal; the request is the reference's")
    func raise() throws {
        var state = unlocked()
        let edits = sent(press(["+", "enter", "y"], in: &state))
        #expect(edits.map { $0.summary() } == [["daily_conversion_cap 40 -> 44 (+10 %)"]])
        let edit = try #require(edits.first)
        let body = try #require(try WritePlan.bulkSteps(for: [edit]).first?.request.body)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"network_custom_cap_setting_ids":[412],"#
                + #""fields":[{"field_type":"daily_conversion_cap","field_value":44}]}"#)
        #expect(state.editor?.phase == .sending)
        _ = reduce(&state, .written(edit, .applied), at: Sample.now)
        #expect(state.editor?.phase == .settled(.applied))
        _ = press(["enter"], in: &state)
        #expect(state.editor == nil && state.overlays.isEmpty)
    }

    @Test("the opening key pressed again, and enter alone, send nothing")
    func openerDoesNotConfirm() {
        for keys in [
            ["+", "+"], ["+", "enter", "+"], ["+", "enter", "enter"], ["e", "enter", "e"], ["-", "-", "enter"],
        ] {
            var state = unlocked()
            #expect(sent(press(keys, in: &state)).isEmpty, "\(keys)")
        }
    }

    @Test("a paste never confirms, whatever is in it")
    func pasteDoesNotConfirm() {
        var state = unlocked()
        _ = press(["+", "enter"], in: &state)
        let action = state.action(for: .paste("y\n\n"))
        let effects = action.map { reduce(&state, $0, at: Sample.now) } ?? []
        #expect(sent(effects).isEmpty)
        guard case .confirming = state.editor?.phase else {
            Issue.record("the confirmation is gone")
            return
        }
    }

    @Test("esc goes back to the field and then leaves; nothing is sent and nothing kept")
    func escape() {
        var state = unlocked()
        _ = press(["+", "enter", "escape"], in: &state)
        #expect(state.editor?.phase == .typing && state.editor?.input.text == "+10%")
        #expect(sent(press(["escape"], in: &state)).isEmpty)
        #expect(state.editor == nil && state.overlays.isEmpty)
    }

    @Test("what cannot be is said and cannot be confirmed")
    func problems() {
        for text in ["", "ten", "-100%", "*0", "40", "1.5"] {
            var state = unlocked()
            _ = press(["e", "ctrl-u"], in: &state)
            _ = reduce(&state, .edit(.paste(text)), at: Sample.now)
            #expect(state.editor?.problem != nil, "\(text)")
            #expect(sent(press(["enter", "y"], in: &state)).isEmpty, "\(text)")
        }
    }

    @Test("a limit changed by somebody else meanwhile is shown, becomes the base, and costs no typed text")
    func changedMeanwhile() {
        var state = unlocked()
        _ = press(["e", "ctrl-u", "6", "0", "enter"], in: &state)
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters[0].limit.maximum = Quantity(50)
        _ = reduce(&state, .loaded(snapshot), at: Sample.now)
        #expect(state.editor?.phase == .typing, "what was to be confirmed is no longer what would happen")
        #expect(state.editor?.input.text == "60")
        #expect(state.editor?.hasChangedMeanwhile == true)
        #expect(
            sent(press(["enter", "y"], in: &state)).map { $0.summary() } == [["daily_conversion_cap 50 -> 60 (+20 %)"]])
    }

    @Test("production asks for the name to be typed when a limit changes by more than half")
    func productionDrastic() {
        var state = unlocked(environment: .production)
        _ = press(["e", "ctrl-u", "1", "0", "0", "enter"], in: &state)
        guard case .confirming(let confirmation, _) = state.editor?.phase, let name = confirmation.nameToType else {
            Issue.record("no name is asked for")
            return
        }
        #expect(sent(press(["y", "enter"], in: &state)).isEmpty)
        _ = press(["ctrl-u"], in: &state)
        #expect(sent(press(name.map { $0 == " " ? "space" : String($0) } + ["enter"], in: &state)).count == 1)
    }

    @Test("a refusal stays on screen until a key is pressed; the limit is asked for again")
    func refusal() {
        var state = unlocked()
        let edits = sent(press(["+", "enter", "y"], in: &state))
        let effects = reduce(&state, .written(edits[0], .refused("400 not allowed")), at: Sample.now)
        #expect(effects == [.fetch(network: "acme")])
        #expect(state.editor?.phase == .settled(.refused("400 not allowed")))
    }

    @Test("a change made during a refresh is read back right after it")
    func refetch() {
        var state = unlocked()
        let edit = sent(press(["+", "enter", "y"], in: &state))[0]
        _ = reduce(&state, .refreshDue(network: "acme"), at: Sample.now)
        #expect(reduce(&state, .written(edit, .applied), at: Sample.now).isEmpty)
        let effects = reduce(&state, .loaded(Sample.acmeSnapshot()), at: Sample.now)
        #expect(effects.contains(.scheduleRefresh(network: "acme", milliseconds: 0)))
    }

    @Test("undo proposes the old value when the network still has the new one, and says so when it has not")
    func undo() {
        var state = unlocked()
        let edit = sent(press(["+", "enter", "y"], in: &state))[0]
        _ = reduce(&state, .written(edit, .applied), at: Sample.now)
        _ = press(["enter", "u"], in: &state)
        #expect(state.editor == nil && state.message?.contains("no longer what was written") == true)
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters[0].limit.maximum = Quantity(44)
        _ = reduce(&state, .loaded(snapshot), at: Sample.now)
        #expect(
            sent(press(["u", "enter", "y"], in: &state)).map { $0.summary() }
                == [["daily_conversion_cap 44 -> 40 (-9.1 %)"]])
    }

    @Test("ten minutes without a key lock again; a half-typed change stays on screen and cannot be sent any more")
    func idleLock() {
        var state = unlocked()
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 599))
        #expect(state.isUnlockedHere)
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 600))
        #expect(!state.isUnlockedHere)
        state = unlocked()
        _ = press(["+", "enter"], in: &state)
        _ = reduce(&state, .tick, at: Sample.now.adding(seconds: 700))
        #expect(!state.isUnlockedHere)
        #expect(state.editor?.phase == .typing && state.editor?.input.text == "+10%")
        #expect(sent(press(["y", "enter", "y", "enter", "y"], in: &state)).isEmpty)
        _ = press(["enter"], in: &state)
        #expect(state.message?.contains(":write") == true)
    }

    @Test("the editor is seen on a screen too small for its pane beside the caps")
    func smallScreen() throws {
        let theme = try #require(Theme.named("mono", colors: 0, noColor: true))
        for (width, height) in [(60, 20), (60, 12), (100, 12), (40, 8)] {
            var state = unlocked()
            _ = reduce(&state, .resized(width: width, height: height), at: Sample.now)
            _ = press(["+"], in: &state)
            let lines = view(state, look: Look(theme: theme, glyphs: .ascii)).lines()
            #expect(lines.contains { $0.contains("Edit daily_conversion") }, "\(width)x\(height)")
        }
    }

    @Test("commands are typed by name behind :, and an unknown one says so")
    func prompt() {
        var state = Sample.state()
        _ = press([":"] + "write".map(String.init) + ["enter"], in: &state)
        #expect(state.isUnlockedHere)
        _ = press([":"] + "lock".map(String.init) + ["enter"], in: &state)
        #expect(!state.isUnlockedHere)
        _ = press([":", "x", "enter"], in: &state)
        #expect(state.message == "there is no command 'x'; ? lists them")
        #expect(press([":"] + "quit".map(String.init) + ["enter"], in: &state) == [.quit])
    }

    @Test("100,000 random keys while locked ask for nothing but reads")
    func randomKeysWhileLocked() {
        var random = SystemRandomNumberGenerator()
        var state = Sample.state()
        let names =
            (33...126).map { String(UnicodeScalar(UInt8($0))) } + ["enter", "escape", "tab", "up", "down", "space"]
        for step in 0..<100_000 {
            // The word that unlocks is the one thing left out.
            if state.prompt.text.hasPrefix("writ") { _ = press(["escape"], in: &state) }
            guard let name = names.randomElement(using: &random) else { continue }
            for effect in press([name], in: &state) {
                if case .send = effect { Issue.record("step \(step): \(name) sent something") }
            }
        }
    }
}
