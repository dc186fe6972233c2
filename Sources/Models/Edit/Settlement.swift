// What a read-back says about a write whose answer never came, or about one that was answered.

/// How an object stands to an edit.
public enum Settlement: Hashable, Sendable {
    /// Every proposed value is there.
    case applied
    /// Everything is as it was before.
    case notApplied
    /// Neither: these fields hold something else.
    case different(fields: [String])
}

extension Edit {
    /// - Parameter live: nil when the object does not exist.
    public func settled(by live: LiveObject?) -> Settlement {
        switch (action, live) {
        case (.create, nil): return .notApplied
        case (.delete, nil): return .applied
        case (.change, nil): return .different(fields: fields)
        case (.delete, _?): return .notApplied
        case (.create, let live?): return settled(live.values, whenDifferent: changes.filter { $0.mine != .none })
        case (.change, let live?): return settled(live.values, whenDifferent: changes)
        }
    }

    private func settled(_ live: [String: FieldValue], whenDifferent changes: [FieldChange]) -> Settlement {
        let missing = changes.filter { (live[$0.field] ?? .none) != $0.mine }
        if missing.isEmpty { return .applied }
        if case .change = action, changes.allSatisfy({ (live[$0.field] ?? .none) == $0.base }) { return .notApplied }
        return .different(fields: missing.map(\.field))
    }
}
