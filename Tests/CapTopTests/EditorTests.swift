// The editor of one object, the lock and the one confirmation: what is sent, and above all what is not.
import Models
import TUIKitLite
import TestSupport
import Testing

@testable import CapTop

@Suite struct EditorTests {
    @Test("while locked, the keys that change anything change nothing, say so, and are not among those that work")
    func locked() {
        for name in ["e", "+", "-", "u", "n", "D", "p", "v"] {
            var desk = Operating(isUnlocked: false)
            #expect(!desk.shows("raise") && !desk.shows("undo"))
            desk.press(name)
            #expect(desk.screen.last?.hasPrefix(" locked: :write unlocks ") == true, "\(name)")
            #expect(desk.effects.isEmpty && desk.state.overlays.isEmpty, "\(name)")
            desk.press("down")
            #expect(!desk.shows("locked: "), "gone with the next key")
        }
        for command in Command.allCases where command.isDangerous {
            var state = Sample.state()
            #expect(reduce(&state, .command(command), at: Sample.now).isEmpty && state.overlays.isEmpty)
        }
    }

    @Test("a cap is raised by +, enter, y; the request is the reference's; any key goes on")
    func raise() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        #expect(desk.summaries == [["daily_conversion_cap 40 -> 44 (+10 %)"]])
        let edit = try #require(desk.sent.first)
        let body = try #require(try WritePlan.bulkSteps(for: [edit]).first?.request.body)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"network_custom_cap_setting_ids":[412],"#
                + #""fields":[{"field_type":"daily_conversion_cap","field_value":44}]}"#)
        #expect(desk.state.editor?.phase == .sending)
        desk.act(.written(edit, .applied(""), live: Sample.live412(daily: 44)))
        #expect(desk.state.editor?.phase == .settled(.applied("")) && desk.shows("applied"))
        #expect(desk.state.selectedCap?.limit.maximum == Quantity(44) && desk.shows("39/44"), "before the next refresh")
        desk.press("enter")
        #expect(desk.state.editor == nil && desk.state.overlays.isEmpty)
    }

    @Test(
        "a limit that may not have been set stays on screen as it was", arguments: ["refused", "unknown", "conflict"])
    func notApplied(outcome: String) throws {
        let outcomes: [String: EditOutcome] = [
            "refused": .refused("no"), "unknown": .unknown("?"), "conflict": .conflict("other"),
        ]
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        desk.act(.written(try #require(desk.sent.first), try #require(outcomes[outcome]), live: nil))
        #expect(desk.state.selectedCap?.limit.maximum == Quantity(40))
    }

    @Test("the cursor stays on what is edited when a second network loads meanwhile")
    func cursorStays() {
        var desk = Operating()
        desk.state = Sample.state(loaded: false)
        desk.act(.loaded(Sample.leadsSnapshot()))
        desk.act(.command(.write))
        desk.press("+")
        let edited = desk.state.caps.id
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(edited?.object.network == "leads" && desk.state.caps.id == edited)
    }

    @Test("several fields of the object are changed at once: a limit, the name, and soft by the space bar")
    func severalFields() {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "ctrl-u")
        desk.type("60")
        desk.press("page-down")
        #expect(desk.state.editor?.focused?.field.name == "is_soft_cap")
        desk.press("space", "up", "ctrl-u")
        desk.type("summer")
        desk.press("enter", "y")
        #expect(
            desk.summaries == [
                [
                    "daily_conversion_cap 40 -> 60 (+50 %)", "name \"Harbor ramp-up\" -> \"summer\"",
                    "is_soft_cap false -> true",
                ]
            ])
    }

    @Test("enter before the object has been read waits for it; typed-ahead keys are dropped, not typed and not a yes")
    func waitsForReading() {
        var desk = Operating(filter: "412 conv")
        desk.holdsReads = true
        desk.press("+", "enter", "y", "9")
        #expect(desk.state.confirm == nil && desk.sent.isEmpty)
        desk.answerReads()
        #expect(desk.state.confirm != nil && desk.state.editor?.focused?.input.text == "+10%")
        desk.press("y")
        #expect(desk.sent.count == 1)
    }

    @Test("what cannot be read says so and cannot be confirmed; enter asks for it again")
    func readingFails() {
        var desk = Operating(filter: "412 conv")
        desk.holdsReads = true
        desk.press("+")
        let target = desk.state.editor?.target
        desk.act(.objectRead(target ?? EditTarget(network: "", kind: .offer, key: ""), .failed("no route")))
        #expect(desk.shows("could not be read: no route"))
        desk.press("enter")
        #expect(desk.state.confirm == nil)
        desk.answerReads()
        #expect(desk.state.confirm != nil)
    }

    @Test("the opening key pressed again, and enter alone, send nothing")
    func openerDoesNotConfirm() {
        let presses: [[String]] = [
            ["+", "+"], ["+", "enter", "+"], ["+", "enter", "enter"], ["e", "enter", "e"], ["-", "-", "enter"],
            ["D", "D"], ["D", "enter", "D"], ["D", "enter", "enter"], ["m", "+", "enter", "+"],
            ["m", "+", "enter", "enter"],
        ]
        for keys in presses {
            var desk = Operating(filter: "412 conv")
            for key in keys { desk.press(key) }
            #expect(desk.sent.isEmpty, "\(keys)")
        }
    }

    @Test("a paste never confirms, whatever is in it")
    func pasteDoesNotConfirm() {
        for opener in ["+", "D"] {
            var desk = Operating(filter: "412 conv")
            desk.press(opener, "enter")
            desk.paste("y\n\n")
            #expect(desk.sent.isEmpty && desk.state.confirm != nil, "\(opener)")
        }
        var desk = Operating(filter: "412 conv")
        desk.press("m", "+", "enter")
        desk.paste("y\n\n")
        #expect(desk.sent.isEmpty && desk.state.confirm != nil)
    }

    @Test("esc goes back to the field and then leaves; nothing is sent and nothing kept")
    func escape() {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "escape")
        #expect(desk.state.editor?.phase == .typing && desk.state.editor?.focused?.input.text == "+10%")
        desk.press("escape")
        #expect(desk.sent.isEmpty && desk.state.editor == nil && desk.state.overlays.isEmpty)
    }

    @Test("what cannot be is said and cannot be confirmed")
    func problems() {
        for text in ["", "ten", "-100%", "*0", "1.5"] {
            var desk = Operating(filter: "412 conv")
            desk.press("e", "ctrl-u")
            desk.paste(text)
            #expect(desk.state.editor?.problems.isEmpty == false, "\(text)")
            desk.press("enter", "y")
            #expect(desk.sent.isEmpty, "\(text)")
        }
    }

    @Test("the value that is there already is no change")
    func nothingToChange() {
        var desk = Operating(filter: "412 conv")
        desk.press("e", "enter", "y")
        #expect(desk.sent.isEmpty && desk.state.confirm == nil)
    }

    @Test("production asks for the name to be typed when a limit changes by more than half")
    func productionDrastic() {
        var desk = Operating(filter: "412 conv", environment: .production)
        desk.press("e", "ctrl-u")
        desk.type("100")
        desk.press("enter")
        #expect(desk.state.confirm?.confirmation.nameToType == "Harbor ramp-up")
        desk.press("y", "enter")
        #expect(desk.sent.isEmpty)
        desk.press("ctrl-u")
        desk.type("Harbor ramp-up")
        desk.press("enter")
        #expect(desk.sent.count == 1)
    }

    @Test("a refusal stays on screen; the next key goes back to the fields with the text kept, esc leaves")
    func refusal() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        let edit = try #require(desk.sent.first)
        desk.act(.written(edit, .refused("400 not allowed"), live: nil))
        #expect(desk.effects.contains(.fetch(network: "acme")) && desk.shows("refused: 400 not allowed"))
        desk.press("x")
        #expect(desk.state.editor?.phase == .typing && desk.state.editor?.focused?.input.text == "+10%")
    }

    @Test("saved and not live offers the deploy again, after a confirmation of its own")
    func savedNotLive() throws {
        var desk = Operating(filter: "a1")
        desk.objects["leads/cap:a1"] = Sample.liveFlowCap()
        desk.press("+", "enter")
        #expect(desk.shows("PUT /flows/696f6dcfd3e4b5a697887701") && desk.shows("deploying also makes other saved"))
        desk.press("y")
        let edit = try #require(desk.sent.first)
        desk.act(.written(edit, .savedNotLive("the deploy failed: 500"), live: Sample.liveFlowCap(maximum: 2200)))
        desk.press("k", "enter")
        #expect(desk.shows("saved, not live: the deploy failed: 500") && desk.shows("d: deploy again"))
        desk.press("d")
        #expect(desk.shows("Deploy this flow?") && desk.sent.count == 1)
        desk.press("y")
        #expect(desk.effects.contains { if case .deploy = $0 { true } else { false } })
    }

    @Test(
        "a limit of the same offer that stops traffic first is named, unless caps are switched off there",
        arguments: [true, false])
    func binding(isEnabled: Bool) {
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters[4].count = Quantity(199)
        if !isEnabled {
            let old = snapshot.meters[4].object
            let voided = CapObject(
                id: old.id, scope: old.scope, name: old.name, offer: old.offer, isEnabled: false,
                timeZone: old.timeZone, currency: old.currency)
            snapshot.meters[4] = CapMeter(
                object: voided, limit: snapshot.meters[4].limit, count: Quantity(199), asOf: Sample.now)
        }
        var desk = Operating(filter: "412 conv")
        desk.act(.loaded(snapshot))
        desk.press("+")
        #expect(desk.shows("then offer conv day binds first: 199/200") == isEnabled, "\(desk.screen)")
        desk.press("escape", "D")
        #expect(desk.shows("what still holds then: offer conv day 199/200") == isEnabled, "\(desk.screen)")
    }

    @Test("a source is read and written in the flow that its editor was opened for")
    func sourceOfTwoFlows() throws {
        func source(_ flow: String) throws -> (EditTarget, LiveObject) {
            let text = "leads/source:\(flow):e1"
            let body =
                #"{"id":"\#(flow)","sources":[{"id":"s","entity":{"id":"e1","name":"WebForm A"},"enabled":true}],"updated_at":"v"}"#
            return (try #require(EditTarget(text: text)), try #require(Sample.live(body, text)))
        }
        let (first, second) = (try source("f1"), try source("f2"))
        var desk = Operating()
        desk.holdsReads = true
        _ = desk.state.open(ObjectEditor(second.0, title: "WebForm A, source of f2"))
        desk.act(.objectRead(first.0, .found(first.1)))
        #expect(desk.state.editor?.seen == nil, "asked for by an editor that was left")
        desk.act(.objectRead(second.0, .found(second.1)))
        #expect(desk.state.editor?.target.flowID == "f2" && desk.state.editor?.seen != nil)
    }

    @Test("a change on its way can be left; it is told of when it has ended, and quitting meanwhile is asked twice")
    func leaveSending() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y", "escape")
        #expect(desk.state.editor == nil && desk.state.overlays.isEmpty)
        let edit = try #require(desk.sent.first)
        desk.press("q")
        #expect(!desk.effects.contains(.quit))
        #expect(desk.shows("1 change has no outcome yet; q, ctrl-c again quits all the same"), "\(desk.screen)")
        desk.press("j", "q")
        #expect(!desk.effects.contains(.quit), "asked anew")
        desk.type(":q")
        desk.press("enter")
        #expect(desk.effects.count { $0 == .quit } == 1)
        desk.press("j")
        desk.type(":q!")
        desk.press("enter")
        #expect(desk.effects.count { $0 == .quit } == 2, "without a question")
        desk.act(.written(edit, .applied(""), live: nil))
        #expect(desk.state.message == "acme/custom:412 applied" && desk.state.unsentText == nil)
        desk.press("q")
        #expect(desk.effects.last == .quit)
    }

    @Test("what came of a change that was left is not taken for that of the next one of the same object")
    func twoOfOneObject() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y", "escape", "e")
        desk.type("60")
        desk.press("enter", "y")
        try #require(desk.sent.count == 2)
        desk.act(.objectRead(desk.sent[1].target, .found(try #require(Sample.live412(daily: 44)))))
        desk.act(.written(desk.sent[0], .refused("too late"), live: nil))
        #expect(desk.state.editor?.phase == .sending && desk.state.message == "acme/custom:412 refused: too late")
        desk.press("escape")
        #expect(desk.state.unsentText == "1 change has no outcome yet")
        desk.act(.written(desk.sent[1], .applied(""), live: nil))
        #expect(desk.state.unsentText == nil && desk.state.message == "acme/custom:412 applied")
    }

    @Test("an offer's change shows the network's own verdict first; a refused one cannot be sent")
    func preview() throws {
        var desk = Operating(filter: "acme/offer:204")
        desk.objects["acme/offer:204"] = Sample.live(
            #"{"network_offer_id":204,"name":"Sunrise Kettle CPA","is_caps_enabled":true,"daily_conversion_cap":200}"#,
            "acme/offer:204")
        desk.press("+", "enter")
        let asked = desk.effects.compactMap { effect -> [Edit]? in
            guard case .preview(let edits, _) = effect else { return nil }
            return edits
        }
        let edits = try #require(asked.first)
        #expect(desk.shows("POST /networks/patch/offers/submit") && desk.shows("asking the network"))
        desk.press("y")
        #expect(desk.sent.isEmpty, "the verdict has not come yet")
        desk.act(.previewed(edits, .refused("daily_conversion_cap: not allowed")))
        #expect(desk.shows("preview refuses it: daily_conversion_cap: not allowed"))
        desk.press("y")
        #expect(desk.sent.isEmpty)
        desk.press("escape", "enter")
        desk.act(.previewed(edits, .accepted(notes: ["daily_conversion_cap also changes: weekly"])))
        #expect(desk.shows("it would do this") && desk.shows("also changes: weekly"))
        desk.press("y")
        #expect(desk.sent == edits)
    }

    @Test("a change made during a refresh is read back right after it")
    func refetch() throws {
        var desk = Operating(filter: "412 conv")
        desk.press("+", "enter", "y")
        let edit = try #require(desk.sent.first)
        desk.act(.refreshDue(network: "acme"))
        desk.act(.written(edit, .applied(""), live: nil))
        desk.act(.loaded(Sample.acmeSnapshot()))
        #expect(desk.effects.contains(.scheduleRefresh(network: "acme", milliseconds: 0)))
    }

    @Test("ten minutes without a key lock again; a half-typed change stays on screen and cannot be sent any more")
    func idleLock() {
        var desk = Operating(filter: "412 conv")
        desk.act(.tick, after: 599)
        #expect(desk.state.isUnlockedHere)
        desk.act(.tick, after: 600)
        #expect(!desk.state.isUnlockedHere)
        desk = Operating(filter: "412 conv")
        desk.press("+", "enter")
        desk.act(.tick, after: 700)
        #expect(!desk.state.isUnlockedHere && desk.state.confirm == nil)
        #expect(desk.state.editor?.focused?.input.text == "+10%")
        desk.press("y", "enter", "y", "enter", "y")
        #expect(desk.sent.isEmpty)
        desk.press("enter")
        #expect(desk.state.message?.contains(":write") == true)
    }

    @Test("when the clock is set back the ten minutes count from the new time")
    func idleLockClockSetBack() {
        var desk = Operating(filter: "412 conv")
        desk.act(.tick, after: -3_600)
        // 600 seconds from there.
        desk.act(.tick, after: -3_001)
        #expect(desk.state.isUnlockedHere)
        desk.act(.tick, after: -3_000)
        #expect(!desk.state.isUnlockedHere)
    }

    @Test("the editor is seen on a screen too small for its pane beside the caps")
    func smallScreen() {
        for (width, height) in [(60, 20), (60, 12), (100, 12), (40, 8)] {
            var desk = Operating(filter: "412 conv")
            desk.act(.resized(width: width, height: height))
            desk.press("+")
            #expect(desk.shows("Edit ") && desk.shows("+10%") && desk.shows("enter: confirm"), "\(width)x\(height)")
        }
    }

    @Test("100,000 random keys while locked open nothing that changes anything, and send nothing")
    func randomKeysWhileLocked() {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = SeededRandom(seed: seed)
        var desk = Operating(isUnlocked: false)
        let names =
            (33...126).map { String(UnicodeScalar(UInt8($0))) } + ["enter", "escape", "tab", "up", "down", "space"]
        let changing: [Overlay] = [.editor, .bulk, .picker, .confirm]
        var isOpened = false
        for _ in 0..<100_000 {
            // The word that unlocks is the one thing left out.
            if desk.state.prompt.line.hasPrefix("writ") { desk.press("escape") }
            if let name = names.randomElement(using: &random) { desk.press(name) }
            isOpened = isOpened || desk.state.overlays.contains { changing.contains($0) }
        }
        #expect(!isOpened && desk.state.networks.allSatisfy(\.isLocked), "seed \(seed)")
        #expect(
            !desk.effects.contains { effect in
                switch effect {
                case .preview, .findUndo, .send, .sendAll, .deploy: true
                default: false
                }
            }, "seed \(seed)")
    }
}
