// The picker's keys: typing narrows, Enter takes the affiliate, then the offer, and opens the editor of a new custom cap.
import Models
import TUIKitLite

func reducePickerEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard var picker = state.picker else { return [] }
    switch edit {
    case .cancel:
        guard picker.stepBack() else {
            state.closePicker()
            return []
        }
    case .accept: return state.pick()
    case .paste(let text):
        picker.input.paste(text)
        picker.selected = 0
    case .key(let name):
        guard let key = Key(name: name) else { return [] }
        picker.handle(key)
    }
    state.picker = picker
    return []
}

extension AppState {
    /// Opens the choice of affiliate and offer, in the network of the row under the cursor if it is Everflow.
    mutating func openPicker() {
        let everflow = networks.filter { $0.network.kind == .everflow && !$0.isLocked && $0.snapshot != nil }
        let here = selectedCap?.object.id.network
        guard let network = everflow.first(where: { $0.network.name == here }) ?? everflow.first,
            let snapshot = network.snapshot
        else {
            message = "custom caps are Everflow's: no unlocked Everflow network is loaded"
            return
        }
        picker = PairPicker(network: network.network.name, snapshot: snapshot)
        overlays.append(.picker)
    }

    fileprivate mutating func closePicker() {
        picker = nil
        overlays.removeAll { $0 == .picker }
    }

    fileprivate mutating func pick() -> [Effect] {
        guard let picker, picker.candidates.indices.contains(picker.selected) else { return [] }
        let chosen = picker.candidates[picker.selected]
        guard let affiliate = picker.affiliate else {
            self.picker?.chose(affiliate: chosen)
            return []
        }
        closePicker()
        if let existing = customCap(affiliate: affiliate.id, offer: chosen.id, in: picker.network) {
            message = "there is \(existing.title) already"
            return open(ObjectEditor(existing.target, title: existing.title, known: existing.known))
        }
        guard let affiliateID = Int(affiliate.id), let offerID = Int(chosen.id) else { return [] }
        let pair = CustomCapPair(affiliateID: affiliateID, offerID: offerID)
        let target = EditTarget(network: picker.network, newCustomCapFor: pair)
        return open(
            ObjectEditor(target, .create(pair), title: "\(affiliate.name), \(chosen.name), new custom cap"))
    }

    private func customCap(affiliate: String, offer: String, in network: String) -> EditSubject? {
        let meter = networkState(named: network)?.snapshot?.meters.first { meter in
            meter.object.scope == .custom && meter.object.affiliate?.id == affiliate && meter.object.offer?.id == offer
        }
        return meter.flatMap(capSubject)
    }
}

extension PairPicker {
    fileprivate mutating func handle(_ key: Key) {
        let last = max(0, candidates.count - 1)
        switch (key.code, key.modifiers) {
        case (.down, []), (.tab, []): selected = min(last, selected + 1)
        case (.up, []), (.backTab, _): selected = max(0, selected - 1)
        default: if input.handle(key) { selected = 0 }
        }
    }
}
