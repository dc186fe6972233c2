// The body of a custom cap's creation (Everflow reference, 4.2): what a person chooses, before the server gives it an id.

extension Everflow {
    /// A custom cap to be. Members that the body leaves out are nil; limits left out mean 0.
    public struct CustomCapDraft: Hashable, Sendable, JSONWritable {
        public var affiliateID: Int?
        public var offerID: Int?
        public var name: String?
        public var caps = CapMatrix()
        public var isSoftCap: Bool?

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> CustomCapDraft {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.CustomCapDraft: WireObject {
    static let noun = "custom cap"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_affiliate_id", &affiliateID)
        fields.field("network_offer_id", &offerID)
        fields.field("name", &name)
        fields.caps(&caps)
        fields.field("is_soft_cap", &isSoftCap)
    }
}
