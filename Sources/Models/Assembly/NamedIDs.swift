// Names that thousands of caps give, each made once while a snapshot is assembled. Knows no network.

struct NamedIDs<Key: Hashable & Sendable>: Sendable {
    private var known: [Key: NamedID] = [:]

    /// - Parameter make: what to call that key, when it is asked for the first time.
    mutating func named(_ key: Key, _ make: (Key) -> NamedID) -> NamedID {
        if let named = known[key] { return named }
        let named = make(key)
        known[key] = named
        return named
    }
}
