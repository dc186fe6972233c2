// What thousands of caps have in common: the network, the zone whose calendar resets them, the currency. Owns nothing else
// of a cap.

/// Kept once for all objects that share it. Compared by content.
public final class CapContext: Sendable {
    /// The profile's name.
    public let network: String
    /// IANA zone.
    public let timeZone: String
    public let isTimeZoneAssumed: Bool
    /// ISO 4217.
    public let currency: String?

    public init(network: String, timeZone: String, isTimeZoneAssumed: Bool = false, currency: String? = nil) {
        self.network = network
        self.timeZone = timeZone
        self.isTimeZoneAssumed = isTimeZoneAssumed
        self.currency = currency
    }
}

extension CapContext: Hashable {
    public static func == (left: CapContext, right: CapContext) -> Bool {
        left === right
            || (left.network == right.network && left.timeZone == right.timeZone
                && left.isTimeZoneAssumed == right.isTimeZoneAssumed && left.currency == right.currency)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(timeZone)
        hasher.combine(currency)
    }
}

/// Hands out the same context of one network for all that is alike.
public struct CapContexts: Sendable {
    private let network: String
    private var known: Set<CapContext> = []
    /// The last one handed out: most caps have the same.
    private var last: CapContext?

    public init(network: String) {
        self.network = network
    }

    public mutating func context(timeZone: String, isTimeZoneAssumed: Bool, currency: String? = nil) -> CapContext {
        if let last, last.timeZone == timeZone, last.isTimeZoneAssumed == isTimeZoneAssumed, last.currency == currency {
            return last
        }
        let context = CapContext(
            network: network, timeZone: timeZone, isTimeZoneAssumed: isTimeZoneAssumed, currency: currency)
        let shared = known.insert(context).memberAfterInsert
        last = shared
        return shared
    }
}
