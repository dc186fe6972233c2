// How caps stand in a recorded stream of actions: by their public names, those that are nil left out, however they are
// packed in memory.

extension CapPeriod: Codable {
    private enum CodingKeys: CodingKey {
        case unit, length
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            unit: try members.decode(Unit.self, forKey: .unit), length: try members.decode(Int.self, forKey: .length))
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(unit, forKey: .unit)
        try members.encode(length, forKey: .length)
    }
}

extension NamedID: Codable {
    private enum CodingKeys: CodingKey {
        case id, name
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try members.decode(String.self, forKey: .id), name: try members.decode(String.self, forKey: .name))
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(name, forKey: .name)
    }
}

extension CapObject: Codable {
    private enum CodingKeys: CodingKey {
        case id, scope, name, affiliate, offer, step, parent, rules, isSoftCap, isEnabled
        case timeZone, isTimeZoneAssumed, currency
    }

    public convenience init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try members.decode(ObjectID.self, forKey: .id),
            scope: try members.decode(CapScope.self, forKey: .scope),
            name: try members.decode(String.self, forKey: .name),
            affiliate: try members.decodeIfPresent(NamedID.self, forKey: .affiliate),
            offer: try members.decodeIfPresent(NamedID.self, forKey: .offer),
            step: try members.decodeIfPresent(NamedID.self, forKey: .step),
            parent: try members.decodeIfPresent(ObjectID.self, forKey: .parent),
            rules: try members.decode([String].self, forKey: .rules),
            isSoftCap: try members.decode(Bool.self, forKey: .isSoftCap),
            isEnabled: try members.decode(Bool.self, forKey: .isEnabled),
            timeZone: try members.decode(String.self, forKey: .timeZone),
            isTimeZoneAssumed: try members.decode(Bool.self, forKey: .isTimeZoneAssumed),
            currency: try members.decodeIfPresent(String.self, forKey: .currency))
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(scope, forKey: .scope)
        try members.encode(name, forKey: .name)
        try members.encodeIfPresent(affiliate, forKey: .affiliate)
        try members.encodeIfPresent(offer, forKey: .offer)
        try members.encodeIfPresent(step, forKey: .step)
        try members.encodeIfPresent(parent, forKey: .parent)
        try members.encode(rules, forKey: .rules)
        try members.encode(isSoftCap, forKey: .isSoftCap)
        try members.encode(isEnabled, forKey: .isEnabled)
        try members.encode(timeZone, forKey: .timeZone)
        try members.encode(isTimeZoneAssumed, forKey: .isTimeZoneAssumed)
        try members.encodeIfPresent(currency, forKey: .currency)
    }
}
