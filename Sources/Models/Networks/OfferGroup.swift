// Several offers of one advertiser that share a budget (Everflow reference, section 7).

public struct OfferGroup: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    public var status: String
    public var offerIDs: [String]

    public init(id: String, name: String, status: String, offerIDs: [String]) {
        self.id = id
        self.name = name
        self.status = status
        self.offerIDs = offerIDs
    }
}
