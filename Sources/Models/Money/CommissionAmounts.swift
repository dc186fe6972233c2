// The numbers that goals are held against. Knows no goals.

/// What was counted in a commission's days, of one affiliate on one offer.
public struct CommissionAmounts: Hashable, Sendable, Codable {
    /// One lane a metric, three unused.
    private var millionths = SIMD8<Int64>()

    public init() {}

    /// From a row of the entity report.
    public init(_ metrics: Everflow.ReportMetrics) {
        for metric in Everflow.CommissionMetric.allCases { self[metric] = metrics[metric.reportMetric] ?? .zero }
    }

    public subscript(metric: Everflow.CommissionMetric) -> Quantity {
        get { Quantity(millionths: millionths[CommissionAmounts.lane(of: metric)]) }
        set { millionths[CommissionAmounts.lane(of: metric)] = newValue.millionths }
    }

    private static func lane(of metric: Everflow.CommissionMetric) -> Int {
        switch metric {
        case .payout: 0
        case .revenue: 1
        case .saleAmount: 2
        case .conversion: 3
        case .event: 4
        }
    }
}
