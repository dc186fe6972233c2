// The keys of a bulk change: typing with a preview of every row, the one confirmation, the results, and trying again what
// failed.
import Models
import TUIKitLite

func reduceBulkEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard let bulk = state.bulk else { return [] }
    switch edit {
    case .cancel:
        state.leaveBulk()
    case .accept where bulk.phase == .typing: return state.askToConfirmBulk()
    case .accept where bulk.phase == .finished: state.leaveBulk()
    case .key("r") where bulk.phase == .finished: return state.askToConfirmBulk()
    case .paste(let text) where bulk.phase == .typing && bulk.isTyped:
        state.bulk?.input.paste(text)
        state.bulk?.propose()
    case .key(let name):
        guard let key = Key(name: name) else { return [] }
        state.handleBulk(key)
    case .accept, .paste: break
    }
    return []
}

/// One object of the bulk change has been dealt with.
func reduceBulkWritten(_ state: inout AppState, _ edit: Edit, _ outcome: EditOutcome) -> [Effect] {
    if case .conflict = outcome { state.doubtLists(of: edit.target.network) }
    guard let bulk = state.noteWritten(edit, outcome), bulk.phase == .finished else { return [] }
    return state.fetchAfterChange(of: edit.target.network) + state.auditAfterChange
}

extension AppState {
    /// Opens a change of everything that is marked in the pane in focus.
    mutating func openBulk(typed: String) -> [Effect] {
        let subjects = markedSubjects
        let networks = Set(subjects.map(\.target.network)).sorted()
        guard let network = networks.first else {
            let key = keymap.keyName(of: .selectionClear) ?? ":selection.clear"
            message = "what was marked is gone; \(key) drops the marks"
            return []
        }
        guard networks.count == 1 else {
            message = "marks of \(networks.joined(separator: " and ")): one change is about one network"
            return []
        }
        open(BulkEditor(subjects, network: network, batch: batchName, typed: typed))
        return []
    }

    mutating func open(_ bulk: BulkEditor) {
        self.bulk = bulk
        overlays.append(.bulk)
    }

    /// Different for each bulk change of an operator.
    var batchName: String { "bulk-\(now.milliseconds)" }

    fileprivate mutating func handleBulk(_ key: Key) {
        let page = max(1, BulkView.visibleRows(in: size))
        let last = max(0, (bulk?.rows.count ?? 0) - page)
        let first = bulk?.firstRow ?? 0
        switch (key.code, key.modifiers) {
        case (.down, []): bulk?.firstRow = min(last, first + 1)
        case (.up, []): bulk?.firstRow = max(0, first - 1)
        case (.pageDown, []): bulk?.firstRow = min(last, first + page)
        case (.pageUp, []): bulk?.firstRow = max(0, first - page)
        default:
            guard bulk?.phase == .typing, bulk?.isTyped == true, typeInBulk(key) else { return }
            bulk?.propose()
        }
    }

    /// - Returns: false for a key that means nothing in the line.
    private mutating func typeInBulk(_ key: Key) -> Bool {
        if let step = keymap.command(for: key)?.percentStep, bulk?.input.step(by: step) == true { return true }
        return bulk?.input.handle(key) == true
    }

    mutating func askToConfirmBulk() -> [Effect] {
        guard let bulk else { return [] }
        guard !isLocked(bulk.network) else {
            message = "locked: esc, then :write"
            return []
        }
        return ask(bulk.edits)
    }

    mutating func sendBulk(_ edits: [Edit], _ token: WriteToken) -> [Effect] {
        guard let bulk else { return [] }
        self.bulk?.begin(edits)
        return [.sendAll(edits, token, batch: bulk.batch, undoOf: bulk.undoOf)]
    }

    /// Finds the bulk change that it is of: the one on screen, or one that was left, which is told of when all is done.
    fileprivate mutating func noteWritten(_ edit: Edit, _ outcome: EditOutcome) -> BulkEditor? {
        if bulk?.note(edit, outcome) == true { return bulk }
        for place in leftBulks.indices where leftBulks[place].note(edit, outcome) {
            let left = leftBulks[place]
            guard left.phase == .finished else { return left }
            leftBulks.remove(at: place)
            unmarkApplied(of: left)
            message = left.resultText
            return left
        }
        return nil
    }

    /// What was changed is not changed once more by the next key; an undo and a move were not about marks.
    private mutating func unmarkApplied(of bulk: BulkEditor) {
        if bulk.isTyped { unmark(bulk.appliedTargets) }
    }

    /// What is on its way goes on; what comes of it is told in the bottom line.
    fileprivate mutating func leaveBulk() {
        if let bulk {
            if bulk.phase == .finished { unmarkApplied(of: bulk) }
            if bulk.phase == .sending { leftBulks.append(bulk) }
        }
        bulk = nil
        overlays.removeAll { $0 == .bulk }
    }
}
