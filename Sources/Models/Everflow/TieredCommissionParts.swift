// What stands inside a tiered commission: its metrics, its goals and what it changes (Everflow reference, 10.2).

extension Everflow {
    /// What a goal counts, by the wire's prefix of `_goal` and `_max`.
    public enum CommissionMetric: String, CaseIterable, Hashable, Sendable {
        case payout, revenue
        case saleAmount = "sale_amount"
        case conversion, event

        /// `sale_amount_goal`.
        public var goalName: String { "\(rawValue)_goal" }
        /// `sale_amount_max`.
        public var maxName: String { "\(rawValue)_max" }

        /// The number of the entity report that counts towards it.
        public var reportMetric: ReportMetric {
            switch self {
            case .payout: .payout
            case .revenue: .revenue
            case .saleAmount: .grossSales
            case .conversion: .cv
            case .event: .event
            }
        }

        /// Whether it is an amount of money; a count otherwise.
        public var isMoney: Bool {
            switch self {
            case .payout, .revenue, .saleAmount: true
            case .conversion, .event: false
            }
        }
    }

    /// One number a metric.
    struct CommissionMarks: Hashable, Sendable {
        private var numbers: [CommissionMetric: Quantity] = [:]

        subscript(metric: CommissionMetric) -> Quantity? {
            get { numbers[metric] }
            set { numbers[metric] = newValue }
        }
    }

    /// What a commission does to one side, or did to what was paid before.
    public struct CommissionChange: Hashable, Sendable {
        /// How a value changes a payout or a revenue.
        public enum Action: String, CaseIterable, Hashable, Sendable {
            /// In percent.
            case increase, decrease
            /// In currency units.
            case flatIncrease = "flat_increase"
            case flatDecrease = "flat_decrease"
            /// To the value itself; retroactive changes only.
            case exact

            /// Those for what is still to come.
            public static let forward: [Action] = [.increase, .decrease, .flatIncrease, .flatDecrease]
        }

        public var isEnabled: Bool?
        /// As on the wire: one of `Action`, `unknown`, or empty when off.
        public var action: String?
        public var value: Quantity?
        /// Retroactive ones only, from the server: `cpa`, `cps`, `rpa`, `rps` or empty.
        public var type: String?
        /// Retroactive ones only, from the server.
        public var percentage: Quantity?

        public init() {}

        public init(_ action: Action, _ value: Quantity) {
            isEnabled = true
            self.action = action.rawValue
            self.value = value
        }

        /// What it does; nil when it is off, and for actions and values that captop cannot compute with.
        public var active: (action: Action, value: Quantity)? {
            guard isEnabled == true, let action = action.flatMap(Action.init), let value, value >= .zero else {
                return nil
            }
            return (action, value)
        }
    }
}
