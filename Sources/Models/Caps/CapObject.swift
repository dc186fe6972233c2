// The configured thing that carries limits: a custom cap, an offer, an offer group, or one LeadConduit cap.
// Shared by its up to sixteen meters, so it is an immutable reference: a hundred thousand rows hold one word each.

/// One object that carries caps. Compared by content.
public final class CapObject: Sendable {
    private let context: CapContext
    /// The upstream's own id.
    private let key: String
    /// The object's own name; LeadConduit's default name when the wire has none (LeadConduit reference, 4.4).
    public let name: String
    /// Everflow affiliate, or the LeadConduit source; nil for offers, groups, flows and steps.
    public let affiliate: NamedID?
    /// Everflow offer, or the LeadConduit flow; nil for groups.
    public let offer: NamedID?
    /// LeadConduit recipient step, for step caps.
    public let step: NamedID?
    private let nesting: Nesting?
    private let kind: ObjectID.Kind
    public let scope: CapScope
    /// Soft caps notify and let traffic pass. LeadConduit has hard caps only.
    public let isSoftCap: Bool
    /// False when the upstream ignores these caps (`is_caps_enabled` false on the offer, flow or source disabled).
    public let isEnabled: Bool

    /// - Parameters:
    ///   - key: the upstream's own id as text.
    ///   - context: the same reference for as many objects as possible; see `CapContexts`.
    public init(
        _ kind: ObjectID.Kind, key: String, in context: CapContext, scope: CapScope, name: String,
        affiliate: NamedID? = nil, offer: NamedID? = nil, step: NamedID? = nil, parent: ObjectID? = nil,
        rules: [String] = [], isSoftCap: Bool = false, isEnabled: Bool = true
    ) {
        self.context = context
        self.kind = kind
        self.key = key
        self.scope = scope
        self.name = name
        self.affiliate = affiliate
        self.offer = offer
        self.step = step
        nesting = parent == nil && rules.isEmpty ? nil : Nesting(parent: parent, rules: rules)
        self.isSoftCap = isSoftCap
        self.isEnabled = isEnabled
    }

    public convenience init(
        id: ObjectID, scope: CapScope, name: String, affiliate: NamedID? = nil, offer: NamedID? = nil,
        step: NamedID? = nil, parent: ObjectID? = nil, rules: [String] = [], isSoftCap: Bool = false,
        isEnabled: Bool = true, timeZone: String, isTimeZoneAssumed: Bool = false, currency: String? = nil
    ) {
        self.init(
            id.kind, key: id.key,
            in: CapContext(
                network: id.network, timeZone: timeZone, isTimeZoneAssumed: isTimeZoneAssumed, currency: currency),
            scope: scope, name: name, affiliate: affiliate, offer: offer, step: step, parent: parent, rules: rules,
            isSoftCap: isSoftCap, isEnabled: isEnabled)
    }

    public var id: ObjectID { ObjectID(network: context.network, kind: kind, key: key) }
    /// The enclosing cap of a nested LeadConduit cap.
    public var parent: ObjectID? { nesting?.parent }
    /// The cap's rules, one line each, as `state is equal to TX`; joined by `and`/`or` in the line itself.
    public var rules: [String] { nesting?.rules ?? [] }
    /// IANA zone whose calendar resets the limits.
    public var timeZone: String { context.timeZone }
    /// Set when `timeZone` is a fallback because the upstream's own is unknown here.
    public var isTimeZoneAssumed: Bool { context.isTimeZoneAssumed }
    /// ISO 4217, for payout and revenue limits.
    public var currency: String? { context.currency }
}

/// What only few objects have, kept apart from them.
private final class Nesting: Sendable, Equatable {
    let parent: ObjectID?
    let rules: [String]

    init(parent: ObjectID?, rules: [String]) {
        self.parent = parent
        self.rules = rules
    }

    static func == (left: Nesting, right: Nesting) -> Bool {
        left.parent == right.parent && left.rules == right.rules
    }
}

extension CapObject: Equatable {
    public static func == (left: CapObject, right: CapObject) -> Bool {
        left === right
            || (left.kind == right.kind && left.key == right.key && left.context == right.context
                && left.scope == right.scope && left.name == right.name && left.affiliate == right.affiliate
                && left.offer == right.offer && left.step == right.step && left.nesting == right.nesting
                && left.isSoftCap == right.isSoftCap && left.isEnabled == right.isEnabled)
    }

    /// Whether both are the same object of the upstream, however it is set up. Asked with every refresh: takes no copies.
    public func isSame(as other: CapObject) -> Bool {
        self === other || (key == other.key && kind == other.kind && context.network == other.context.network)
    }
}

/// In a recorded stream it stands by its public names, those that are nil left out.
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
