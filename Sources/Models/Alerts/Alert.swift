// What a rule has found out: which cap or network, since when, and why now. Words and ways of telling are others' affair.

/// A cap as it was when an alert was raised.
public struct AlertedCap: Equatable, Sendable {
    public var meter: CapMeter
    public var forecast: Forecast?

    public init(meter: CapMeter, forecast: Forecast?) {
        self.meter = meter
        self.forecast = forecast
    }
}

/// One alert.
public struct Alert: Equatable, Sendable {
    public enum Subject: Equatable, Sendable {
        case cap(AlertedCap)
        /// Too many at once to be told one by one: the fullest, and how many there are in all.
        case caps([AlertedCap], count: Int)
        case network(NetworkTrouble, NetworkHealth)
    }

    public enum Occasion: String, Hashable, Sendable {
        /// It did not hold before, and does now.
        case crossing
        /// It held already when captop began to watch.
        case start
        /// It was raised in quiet hours, and holds still at their end.
        case quietEnd = "quiet_end"
    }

    /// The rule's name.
    public var rule: String
    public var network: Network
    public var subject: Subject
    public var occasion: Occasion
    /// Local time.
    public var at: Timestamp
    /// When the data was current from which it was found.
    public var asOf: Timestamp
    /// Raised in quiet hours: logged, and nobody is told.
    public var isQuiet: Bool

    public init(
        rule: String, network: Network, subject: Subject, occasion: Occasion, at: Timestamp, asOf: Timestamp,
        isQuiet: Bool
    ) {
        self.rule = rule
        self.network = network
        self.subject = subject
        self.occasion = occasion
        self.at = at
        self.asOf = asOf
        self.isQuiet = isQuiet
    }
}
