// A list answer of LeadConduit: one JSON array with everything, in no promised order (LeadConduit reference, 1.3).

extension LeadConduit {
    /// The usable elements of a list.
    public struct Listing<Element: Sendable>: Sendable {
        public var items: [Element]
        /// What was passed over or taken as empty, one sentence each.
        public var skipped: [String]

        public init(items: [Element], skipped: [String] = []) {
            self.items = items
            self.skipped = skipped
        }
    }
}

extension LeadConduit.Listing: Equatable where Element: Equatable {}

extension LeadConduit.Listing where Element: WireObject {
    static func read(_ bytes: [UInt8]) throws(WireError) -> LeadConduit.Listing<Element> {
        try WireAnswer.document(bytes).withRoot { root throws(WireError) in
            guard root.isArray else {
                throw WireAnswer.refusal(root) ?? .malformed("not a list")
            }
            let notes = WireNotes()
            let items: [Element] = WireReader.rows(root, notes: notes)
            return LeadConduit.Listing(items: items, skipped: notes.lines)
        }
    }
}

extension LeadConduit.Listing: JSONWritable where Element: JSONWritable {
    public func json() -> JSONValue { .array(items.map { $0.json() }) }
}
