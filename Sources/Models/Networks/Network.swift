// A configured account at one of the two upstreams, as values. Holds no address and no key.

public enum NetworkKind: String, Codable, Sendable, Hashable, CaseIterable {
    case everflow
    case leadconduit
}

/// How careful to be: production carries its own frame and word.
public enum NetworkEnvironment: String, Codable, Sendable, Hashable, CaseIterable {
    case production
    case staging
    case sandbox
}

/// One configured account.
public struct Network: Hashable, Sendable, Codable {
    /// The profile's name; unique among the networks shown together.
    public var name: String
    public var kind: NetworkKind
    public var environment: NetworkEnvironment
    /// The account's own name upstream, once known.
    public var accountName: String?
    /// IANA zone of the account, once known: the clock in the header and the fallback for caps.
    public var timeZone: String?
    /// ISO 4217, once known (Everflow `default_currency_id`).
    public var currency: String?

    public init(
        name: String, kind: NetworkKind, environment: NetworkEnvironment, accountName: String? = nil,
        timeZone: String? = nil, currency: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.environment = environment
        self.accountName = accountName
        self.timeZone = timeZone
        self.currency = currency
    }

    /// Whether what is kept of one is about the other: a profile may have been pointed elsewhere since.
    public func isSame(as other: Network) -> Bool {
        name == other.name && kind == other.kind && environment == other.environment
    }

    /// The calendar of its zone; UTC while that is not known.
    public var calendar: CapCalendar { timeZone.flatMap { CapCalendar(timeZone: $0) } ?? .utc }
}
