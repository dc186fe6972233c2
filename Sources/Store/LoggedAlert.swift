// One alert as the log keeps it.
import Models

/// An alert that was raised.
public struct LoggedAlert: Hashable, Sendable {
    /// Its place in the log; 0 before it is recorded.
    public var id: Int64
    public var at: Timestamp
    /// The rule that raised it, as the configuration names or writes it.
    public var rule: String
    /// `MeterID.text` of the meter, or a network's name.
    public var meter: String
    /// One line.
    public var message: String
    public var acknowledgedAt: Timestamp?

    public init(
        id: Int64 = 0, at: Timestamp, rule: String, meter: String, message: String, acknowledgedAt: Timestamp? = nil
    ) {
        self.id = id
        self.at = at
        self.rule = rule
        self.meter = meter
        self.message = message
        self.acknowledgedAt = acknowledgedAt
    }
}
