// One alert as the log keeps it.
import Models

/// An alert that was raised.
public struct LoggedAlert: Hashable, Sendable, Codable {
    /// Its place in the log; 0 before it is recorded.
    public var id: Int64
    /// What a receiver knows it by; the same however often it is delivered.
    public var uid: String
    public var at: Timestamp
    /// The rule that raised it, as the configuration names or writes it.
    public var rule: String
    /// The network's name.
    public var network: String
    /// `MeterID.text` of the meter, or the network's name when it is about several or none.
    public var meter: String
    /// One line.
    public var message: String
    /// Raised in quiet hours.
    public var isQuiet: Bool
    public var acknowledgedAt: Timestamp?

    public init(
        id: Int64 = 0, uid: String = "", at: Timestamp, rule: String, network: String = "", meter: String,
        message: String, isQuiet: Bool = false, acknowledgedAt: Timestamp? = nil
    ) {
        self.id = id
        self.uid = uid
        self.at = at
        self.rule = rule
        self.network = network
        self.meter = meter
        self.message = message
        self.isQuiet = isQuiet
        self.acknowledgedAt = acknowledgedAt
    }
}
