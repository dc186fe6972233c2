// The money side as data, for recorded actions: wire objects as the JSON that they are on the wire.

extension NetworkMoney: Codable {
    private enum Key: String, CodingKey {
        case payouts, commissions, tiers, unreadPayouts, offers, counts, timeZone
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            payouts: try container.decodeIfPresent([WireText].self, forKey: .payouts)?.map { try $0.value() },
            commissions: try container.decodeIfPresent([WireText].self, forKey: .commissions)?.map { try $0.value() },
            tiers: try container.decodeIfPresent([WireText].self, forKey: .tiers)?.map { try $0.value() },
            unreadPayouts: try container.decode(Set<Int>.self, forKey: .unreadPayouts),
            offers: try container.decode([Int: OfferMoney].self, forKey: .offers),
            counts: try container.decode(CommissionCounts.self, forKey: .counts),
            timeZone: try container.decode(String.self, forKey: .timeZone))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(payouts?.map { WireText($0) }, forKey: .payouts)
        try container.encodeIfPresent(commissions?.map { WireText($0) }, forKey: .commissions)
        try container.encodeIfPresent(tiers?.map { WireText($0) }, forKey: .tiers)
        try container.encode(unreadPayouts.sorted(), forKey: .unreadPayouts)
        try container.encode(offers, forKey: .offers)
        try container.encode(counts, forKey: .counts)
        try container.encode(timeZone, forKey: .timeZone)
    }
}

extension OfferMoney: Codable {
    private enum Key: String, CodingKey {
        case id, advertiserID, currency, timeZone, entries
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(Int.self, forKey: .id),
            advertiserID: try container.decodeIfPresent(Int.self, forKey: .advertiserID),
            currency: try container.decodeIfPresent(String.self, forKey: .currency),
            timeZone: try container.decode(String.self, forKey: .timeZone),
            entries: try container.decode([WireText].self, forKey: .entries).map { try $0.value() })
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encodeIfPresent(advertiserID, forKey: .advertiserID)
        try container.encodeIfPresent(currency, forKey: .currency)
        try container.encode(timeZone, forKey: .timeZone)
        try container.encode(entries.map { WireText($0) }, forKey: .entries)
    }
}

/// One wire object as its JSON text.
private struct WireText: Codable {
    let text: String

    init<Value: WireObject>(_ value: Value) {
        text = String(decoding: WireWriter.json(value).serialized(), as: UTF8.self)
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    func value<Value: WireObject>() throws -> Value {
        try WireAnswer.object(Array(text.utf8))
    }
}
