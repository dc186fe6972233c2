// The sixteen limits that offers, custom caps and offer groups share (Everflow reference, section 2), and what remains of
// them (5.2). Both keep sixteen numbers in place, without a heap block for each object.

/// Sixteen optional numbers, one a metric and period.
struct SixteenQuantities: Sendable {
    /// 0 for those that are missing.
    private var millionths = InlineArray<16, Int64>(repeating: 0)
    private var present: UInt16 = 0

    subscript(index: Int) -> Quantity? {
        get { present & 1 << index != 0 ? Quantity(millionths: millionths[index]) : nil }
        set {
            millionths[index] = newValue?.millionths ?? 0
            present = newValue == nil ? present & ~(1 << index) : present | 1 << index
        }
    }

    /// metric * 4 + period; nil for metrics and periods that Everflow does not have.
    static func index(_ metric: CapMetric, _ period: CapPeriod) -> Int? {
        guard let row = CapMetric.everflow.firstIndex(of: metric),
            let column = CapPeriod.everflow.firstIndex(of: period)
        else { return nil }
        return row * 4 + column
    }

    static let places: [(metric: CapMetric, period: CapPeriod)] = CapMetric.everflow.flatMap { metric in
        CapPeriod.everflow.map { (metric, $0) }
    }
}

extension SixteenQuantities: Hashable {
    static func == (left: SixteenQuantities, right: SixteenQuantities) -> Bool {
        left.present == right.present
            && left.millionths.indices.allSatisfy { left.millionths[$0] == right.millionths[$0] }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(present)
        for index in millionths.indices { hasher.combine(millionths[index]) }
    }
}

extension Everflow {
    /// The sixteen limits. Missing and 0 both mean unlimited; missing ones are not written.
    public struct CapMatrix: Hashable, Sendable {
        var numbers = SixteenQuantities()

        public init() {}

        /// nil when the wire had none, and for metrics and periods that Everflow does not have; setting those does nothing.
        public subscript(metric: CapMetric, period: CapPeriod) -> Quantity? {
            get { SixteenQuantities.index(metric, period).flatMap { numbers[$0] } }
            set {
                if let index = SixteenQuantities.index(metric, period) { numbers[index] = newValue }
            }
        }

        /// True when nothing is limited.
        public var isEmpty: Bool { limits.isEmpty }

        /// The limits that are set (above 0), conversions first, days before weeks.
        public var limits: [CapLimit] {
            SixteenQuantities.places.indices.compactMap { index in
                guard let maximum = numbers[index], maximum > .zero else { return nil }
                let place = SixteenQuantities.places[index]
                return CapLimit(metric: place.metric, period: place.period, maximum: maximum)
            }
        }

        /// `daily_conversion_cap`; nil for metrics and periods that Everflow does not have.
        public static func wireName(_ metric: CapMetric, _ period: CapPeriod) -> String? {
            SixteenQuantities.index(metric, period).map { "\(names[$0])" }
        }

        /// The place of `daily_conversion_cap` in the matrix; nil for any other text.
        public static func place(wireName: String) -> (metric: CapMetric, period: CapPeriod)? {
            names.firstIndex { "\($0)" == wireName }.map { SixteenQuantities.places[$0] }
        }

        /// The wire's usual order, by place.
        static let order = Array(0..<16)

        static let names: [StaticString] = [
            "daily_conversion_cap", "weekly_conversion_cap", "monthly_conversion_cap", "global_conversion_cap",
            "daily_payout_cap", "weekly_payout_cap", "monthly_payout_cap", "global_payout_cap",
            "daily_click_cap", "weekly_click_cap", "monthly_click_cap", "global_click_cap",
            "daily_revenue_cap", "weekly_revenue_cap", "monthly_revenue_cap", "global_revenue_cap",
        ]
    }

    /// What is left of the sixteen limits. Whether there is a limit at all says the matrix, not this.
    public struct RemainingCaps: Hashable, Sendable {
        /// Stands for "no cap of that kind" on the wire.
        public static let sentinel = Quantity(-1000)

        var numbers = SixteenQuantities()

        public init() {}

        /// The number on the wire, the sentinel included; nil when the wire had none.
        public subscript(metric: CapMetric, period: CapPeriod) -> Quantity? {
            get { SixteenQuantities.index(metric, period).flatMap { numbers[$0] } }
            set {
                if let index = SixteenQuantities.index(metric, period) { numbers[index] = newValue }
            }
        }

        /// What has been used of `maximum`: `max(0, maximum - remaining)`; nil without a limit (missing, 0 or less) and
        /// when the remaining number is missing or the sentinel, so that another source has to say.
        public func used(of maximum: Quantity?, _ metric: CapMetric, _ period: CapPeriod) -> Quantity? {
            guard let maximum, maximum > .zero, let remaining = self[metric, period],
                remaining != RemainingCaps.sentinel
            else { return nil }
            return max(.zero, maximum - remaining)
        }

        static let names: [StaticString] = [
            "remaining_daily_conversion_cap", "remaining_weekly_conversion_cap", "remaining_monthly_conversion_cap",
            "remaining_global_conversion_cap",
            "remaining_daily_payout_cap", "remaining_weekly_payout_cap", "remaining_monthly_payout_cap",
            "remaining_global_payout_cap",
            "remaining_daily_click_cap", "remaining_weekly_click_cap", "remaining_monthly_click_cap",
            "remaining_global_click_cap",
            "remaining_daily_revenue_cap", "remaining_weekly_revenue_cap", "remaining_monthly_revenue_cap",
            "remaining_global_revenue_cap",
        ]
    }
}

extension Everflow.RemainingCaps: WireObject {
    static let noun = "remaining_caps"
    /// The wire's order: by period, then payout, revenue, conversion, click.
    private static let order = (0..<4).flatMap { period in [1, 3, 0, 2].map { $0 * 4 + period } }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        for index in Everflow.RemainingCaps.order {
            fields.field(Everflow.RemainingCaps.names[index], &numbers[index])
        }
    }
}

extension WireFields {
    /// The sixteen cap fields, in the given order of their places.
    mutating func caps(_ caps: inout Everflow.CapMatrix, order: [Int] = Everflow.CapMatrix.order) {
        for index in order { number(Everflow.CapMatrix.names[index], &caps.numbers[index]) }
    }
}
