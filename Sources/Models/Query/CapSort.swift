// In which order meters are listed: one key, one direction, and ids to break ties so that equal rows never dance.

/// What meters can be sorted by; the raw values are the words of `--sort`.
public enum CapSortKey: String, Codable, Sendable, Hashable, CaseIterable {
    case risk, utilisation, network, affiliate, offer, name, metric, period, count, maximum, expires

    /// The direction that people expect first: worst, largest and soonest on top, names from A.
    public var startsDescending: Bool {
        switch self {
        case .risk, .utilisation, .count, .maximum: true
        case .network, .affiliate, .offer, .name, .metric, .period, .expires: false
        }
    }
}

/// A sort order over meters.
public struct CapSort: Hashable, Sendable, Codable {
    public var key: CapSortKey
    public var isDescending: Bool

    public init(_ key: CapSortKey, isDescending: Bool? = nil) {
        self.key = key
        self.isDescending = isDescending ?? key.startsDescending
    }

    /// Reads a key's word, with `-` before it for the other direction than usual: `risk`, `-expires`.
    public init?(_ text: String) {
        let isReversed = text.hasPrefix("-")
        guard let key = CapSortKey(rawValue: String(text.dropFirst(isReversed ? 1 : 0))) else { return nil }
        self.init(key, isDescending: key.startsDescending != isReversed)
    }

    /// As `init(_:)` reads it.
    public var text: String { (isDescending == key.startsDescending ? "" : "-") + key.rawValue }

    /// Whether `left` stands before `right`. Rows without a value come last in either direction. Without forecasts, risk
    /// is what is tripped, then utilisation.
    public func areInOrder(_ left: CapMeter, _ right: CapMeter) -> Bool {
        precedes(compared(left, right), left, right)
    }

    /// The order of a list of meters.
    ///
    /// - Parameters:
    ///   - meters: as they are to be shown.
    ///   - forecast: of the meter at a place of `meters`; asked at most once a place, and only when sorting by risk.
    /// - Returns: the places of `meters`, first to last.
    public func places(of meters: [CapMeter], forecast: (Int) -> Forecast?) -> [Int] {
        guard isNumeric else { return meters.indices.sorted { areInOrder(meters[$0], meters[$1]) } }
        let ties = CapSort.ties(of: meters)
        return RankedPlaces(meters.indices) { place in
            rank(of: meters[place], key == .risk ? forecast(place) : nil)
        } tie: { place in
            UInt64(ties[place])
        }.places
    }

    /// By its place in `meters`, how many others stand before a meter when all that counts is equal. It follows from the
    /// objects alone, so that it is worked out once for hundreds of refreshes.
    public static func ties(of meters: [CapMeter]) -> [UInt32] {
        let order = meters.indices.sorted { left, right in
            tieBreak(meters[left].object, meters[right].object) ?? tieBreak(meters[left].limit, meters[right].limit)
        }
        var ties = [UInt32](repeating: 0, count: meters.count)
        for (tie, place) in order.enumerated() { ties[place] = UInt32(truncatingIfNeeded: tie) }
        return ties
    }

    /// Whether meters are compared by a number, which is worked out once for each.
    public var isNumeric: Bool {
        switch key {
        case .risk, .utilisation, .count, .maximum, .expires: true
        case .network, .affiliate, .offer, .name, .metric, .period: false
        }
    }

    /// Ascending in the order of rows; meters without a value come last in either direction.
    ///
    /// - Parameters:
    ///   - meter: as it is to be shown.
    ///   - forecast: looked at only when sorting by risk.
    public func rank(of meter: CapMeter, _ forecast: Forecast?) -> UInt64 {
        let value: UInt64? =
            switch key {
            case .risk: RiskRank(meter, forecast: forecast)?.order
            case .utilisation: meter.utilisation?.ascendingBits
            case .count: meter.count.map { CapSort.ascending($0.millionths) }
            case .maximum: meter.limit.maximum.map { CapSort.ascending($0.millionths) }
            default: meter.expiresAt.map { CapSort.ascending($0.milliseconds) }
            }
        return value.map { isDescending ? ~max($0, 1) : min($0, .max - 1) } ?? .max
    }

    private static func ascending(_ number: Int64) -> UInt64 { UInt64(bitPattern: number) ^ 1 << 63 }

    private func precedes(_ order: Int, _ left: CapMeter, _ right: CapMeter) -> Bool {
        guard order == 0 else { return order < 0 }
        return CapSort.tieBreak(left.object, right.object) ?? CapSort.tieBreak(left.limit, right.limit)
    }

    private func compared(_ left: CapMeter, _ right: CapMeter) -> Int {
        switch key {
        case .risk: return order(RiskRank(left, forecast: nil), RiskRank(right, forecast: nil))
        case .utilisation: return order(left.utilisation, right.utilisation)
        case .count: return order(left.count, right.count)
        case .maximum: return order(left.limit.maximum, right.limit.maximum)
        case .expires: return order(left.expiresAt, right.expiresAt)
        case .network: return order(left.object.id.network, right.object.id.network)
        case .affiliate: return order(left.object.affiliate?.name, right.object.affiliate?.name)
        case .offer: return order(left.object.offer?.name, right.object.offer?.name)
        case .name: return order(left.object.name, right.object.name)
        case .metric: return order(left.limit.metric.rawValue, right.limit.metric.rawValue)
        case .period: return order(CapSort.rank(left.limit.period), CapSort.rank(right.limit.period))
        }
    }

    private func order<Value: Comparable>(_ left: Value?, _ right: Value?) -> Int {
        switch (left, right) {
        case (nil, nil): return 0
        case (nil, _): return 1
        case (_, nil): return -1
        case (let left?, let right?):
            if left == right { return 0 }
            return (left < right) == isDescending ? 1 : -1
        }
    }

    /// Minutes, roughly: enough to put an hour before a day before a month before never.
    private static func rank(_ period: CapPeriod) -> Int {
        switch period.unit {
        case .minute: period.length
        case .hour: period.length * 60
        case .day: period.length * 1_440
        case .week: period.length * 10_080
        case .month: period.length * 43_200
        case .global: Int.max - 1
        case .other: Int.max
        }
    }

    /// - Returns: nil for limits of the same object.
    private static func tieBreak(_ left: CapObject, _ right: CapObject) -> Bool? {
        guard left !== right else { return nil }
        let (one, other) = (left.id, right.id)
        if one.network != other.network { return one.network < other.network }
        if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
        return one.key == other.key ? nil : one.key < other.key
    }

    private static func tieBreak(_ left: CapLimit, _ right: CapLimit) -> Bool {
        if left.metric != right.metric { return left.metric.rawValue < right.metric.rawValue }
        return rank(left.period) < rank(right.period)
    }
}
