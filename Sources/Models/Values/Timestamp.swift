// An instant on the UTC time line in whole milliseconds, and its RFC 3339 text. Knows no zones and no clock.

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Instants beyond what milliseconds can hold become the nearest one: upstreams may write any number.
    public init(seconds: Int64) {
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1000)
        self.milliseconds = overflows ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since 1970, rounded towards the past.
    public var seconds: Int64 {
        milliseconds.flooredQuotient(by: 1000)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Milliseconds from `earlier` to `self`, or the most that can be held; negative when `self` is the earlier one.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflows) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return overflows ? (self < earlier ? .min : .max) : difference
    }

    /// The instant so much later, or the last or first that can be held.
    public func adding(milliseconds delta: Int64) -> Timestamp {
        let (sum, overflows) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: overflows ? (delta < 0 ? .min : .max) : sum)
    }

    /// The same for seconds.
    public func adding(seconds delta: Int64) -> Timestamp {
        Timestamp(milliseconds: Int64(clamping: Int128(milliseconds) + Int128(delta) * 1000))
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
