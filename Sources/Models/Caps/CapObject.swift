// The configured thing that carries limits: a custom cap, an offer, an offer group, or one LeadConduit cap.
// Shared by its up to sixteen meters, so it is an immutable reference: a hundred thousand rows hold one word each.

/// An id with the name people know it by.
public struct NamedID: Hashable, Sendable, Codable {
    public var id: String
    public var name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// One object that carries caps. Compared by content.
public final class CapObject: Sendable, Codable {
    public let id: ObjectID
    public let scope: CapScope
    /// The object's own name; LeadConduit's default name when the wire has none (LeadConduit reference, 4.4).
    public let name: String
    /// Everflow affiliate, or the LeadConduit source; nil for offers, groups, flows and steps.
    public let affiliate: NamedID?
    /// Everflow offer, or the LeadConduit flow; nil for groups.
    public let offer: NamedID?
    /// LeadConduit recipient step, for step caps.
    public let step: NamedID?
    /// The enclosing cap of a nested LeadConduit cap.
    public let parent: ObjectID?
    /// The cap's rules, one line each, as `state is equal to TX`; joined by `and`/`or` in the line itself.
    public let rules: [String]
    /// Soft caps notify and let traffic pass. LeadConduit has hard caps only.
    public let isSoftCap: Bool
    /// False when the upstream ignores these caps (`is_caps_enabled` false on the offer, flow or source disabled).
    public let isEnabled: Bool
    /// IANA zone whose calendar resets the limits.
    public let timeZone: String
    /// Set when `timeZone` is a fallback because the upstream's own is unknown here.
    public let isTimeZoneAssumed: Bool
    /// ISO 4217, for payout and revenue limits.
    public let currency: String?

    public init(
        id: ObjectID, scope: CapScope, name: String, affiliate: NamedID? = nil, offer: NamedID? = nil,
        step: NamedID? = nil, parent: ObjectID? = nil, rules: [String] = [], isSoftCap: Bool = false,
        isEnabled: Bool = true, timeZone: String, isTimeZoneAssumed: Bool = false, currency: String? = nil
    ) {
        self.id = id
        self.scope = scope
        self.name = name
        self.affiliate = affiliate
        self.offer = offer
        self.step = step
        self.parent = parent
        self.rules = rules
        self.isSoftCap = isSoftCap
        self.isEnabled = isEnabled
        self.timeZone = timeZone
        self.isTimeZoneAssumed = isTimeZoneAssumed
        self.currency = currency
    }
}

extension CapObject: Equatable {
    public static func == (left: CapObject, right: CapObject) -> Bool {
        left === right
            || (left.id == right.id && left.scope == right.scope && left.name == right.name
                && left.affiliate == right.affiliate && left.offer == right.offer && left.step == right.step
                && left.parent == right.parent && left.rules == right.rules
                && left.isSoftCap == right.isSoftCap && left.isEnabled == right.isEnabled
                && left.timeZone == right.timeZone && left.isTimeZoneAssumed == right.isTimeZoneAssumed
                && left.currency == right.currency)
    }
}
