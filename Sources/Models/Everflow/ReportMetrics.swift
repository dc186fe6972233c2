// The numbers of a report row (Everflow reference, section 12).

extension Everflow {
    /// One metric of the entity report, by its wire name. The order is the wire's.
    public enum ReportMetric: String, CaseIterable, Hashable, Sendable {
        case impressions = "imp"
        case totalClick = "total_click"
        case uniqueClick = "unique_click"
        case invalidClick = "invalid_click"
        case duplicateClick = "duplicate_click"
        case grossClick = "gross_click"
        case ctr
        case cv
        case invalidCVScrub = "invalid_cv_scrub"
        case viewThroughCV = "view_through_cv"
        case totalCV = "total_cv"
        case event
        case cvr
        case evr
        case cpc
        case cpm
        case cpa
        case epc
        case rpc
        case rpa
        case rpm
        case payout
        case revenue
        case eventRevenue = "event_revenue"
        case grossSales = "gross_sales"
        case profit
        case margin
        case roas
        case avgSaleValue = "avg_sale_value"
        case mediaBuyingCost = "media_buying_cost"
        case onHoldPotentialRevenue = "on_hold_potential_revenue"
        case onHoldPotentialPayout = "on_hold_potential_payout"
        case onHoldConversionCount = "on_hold_conversion_count"
        case publicEvents = "public_events"

        /// What the report counts for a cap of `metric` (Everflow reference, 5.3); nil for leads.
        public init?(counting metric: CapMetric) {
            switch metric {
            case .conversion: self = .cv
            case .click: self = .uniqueClick
            case .payout: self = .payout
            case .revenue: self = .revenue
            case .lead: return nil
            }
        }
    }

    /// The metrics of one row; those the wire did not send are missing.
    public struct ReportMetrics: Hashable, Sendable, JSONWritable {
        private var values = [Quantity?](repeating: nil, count: ReportMetric.allCases.count)
        /// Those that were there and were no numbers.
        public private(set) var unreadable: Set<ReportMetric> = []

        public init() {}

        public subscript(metric: ReportMetric) -> Quantity? {
            get { values[metric.place] }
            set { values[metric.place] = newValue }
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.ReportMetric {
    fileprivate static let names: [StaticString] = [
        "imp", "total_click", "unique_click", "invalid_click", "duplicate_click", "gross_click", "ctr", "cv",
        "invalid_cv_scrub", "view_through_cv", "total_cv", "event", "cvr", "evr", "cpc", "cpm", "cpa", "epc", "rpc",
        "rpa", "rpm", "payout", "revenue", "event_revenue", "gross_sales", "profit", "margin", "roas",
        "avg_sale_value", "media_buying_cost", "on_hold_potential_revenue", "on_hold_potential_payout",
        "on_hold_conversion_count", "public_events",
    ]

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

    fileprivate var place: Int { Everflow.ReportMetric.places[self] ?? 0 }
}

extension Everflow.ReportMetrics: WireObject {
    static let noun = "metrics"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        for (index, name) in Everflow.ReportMetric.names.enumerated() {
            fields.field(name, &values[index])
            if values[index] == nil, fields.isReading(name) { unreadable.insert(Everflow.ReportMetric.allCases[index]) }
        }
    }
}
