// The undo of one journal entry, and whether the object still is as that entry left it.

/// One edit that takes one entry back.
public struct UndoItem: Hashable, Sendable {
    /// The journal entry that it takes back.
    public let entry: Int64
    /// On top of what the entry wrote. What people know the object by is known from `checked(with:)` on; until then its name
    /// is its target's text.
    public let edit: Edit

    /// - Throws: why the entry cannot be taken back, as a sentence.
    init(_ entry: JournalEntry) throws(FieldProblem) {
        guard let id = entry.id else { throw FieldProblem("this entry is not in the journal") }
        guard UndoItem.tookEffect(entry) else {
            throw FieldProblem("entry \(id) cannot be undone: it is \(entry.outcome.rawValue)")
        }
        guard !UndoItem.isDeploy(entry) else {
            throw FieldProblem("entry \(id) only made live what an earlier one saved: undo that one")
        }
        guard let written = Edit(journalled: entry) else {
            throw FieldProblem("entry \(id) cannot be undone: \(entry.target) is no object that captop changes")
        }
        if case .delete(let pair?) = written.action, pair.affiliateID < 1 || pair.offerID < 1 {
            throw FieldProblem(
                "entry \(id) cannot be undone: it does not say which affiliate and offer the cap was for")
        }
        guard var edit = written.inverse(createdKey: Edit.createdKey(entry)) else {
            throw FieldProblem("entry \(id) cannot be undone: it does not say which id the new object got")
        }
        edit.objectName = UndoItem.name(entry) ?? edit.target.text
        self.init(entry: id, edit: edit)
    }

    private init(entry: Int64, edit: Edit) {
        self.entry = entry
        self.edit = edit
    }

    /// What the object was called, when the entry says so.
    private static func name(_ entry: JournalEntry) -> String? {
        for values in [entry.after, entry.before] {
            if case .text(let name) = values["name"], !name.isEmpty { return name }
        }
        return nil
    }

    static func tookEffect(_ entry: JournalEntry) -> Bool {
        entry.outcome == .applied || entry.outcome == .savedNotLive
    }

    /// The entry of a deploy that was tried again (LeadConduit reference, 3.5). The first deploy has no entry of its own.
    static func isDeploy(_ entry: JournalEntry) -> Bool {
        entry.method == .post && entry.path.hasPrefix("/flows/") && entry.path.hasSuffix("/deploy")
    }
}

// Against the network.
extension UndoItem {
    /// The undo on top of the object as read just now, with its name, flow and version; a deletion with all that is lost.
    ///
    /// - Parameter live: what reading `edit.target` gave.
    /// - Throws: what the object has in place of what was written, as a sentence.
    public func checked(with live: LiveObject?) throws(FieldProblem) -> UndoItem {
        switch (edit.action, live) {
        case (.create, nil): return self
        case (.create(nil), _?): return self
        case (.create(let pair?), _?):
            throw FieldProblem("affiliate \(pair.affiliateID) has another custom cap on offer \(pair.offerID) by now")
        case (.change, nil), (.delete, nil):
            throw FieldProblem("there is no \(edit.target.kind.noun) \(edit.target.key) any more")
        case (.change, let live?):
            try compare(edit.changes, with: live)
            var edit = edit
            edit.target = live.target
            edit.objectName = live.name
            edit.baseVersion = live.version
            return UndoItem(entry: entry, edit: edit)
        case (.delete, let live?):
            guard let deletion = Edit.deleting(live) else {
                throw FieldProblem("the answer does not say which affiliate and offer \(live.name) is for")
            }
            // Other limits that it got since would be lost without a word. What a new object of the money side has where
            // nothing was given is in the journal.
            let written = edit.before
            let isMoney = edit.target.kind.money != nil
            try compare(
                deletion.changes.compactMap { change in
                    (written[change.field] ?? (isMoney ? nil : change.base.unset)).map { value in
                        FieldChange(field: change.field, base: value, mine: .none)
                    }
                }, with: live)
            return UndoItem(entry: entry, edit: deletion)
        }
    }

    private func compare(_ changes: [FieldChange], with live: LiveObject) throws(FieldProblem) {
        let differing = changes.filter { (live.values[$0.field] ?? .none) != $0.base }
        guard let first = differing.first else { return }
        let texts = differing.map { change in
            let field = EditField.named(change.field, of: edit.target.kind)
            let value = live.values[change.field] ?? .none
            let now = field?.display(value) ?? value.text
            let written = field?.display(change.base) ?? change.base.text
            return "\(change.field) is \(now) now, not \(written)"
        }
        throw FieldProblem(field: first.field, "\(live.name) was changed since: \(texts.joined(separator: ", "))")
    }
}

extension FieldValue {
    /// What a new custom cap has where nothing was given (Everflow reference, 4.2).
    fileprivate var unset: FieldValue {
        switch self {
        case .quantity: .quantity(.zero)
        case .text: .text("")
        case .flag: .flag(false)
        case .list: .list([])
        case .none: .none
        }
    }
}
