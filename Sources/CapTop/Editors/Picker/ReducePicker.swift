// The picker's keys: typing narrows, Enter takes the best, and the last choice opens the editor of what comes of it.
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
        picker = Picker(
            .customCap(network: network.network.name), title: "New custom cap, \(network.network.name)",
            stages: [
                Picker.Stage(
                    label: "affiliate", choices: snapshot.affiliates.map { NamedID(id: $0.id, name: $0.name) }),
                Picker.Stage(label: "offer", choices: snapshot.offers.map { NamedID(id: $0.id, name: $0.name) }),
            ])
        overlays.append(.picker)
    }

    fileprivate mutating func closePicker() {
        picker = nil
        overlays.removeAll { $0 == .picker }
    }

    fileprivate mutating func pick() -> [Effect] {
        guard picker?.choose() == true, let picker else { return [] }
        closePicker()
        switch picker.purpose {
        case .customCap(let network): return openCustomCap(picker.chosen[0], picker.chosen[1], in: network)
        case .tierMove(let tier, let network): return openTierMove(picker.chosen[0], to: tier, in: network)
        case .edit: return openEditor(onTarget: picker.chosen[0].id)
        }
    }

    /// Opens the choice among all that the lists of the unlocked networks have, with caps or without.
    mutating func openObjectPicker() {
        let choices = networks.filter { !$0.isLocked }.flatMap { network in
            network.editable.map { NamedID(id: $0.target.text, name: $0.name) }
        }
        guard !choices.isEmpty else {
            message = "no unlocked network is loaded"
            return
        }
        picker = Picker(.edit, title: "Edit", stages: [Picker.Stage(label: "name", choices: choices)])
        overlays.append(.picker)
    }

    private mutating func openEditor(onTarget text: String) -> [Effect] {
        guard let subject = EditTarget(text: text).flatMap(subject(of:)) else { return [] }
        return open(ObjectEditor(subject.target, title: subject.title, known: subject.known))
    }

    /// The editor of a new custom cap, or of the one that the pair has.
    private mutating func openCustomCap(_ affiliate: NamedID, _ offer: NamedID, in network: String) -> [Effect] {
        if let existing = customCap(affiliate: affiliate.id, offer: offer.id, in: network) {
            message = "there is \(existing.title) already"
            return open(ObjectEditor(existing.target, title: existing.title, known: existing.known))
        }
        guard let affiliateID = Int(affiliate.id), let offerID = Int(offer.id) else { return [] }
        let pair = CustomCapPair(affiliateID: affiliateID, offerID: offerID)
        let target = EditTarget(network: network, newCustomCapFor: pair)
        return open(ObjectEditor(target, .create(pair), title: "\(affiliate.name), \(offer.name), new custom cap"))
    }

    private func customCap(affiliate: String, offer: String, in network: String) -> EditSubject? {
        let meter = networkState(named: network)?.snapshot?.meters.first { meter in
            meter.object.scope == .custom && meter.object.affiliate?.id == affiliate && meter.object.offer?.id == offer
        }
        return meter.flatMap(capSubject)
    }
}

extension NetworkState {
    /// What can be edited without one of its caps. A source needs its flow, which only its caps tell.
    fileprivate var editable: [(target: EditTarget, name: String)] {
        guard let snapshot else { return [] }
        func target(_ kind: EditableKind, _ id: String) -> EditTarget {
            EditTarget(network: network.name, kind: kind, key: id)
        }
        switch network.kind {
        case .leadconduit: return snapshot.offers.map { (target(.flow, $0.id), $0.name) }
        case .everflow:
            return snapshot.offers.map { (target(.offer, $0.id), $0.name) }
                + snapshot.groups.map { (target(.offerGroup, $0.id), $0.name) }
                + snapshot.affiliates.map { (target(.affiliate, $0.id), $0.name) }
        }
    }
}

extension Picker {
    fileprivate mutating func handle(_ key: Key) {
        let last = max(0, candidates.count - 1)
        switch (key.code, key.modifiers) {
        case (.down, []), (.tab, []): selected = min(last, selected + 1)
        case (.up, []), (.backTab, _): selected = max(0, selected - 1)
        default: if input.handle(key) { selected = 0 }
        }
    }
}
