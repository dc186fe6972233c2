// How much was counted, as summed from entity reports (Everflow reference, 5.3): per pair of offer and affiliate, and per
// offer. Owns what an incomplete report still says for certain.

/// Counts of the four metrics of caps, and of the two more that commissions have goals for.
struct UsageSums: Hashable, Sendable {
    private static let lanes: [Everflow.ReportMetric] =
        CapMetric.everflow.compactMap { Everflow.ReportMetric(counting: $0) } + [.event, .grossSales]

    private var millionths = SIMD8<Int64>()

    init() {}

    /// nil when one of the counts is there and cannot be read: it is anything but 0.
    init?(_ metrics: Everflow.ReportMetrics) {
        guard metrics.unreadable.isDisjoint(with: UsageSums.lanes) else { return nil }
        for (lane, metric) in UsageSums.lanes.enumerated() { millionths[lane] = metrics[metric]?.millionths ?? 0 }
    }

    subscript(metric: CapMetric) -> Quantity {
        CapMetric.everflow.firstIndex(of: metric).map { Quantity(millionths: millionths[$0]) } ?? .zero
    }

    var amounts: CommissionAmounts {
        var metrics = Everflow.ReportMetrics()
        for (lane, metric) in UsageSums.lanes.enumerated() { metrics[metric] = Quantity(millionths: millionths[lane]) }
        return CommissionAmounts(metrics)
    }

    static func += (left: inout UsageSums, right: UsageSums) {
        left.millionths &+= right.millionths
    }
}

/// One count with the instant it is true for.
struct UsageReading: Equatable, Sendable {
    var count: Quantity
    var asOf: Timestamp
}

/// What one report, or several added up, says.
public struct UsageTable: Sendable {
    struct Pair: Hashable, Sendable {
        var offer: Int
        var affiliate: Int

        init(offer: Int, affiliate: Int) {
            self.offer = offer
            self.affiliate = affiliate
        }

        /// nil when the row does not say whose it is.
        init?(_ row: Everflow.ReportRow) {
            guard let offer = row.id("offer").flatMap({ Int($0) }),
                let affiliate = row.id("affiliate").flatMap({ Int($0) })
            else { return nil }
            self.init(offer: offer, affiliate: affiliate)
        }
    }

    /// Of which offers every row is here.
    private enum Coverage: Sendable {
        case all
        case offers([Int: Timestamp])
    }

    public private(set) var asOf: Timestamp
    private var pairs: [Pair: UsageSums] = [:]
    private var offers: [Int: UsageSums] = [:]
    private var coverage: Coverage

    /// Nothing counted for anybody: the sum to start from.
    public init(emptyAsOf asOf: Timestamp) {
        self.asOf = asOf
        coverage = .all
    }

    /// A report of which a row cannot be read is taken as one that was cut: nothing says which offers it lacks.
    public init(_ report: Everflow.Report, asOf: Timestamp) {
        self.asOf = asOf
        coverage = .all
        pairs.reserveCapacity(report.rows.count)
        if !add(report) { coverage = .offers([:]) }
    }

    /// Reports that were asked for one offer each, by that offer; rows of other offers are passed over.
    public init(byOffer reports: [Int: Everflow.Report], asOf: Timestamp) {
        self.asOf = asOf
        coverage = .offers([:])
        var complete: [Int: Timestamp] = [:]
        for (offer, report) in reports {
            if add(report, of: offer) { complete[offer] = asOf }
        }
        coverage = .offers(complete)
    }

    public var isComplete: Bool {
        if case .all = coverage { return true }
        return false
    }

    /// When everything about `offer` was last known; nil when rows of it may be missing.
    public func covered(offer: Int) -> Timestamp? {
        switch coverage {
        case .all: asOf
        case .offers(let covered): covered[offer]
        }
    }

    /// Fills in what an incomplete report lacks about `wanted` offers with what `table` knows of them.
    public mutating func complete(_ wanted: Set<Int>, from table: UsageTable) {
        guard case .offers(var covered) = coverage else { return }
        let gained = wanted.filter { covered[$0] == nil && table.covered(offer: $0) != nil }
        guard !gained.isEmpty else { return }
        for (pair, sums) in table.pairs where gained.contains(pair.offer) && pairs[pair] == nil { add(sums, pair) }
        for offer in gained { covered[offer] = table.covered(offer: offer) }
        coverage = .offers(covered)
    }

    /// Adds the counts of another span of days.
    public func adding(_ other: UsageTable) -> UsageTable {
        var sum = UsageTable(emptyAsOf: max(asOf, other.asOf))
        sum.coverage = UsageTable.intersection(self, other)
        for (pair, sums) in pairs where other.knows(pair) { sum.add(sums, pair) }
        for (pair, sums) in other.pairs where knows(pair) { sum.add(sums, pair) }
        return sum
    }

    /// nil when it cannot be known from this table.
    func reading(_ metric: CapMetric, offer: Int, affiliate: Int) -> UsageReading? {
        let instant = covered(offer: offer)
        if let sums = pairs[Pair(offer: offer, affiliate: affiliate)] {
            return UsageReading(count: sums[metric], asOf: instant ?? asOf)
        }
        return instant.map { UsageReading(count: .zero, asOf: $0) }
    }

    /// nil when it cannot be known from this table.
    func reading(_ metric: CapMetric, offer: Int) -> UsageReading? {
        covered(offer: offer).map { UsageReading(count: offers[offer]?[metric] ?? .zero, asOf: $0) }
    }

    /// The sum over offers; nil when any of them cannot be known.
    func reading(_ metric: CapMetric, offers: [Int]) -> UsageReading? {
        var sum = UsageReading(count: .zero, asOf: asOf)
        for offer in offers {
            guard let one = reading(metric, offer: offer) else { return nil }
            sum.count += one.count
            sum.asOf = min(sum.asOf, one.asOf)
        }
        return sum
    }

    /// The rows of `wanted` offers; asked for as one, as it looks at every row.
    func tally(of wanted: Set<Int>) -> CommissionTally {
        var found: [Int: CommissionTally.Offer] = [:]
        for offer in wanted { found[offer] = .init(isComplete: covered(offer: offer) != nil, affiliates: [:]) }
        for (pair, sums) in pairs where wanted.contains(pair.offer) {
            found[pair.offer]?.affiliates[pair.affiliate] = sums.amounts
        }
        return CommissionTally(asOf: asOf, offers: found)
    }

    private func knows(_ pair: Pair) -> Bool {
        pairs[pair] != nil || covered(offer: pair.offer) != nil
    }

    /// Adds the rows that can be read, of all offers or of one.
    ///
    /// - Returns: whether every row of the report is here and can be read.
    private mutating func add(_ report: Everflow.Report, of offer: Int? = nil) -> Bool {
        var isWhole = !report.isIncomplete && report.skipped.isEmpty
        for row in report.rows {
            guard let pair = Pair(row), let sums = UsageSums(row.metrics) else {
                isWhole = false
                continue
            }
            if offer == nil || pair.offer == offer { add(sums, pair) }
        }
        return isWhole
    }

    private mutating func add(_ sums: UsageSums, _ pair: Pair) {
        pairs[pair, default: UsageSums()] += sums
        offers[pair.offer, default: UsageSums()] += sums
    }

    private static func intersection(_ left: UsageTable, _ right: UsageTable) -> Coverage {
        switch (left.coverage, right.coverage) {
        case (.all, .all): .all
        case (.all, .offers(let covered)), (.offers(let covered), .all): .offers(covered)
        case (.offers(let one), .offers(let other)):
            .offers(
                one.reduce(into: [:]) { both, entry in
                    if let instant = other[entry.key] { both[entry.key] = min(entry.value, instant) }
                })
        }
    }
}
