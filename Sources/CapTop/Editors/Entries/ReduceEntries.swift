// The keys of a list field's rows: moving, typing, taking the best name for an id, done or discarded.
import Models
import TUIKitLite

func reduceEntriesEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard let entries = state.editor?.entries else { return [] }
    switch edit {
    case .cancel: state.editor?.discardEntries()
    case .accept:
        guard let text = entries.text else {
            state.editor?.entries?.goToProblem()
            return []
        }
        state.editor?.take(entries: text)
    case .paste(let text): state.editor?.entries?.paste(text)
    case .key("tab"):
        if let best = state.namesForEntry.first {
            state.editor?.entries?.replace(with: best.id)
        } else {
            state.editor?.entries?.move(1)
        }
    case .key(let name):
        guard let key = Key(name: name) else { return [] }
        switch (key.code, key.modifiers) {
        case (.down, []): state.editor?.entries?.move(1)
        case (.up, []), (.backTab, _): state.editor?.entries?.move(-1)
        default: state.editor?.entries?.handle(key)
        }
    }
    return []
}

extension AppState {
    /// The affiliates or offers whose names match what is typed where an id belongs, best first; none once it is an id.
    var namesForEntry: [NamedID] {
        guard let editor, let entries = editor.entries else { return [] }
        let text = entries.rows[entries.focus].text
        guard !text.isEmpty, Int(text) == nil else { return [] }
        return FuzzyMatch.best(text, of: names(for: entries.field.name, of: editor.target.network), by: \.name)
    }

    /// The objects that a field's ids name.
    func names(for field: String, of network: String) -> [NamedID] {
        guard let snapshot = networkState(named: network)?.snapshot else { return [] }
        switch field {
        case "network_affiliate_ids": return snapshot.affiliates.map { NamedID(id: $0.id, name: $0.name) }
        case "network_offer_ids", "network_offer_id": return snapshot.offers.map { NamedID(id: $0.id, name: $0.name) }
        default: return []
        }
    }
}
