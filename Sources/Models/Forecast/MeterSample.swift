// What a meter showed at one instant: the atom of history. A plain value; knows neither where it is kept nor its window.

/// One reading of a meter.
public struct MeterSample: Hashable, Sendable, Codable {
    /// When the network was asked, on the network's own clock.
    public var at: Timestamp
    /// In the window that was running then.
    public var count: Quantity
    /// nil when the network gave none.
    @Compact public var maximum: Quantity?

    public init(at: Timestamp, count: Quantity, maximum: Quantity? = nil) {
        self.at = at
        self.count = count
        self.maximum = maximum
    }

    /// What `meter` showed; nil when its count is not known.
    public init?(_ meter: CapMeter) {
        guard let count = meter.count else { return nil }
        self.init(at: meter.asOf, count: count, maximum: meter.limit.maximum)
    }
}
