// What traffic is sent to: an Everflow offer, or a LeadConduit flow.

public struct Offer: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    /// `offer_status`, or `enabled`/`disabled` for a flow; unknown words are shown as they came.
    public var status: String
    /// The offer group it belongs to, if any.
    public var groupID: String?

    public init(id: String, name: String, status: String, groupID: String? = nil) {
        self.id = id
        self.name = name
        self.status = status
        self.groupID = groupID
    }
}
