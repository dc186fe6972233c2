// Who sends traffic: an Everflow affiliate, or the entity behind a LeadConduit flow's source.

public struct Affiliate: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    /// `account_status`, or `enabled`/`disabled` for a source; unknown words are shown as they came.
    public var status: String

    public init(id: String, name: String, status: String) {
        self.id = id
        self.name = name
        self.status = status
    }
}
