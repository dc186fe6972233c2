// An operator at the keyboard of a dashboard without terminal and network: keys go in, reads are answered from a table of
// objects, and what would be sent is kept.
import Models
import TUIKitLite
import Testing

@testable import CapTop

struct Operating {
    var state: AppState
    /// What the networks have, by target text. An object that is not here does not exist.
    var objects: [String: LiveObject] = [:]
    /// Reads wait until `answerReads()`.
    var holdsReads = false
    /// A frame after each action; without, keys come faster than the screen.
    var isDrawn = true
    private(set) var effects: [Effect] = []
    private var waiting: [EditTarget] = []

    /// - Parameter filter: typed first, so that one row is under the cursor.
    init(filter: String = "", environment: NetworkEnvironment = .sandbox, isUnlocked: Bool = true) {
        state = Sample.state()
        state.networks[0].network.environment = environment
        for live in [Sample.live412()].compactMap({ $0 }) { objects[live.target.text] = live }
        if !filter.isEmpty {
            act(.command(.filterOpen))
            act(.edit(.paste(filter)))
            act(.edit(.accept))
        }
        if isUnlocked { act(.command(.write)) }
        effects = []
    }

    mutating func act(_ action: Action, after seconds: Int64 = 0) {
        for effect in reduce(&state, action, at: Sample.now.adding(seconds: seconds)) {
            guard case .read(let target) = effect else {
                effects.append(effect)
                continue
            }
            if holdsReads { waiting.append(target) } else { answer(target) }
        }
        if isDrawn, state.confirm?.isShown == false { act(.confirmShown, after: seconds) }
    }

    private mutating func answer(_ target: EditTarget) {
        act(.objectRead(target, objects[target.text].map(ObjectReading.found) ?? .absent))
    }

    mutating func answerReads() {
        let targets = waiting
        waiting = []
        for target in targets { answer(target) }
    }

    /// Presses keys by name, as they come from the terminal.
    mutating func press(_ names: String...) {
        for name in names {
            let known = Key(name: name)
            if known == nil { Issue.record("there is no key '\(name)'") }
            guard let key = known, let action = state.action(for: .key(key)) else { continue }
            act(action)
        }
    }

    mutating func type(_ text: String) {
        for character in text { press(character == " " ? "space" : String(character)) }
    }

    mutating func paste(_ text: String) {
        if let action = state.action(for: .paste(text)) { act(action) }
    }

    /// What was handed over for sending, with a token that covers it.
    var sent: [Edit] {
        effects.flatMap { effect -> [Edit] in
            switch effect {
            case .send(let edit, let token, _, _), .deploy(let edit, let token): token.covers(edit) ? [edit] : []
            case .sendAll(let edits, let token, _, _): edits.filter(token.covers)
            default: []
            }
        }
    }

    var summaries: [[String]] { sent.map { $0.summary() } }

    /// The screen as lines of text.
    var screen: [String] {
        guard let theme = Theme.named("mono", colors: 0, noColor: true) else { return [] }
        return view(state, look: Look(theme: theme, glyphs: .ascii)).lines()
    }

    func shows(_ text: String) -> Bool { screen.contains { $0.contains(text) } }
}

extension Sample {
    /// Custom cap 412 as its network answers it: 40 conversions and 5000 clicks a day.
    static func live412(daily: Int = 40, name: String = "Harbor ramp-up", isSoft: Bool = false) -> LiveObject? {
        let body = """
            {"network_custom_cap_setting_id":412,"network_affiliate_id":51,"network_offer_id":204,"name":"\(name)",
            "is_soft_cap":\(isSoft),"daily_conversion_cap":\(daily),"daily_click_cap":5000,"time_saved":1}
            """
        return live(body, "acme/custom:412")
    }

    static func live(_ body: String, _ target: String) -> LiveObject? {
        guard let target = EditTarget(text: target), let tree = try? JSONValue.parse(Array(body.utf8)) else {
            return nil
        }
        return target.kind.network == .everflow
            ? LiveObject(everflow: tree, target: target) : LiveObject(flow: tree, target: target)
    }

    /// The flow of the sample's caps, with cap a1 at `maximum`.
    static func liveFlowCap(maximum: Int = 2000, version: String = "v1", note: String = "") -> LiveObject? {
        let body = """
            {"id":"696f6dcfd3e4b5a697887701","name":"Solar Leads","updated_at":"\(version)","note":"\(note)",
            "caps":[{"id":"a1","name":"Solar monthly total","maximum":\(maximum),"duration":1,"duration_units":"month"}]}
            """
        return live(body, "leads/cap:a1")
    }
}
