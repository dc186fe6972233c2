// The name of one meter, which is one row and one bar: an object's limit on one metric over one period.

/// The identity of a meter. Rows, cursors, marks and samples are keyed by it.
public struct MeterID: Hashable, Sendable, Codable {
    public var object: ObjectID
    public var metric: CapMetric
    public var period: CapPeriod

    public init(object: ObjectID, metric: CapMetric, period: CapPeriod) {
        self.object = object
        self.metric = metric
        self.period = period
    }

    /// `acme/custom:412/conversion/day`; a LeadConduit cap is one limit and so has no tail: `leads/cap:6980ca…`.
    public var text: String {
        object.kind == .cap ? object.text : "\(object.text)/\(metric.rawValue)/\(period.text)"
    }
}
