// The numbers that goals are held against. Knows no goals.

/// What was counted in a commission's days, of one affiliate on one offer.
public struct CommissionAmounts: Hashable, Sendable {
    private var numbers: [Everflow.CommissionMetric: Quantity] = [:]

    public init() {}

    /// From a row of the entity report.
    public init(_ metrics: Everflow.ReportMetrics) {
        for metric in Everflow.CommissionMetric.allCases { self[metric] = metrics[metric.reportMetric] ?? .zero }
    }

    public subscript(metric: Everflow.CommissionMetric) -> Quantity {
        get { numbers[metric] ?? .zero }
        set { numbers[metric] = newValue }
    }
}
