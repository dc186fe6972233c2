// A limit with its running tally: one meter is one bar on screen. Owns utilisation and state; knows no clock but the
// instant it is asked about.

/// How sure a meter's count is (Everflow reference, 5.3).
public enum UsagePrecision: String, Codable, Sendable, Hashable {
    /// Stated by the upstream itself.
    case exact
    /// Summed from reports; close, not authoritative.
    case derived
    /// Not known yet, or not knowable.
    case unknown
}

/// What a meter says at one instant. In the order of urgency.
public enum MeterState: String, Codable, Sendable, Hashable, Comparable, CaseIterable {
    /// No usable count or maximum.
    case unknown
    /// The upstream ignores this cap.
    case disabled
    /// Nothing counted yet in this window.
    case unused
    /// Under 80 %.
    case calm
    /// 80 % and more.
    case near
    /// Exactly at the limit.
    case atLimit
    /// Beyond the limit.
    case over

    public static func < (left: MeterState, right: MeterState) -> Bool {
        left.rank < right.rank
    }

    private var rank: UInt8 {
        switch self {
        case .unknown: 0
        case .disabled: 1
        case .unused: 2
        case .calm: 3
        case .near: 4
        case .atLimit: 5
        case .over: 6
        }
    }
}

/// One limit of one object with its count in the running window, in nine words: there are some hundred thousand.
public struct CapMeter: Sendable, Equatable, Codable {
    public var object: CapObject
    public var limit: CapLimit
    public var precision: UsagePrecision
    /// True when the window is computed here because the upstream has not said it.
    public var isWindowEstimated: Bool
    /// nil only when it cannot be known.
    @Compact public var count: Quantity?
    /// LeadConduit: leads turned away in this window.
    @Compact public var failedCount: Quantity?
    /// nil for `global` and for units that captop cannot compute with.
    @Compact public var startedAt: Timestamp?
    /// LeadConduit's own value, or for Everflow the first instant of the next window.
    @Compact public var expiresAt: Timestamp?
    /// When the upstream was asked.
    public var asOf: Timestamp

    public init(
        object: CapObject, limit: CapLimit, count: Quantity?, failedCount: Quantity? = nil,
        startedAt: Timestamp? = nil, expiresAt: Timestamp? = nil, asOf: Timestamp,
        precision: UsagePrecision = .exact, isWindowEstimated: Bool = false
    ) {
        self.object = object
        self.limit = limit
        self.count = count
        self.failedCount = failedCount
        self.startedAt = startedAt
        self.expiresAt = expiresAt
        self.asOf = asOf
        self.precision = precision
        self.isWindowEstimated = isWindowEstimated
    }

    public var id: MeterID {
        MeterID(object: object.id, metric: limit.metric, period: limit.period)
    }

    /// `count / maximum`, never clipped; nil when either is missing or the maximum is not above zero.
    public var utilisation: Double? {
        guard let count, let maximum = limit.maximum, maximum > .zero else { return nil }
        return Double(count.millionths) / Double(maximum.millionths)
    }

    public var state: MeterState {
        guard object.isEnabled else { return .disabled }
        guard let count, let maximum = limit.maximum, maximum > .zero else { return .unknown }
        if count > maximum { return .over }
        if count == maximum { return .atLimit }
        if count <= .zero { return .unused }
        return (utilisation ?? 0) >= 0.8 ? .near : .calm
    }

    /// The share of the window that has passed at `now`, 0...1; nil without a window.
    public func elapsedShare(at now: Timestamp) -> Double? {
        guard let startedAt, let expiresAt, expiresAt > startedAt else { return nil }
        let share =
            Double(now.milliseconds(since: startedAt)) / Double(expiresAt.milliseconds(since: startedAt))
        return min(1, max(0, share))
    }

    /// Whether the window ended before `now`, so that the count belongs to the past (LeadConduit reference, 2.4).
    public func isExpired(at now: Timestamp) -> Bool {
        guard let expiresAt else { return false }
        return expiresAt < now
    }

    /// The meter as it should be shown at `now`: an expired window shows nothing counted until the next poll confirms.
    public func shown(at now: Timestamp) -> CapMeter {
        guard isExpired(at: now), count != nil else { return self }
        var meter = self
        meter.count = .zero
        meter.failedCount = failedCount == nil ? nil : .zero
        return meter
    }
}
