// What the journal says can be taken back, and with which edits: across sessions, because it needs nothing else. UndoItem
// tells whether the network still has what was written, with the object as read just now.

/// The undo of one write, or of all writes of one bulk change.
public struct UndoStep: Hashable, Sendable {
    /// Newest first. Never empty.
    public let items: [UndoItem]

    public var edits: [Edit] { items.map(\.edit) }

    /// The next thing to undo.
    ///
    /// That is the newest entry that took effect, is not itself an undo and has not been taken back, with all such entries
    /// of its batch. What is saved and not live counts as taken effect: it goes live with anybody's next deploy. A retried
    /// deploy is part of the entry that saved, and what the journal does not tell enough of is passed over.
    ///
    /// - Parameters:
    ///   - entries: the journal's, newest first and without gaps.
    ///   - profiles: those in use. An entry of another environment is as foreign as one of another profile.
    ///   - except: entries that shall not be proposed, because their objects were found changed.
    public static func next(
        in entries: [JournalEntry], profiles: [String: NetworkEnvironment], except: Set<Int64> = []
    ) -> UndoStep? {
        let undone = undone(in: entries)
        let candidates = entries.lazy.filter { entry in
            guard let id = entry.id, entry.undoOf == nil, !undone.contains(id), !except.contains(id) else {
                return false
            }
            return profiles[entry.profile] == entry.environment
        }
        for entry in candidates {
            guard let item = try? UndoItem(entry) else { continue }
            guard let batch = entry.batch else { return UndoStep(items: [item]) }
            let others = candidates.filter { $0.batch == batch && $0.profile == entry.profile }
            return UndoStep(items: others.compactMap { try? UndoItem($0) })
        }
        return nil
    }

    /// The undo of one entry alone; also of an undo, which does again what that took back.
    ///
    /// - Parameter entries: the journal's, newest first and without gaps from the newest down to `entry`.
    /// - Throws: why it cannot be taken back, as a sentence.
    public init(
        of entry: JournalEntry, in entries: [JournalEntry], profiles: [String: NetworkEnvironment]
    ) throws(FieldProblem) {
        guard let environment = profiles[entry.profile] else {
            throw FieldProblem("profile \(entry.profile) is not in use")
        }
        guard environment == entry.environment else {
            throw FieldProblem(
                "this was written to \(entry.environment.rawValue), and profile \(entry.profile) is \(environment.rawValue) now"
            )
        }
        var entry = entry
        if UndoItem.isDeploy(entry), let saved = UndoStep.saved(before: entry, in: entries) { entry = saved }
        let item = try UndoItem(entry)
        guard !UndoStep.undone(in: entries).contains(item.entry) else {
            throw FieldProblem("entry \(item.entry) has been undone already")
        }
        items = [item]
    }

    private init(items: [UndoItem]) {
        self.items = items
    }

    /// Entries that a later one took back and that nothing has brought again since. An undo that is under way counts.
    private static func undone(in entries: [JournalEntry]) -> Set<Int64> {
        var undone: Set<Int64> = []
        // Newest first: whether an undo was itself undone is known when its turn comes.
        for entry in entries {
            guard let id = entry.id, let undoOf = entry.undoOf, !undone.contains(id) else { continue }
            if entry.outcome == .sent || UndoItem.tookEffect(entry) { undone.insert(undoOf) }
        }
        return undone
    }

    /// The entry whose change a retried deploy made live.
    private static func saved(before deploy: JournalEntry, in entries: [JournalEntry]) -> JournalEntry? {
        entries.first { entry in
            guard let id = entry.id, let deployID = deploy.id, id < deployID else { return false }
            return entry.target == deploy.target && entry.profile == deploy.profile && entry.after == deploy.after
                && entry.outcome == .savedNotLive
        }
    }
}
