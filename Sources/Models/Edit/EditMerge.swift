// How an edit meets what changed underneath it. Never decides for the operator: a clash is reported, not resolved.

/// What became of an edit when its object was read again.
public enum EditMerge: Hashable, Sendable {
    /// Nothing clashes and something is left to write.
    case ready(Edit)
    /// The network already has every proposed value.
    case alreadySo(Edit)
    /// Somebody else gave these fields other values.
    case conflict(Edit, fields: [String])
    /// Nothing clashes, but the LeadConduit flow that would be written back whole was saved by somebody since the
    /// operator looked (LeadConduit reference, 3.5).
    case flowChanged(Edit)
    /// The object is not there any more.
    case gone(Edit)
}

extension Edit {
    /// The edit with what the network says now. Fields that are not changed here never clash.
    public func merged(withLive live: [String: FieldValue]) -> Edit {
        var result = self
        for index in changes.indices {
            if let value = live[changes[index].field] { result.changes[index].live = value }
        }
        return result
    }

    /// Meets the object as read just now.
    public func merge(with live: LiveObject?) -> EditMerge {
        let merge = merge(live: live?.values)
        guard case .ready(let edit) = merge, target.kind.network == .leadconduit, let baseVersion,
            live?.version != baseVersion
        else { return merge }
        return .flowChanged(edit)
    }

    /// Meets the values as read just now.
    ///
    /// - Parameter live: nil when the object does not exist. That is what a creation expects and what a deletion wants.
    public func merge(live: [String: FieldValue]?) -> EditMerge {
        switch (action, live) {
        case (.create, nil): return .ready(self)
        case (.delete, nil): return .alreadySo(self)
        case (.change, nil): return .gone(self)
        case (.create, let live?):
            let edit = merged(withLive: live)
            return .conflict(edit, fields: edit.fields)
        case (.delete, let live?), (.change, let live?):
            let edit = merged(withLive: live)
            let conflicts = edit.conflicts
            if !conflicts.isEmpty { return .conflict(edit, fields: conflicts) }
            if case .delete = action { return .ready(edit) }
            return edit.pending.isEmpty ? .alreadySo(edit) : .ready(edit)
        }
    }

    /// Fields whose live value differs from both base and mine.
    public var conflicts: [String] { changes.filter(\.isConflict).map(\.field) }

    /// The changes that still have to be written.
    public var pending: [FieldChange] { changes.filter(\.isPending) }
}
