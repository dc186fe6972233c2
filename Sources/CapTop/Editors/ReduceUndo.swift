// Undo: what the journal says was written last is proposed the other way round, when the network still has it.
import Models
import TUIKitLite

/// A change that takes one journal entry back.
struct UndoChange: Equatable, Codable, Sendable {
    var edit: Edit
    /// The journal entry that it takes back.
    var entry: Int64
    /// The object as just read; nil when it is to be created again.
    var live: LiveObject?
}

/// What the journal and the networks say of an undo.
enum UndoFinding: Equatable, Codable, Sendable {
    /// Why nothing is proposed, a sentence; and the journal entries that cannot be taken back any more.
    case nothing(String, entries: [Int64])
    /// What takes the change back.
    ///
    /// - leftOut: why objects of the same change are not taken back, a sentence each.
    case changes([UndoChange], leftOut: [String] = [])
}

func reduceUndoFound(_ state: inout AppState, _ finding: UndoFinding) -> [Effect] {
    guard state.editor == nil, state.bulk == nil else { return [] }
    if state.message == AppState.undoSought { state.message = nil }
    switch finding {
    case .nothing(let sentence, let entries):
        state.message = sentence
        state.notUndoable.formUnion(entries)
    case .changes where !state.overlays.isEmpty:
        // Whoever types something meanwhile does not answer a question that was not there.
        state.isUndoFound = true
    case .changes(let changes, let leftOut):
        guard let first = changes.first else { return [] }
        guard !state.isLocked(first.edit.target.network) else {
            state.message = "\(first.edit.target.text) is locked; :write unlocks"
            return []
        }
        return changes.count == 1 && leftOut.isEmpty ? state.openUndo(first) : state.openUndo(changes, leftOut)
    }
    return []
}

extension AppState {
    fileprivate static let undoSought = "reading the journal and the objects"

    mutating func findUndo(entry: Int64?, except: Set<Int64>) -> [Effect] {
        message = AppState.undoSought
        return [.findUndo(entry: entry, except: except)]
    }

    /// Once nothing lies over the screen any more.
    mutating func tellOfUndo() {
        guard isUndoFound, overlays.isEmpty else { return }
        isUndoFound = false
        message = "what can be undone has been found: \(keymap.keyNames(of: .undo)) shows it"
    }

    fileprivate mutating func openUndo(_ change: UndoChange) -> [Effect] {
        let edit = change.edit
        let purpose: ObjectEditor.Purpose =
            switch edit.action {
            case .change: .change
            case .create(let pair): .create(pair)
            case .delete: .delete
            }
        // Into what is to be deleted nothing is put.
        let changes = purpose == .delete ? [] : edit.changes.filter { $0.mine != $0.base }
        let given = Dictionary(changes.map { ($0.field, $0.mine) }, uniquingKeysWith: { $1 })
        var editor = ObjectEditor(
            edit.target, purpose, title: "undo: \(title(of: edit))", given: given, focus: changes.first?.field)
        if let live = change.live { editor.meet(live) }
        editor.undoOf = change.entry
        let effects = open(editor)
        return effects + askToConfirm()
    }

    /// As the panes call an object with caps: `Harbor Media, Sunrise Kettle CPA, custom cap 412`; nil for any other.
    func shownTitle(of target: EditTarget) -> String? {
        shownObject(of: target).map { SubjectText.title(of: $0) }
    }

    /// As the network calls an object with caps; nil for any other.
    func shownName(of target: EditTarget) -> String? { shownObject(of: target)?.name }

    private func shownObject(of target: EditTarget) -> CapObject? {
        guard [.customCap, .offer, .offerGroup, .leadCap].contains(target.kind) else { return nil }
        let meters = networkState(named: target.network)?.snapshot?.meters
        return meters?.first { $0.object.isEdited(as: target) }?.object
    }

    /// The same of any object, from what the edit itself knows where nothing is shown of it.
    private func title(of edit: Edit) -> String {
        let target = edit.target
        let snapshot = networkState(named: target.network)?.snapshot
        func name(ofOffer id: String) -> String { snapshot?.offers.first { $0.id == id }?.name ?? id }
        if case .create(let pair?) = edit.action {
            let id = String(pair.affiliateID)
            let affiliate = snapshot?.affiliates.first { $0.id == id }?.name ?? id
            return "\(affiliate), \(name(ofOffer: String(pair.offerID))), new custom cap"
        }
        if let shown = shownTitle(of: target) { return shown }
        switch target.kind {
        case .customCap, .offerGroup, .leadCap: return edit.objectName
        case .source: return "\(edit.objectName), source of \(name(ofOffer: target.flowID ?? "-"))"
        case .offer, .affiliate, .flow, .customPayout, .tieredCommission, .affiliateTier:
            return "\(edit.objectName), \(target.kind.noun) \(target.key)"
        }
    }

    fileprivate mutating func openUndo(_ changes: [UndoChange], _ leftOut: [String]) -> [Effect] {
        let rows = changes.map { change in
            BulkRow(title: change.edit.objectName, edit: change.edit, undoOf: change.entry)
        }
        let title = "Undo \(Figures.counted(changes.count, "change", "changes"))"
        open(
            BulkEditor(
                rows + leftOut.map { BulkRow(title: "not undone", problem: $0) }, title: title,
                network: changes[0].edit.target.network, batch: batchName))
        return []
    }
}
