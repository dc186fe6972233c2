// One limit: so much of one metric over one period. Where and in which zone stands on the CapObject.

/// One limit of an object.
public struct CapLimit: Hashable, Sendable, Codable {
    /// nil when the upstream gave none: shown as `-`, never divided by.
    @Compact public var maximum: Quantity?
    public var period: CapPeriod
    public var metric: CapMetric

    public init(metric: CapMetric, period: CapPeriod, maximum: Quantity?) {
        self.metric = metric
        self.period = period
        self.maximum = maximum
    }
}
