// What the money side has to know of one offer: its own entries, whose it is, in which zone its days begin. Knows no
// settings and no affiliates.

/// The money side of one offer.
public struct OfferMoney: Hashable, Sendable {
    public var id: Int
    /// Commissions may name advertisers; nil when the answer did not say.
    public var advertiserID: Int?
    /// ISO 4217; nil for the network's.
    public var currency: String?
    /// IANA zone in which days and months begin: that of the offer's caps, else the network's (Everflow reference, 2).
    public var timeZone: String
    /// As far as the answers gave them: the offer's own, else those that custom settings replace.
    public var entries: [Everflow.PayoutRevenue]

    public init(
        id: Int, advertiserID: Int? = nil, currency: String? = nil, timeZone: String,
        entries: [Everflow.PayoutRevenue] = []
    ) {
        self.id = id
        self.advertiserID = advertiserID
        self.currency = currency
        self.timeZone = timeZone
        self.entries = entries
    }
}
