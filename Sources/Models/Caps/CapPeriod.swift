// How long a limit counts before it starts again. Knows names and lengths, not the calendar: see CapWindow.

/// The period of a limit: N minutes, hours, days, weeks or months, or `global`, which never resets. In two words, as
/// every meter has one.
public struct CapPeriod: Hashable, Sendable, Codable {
    public enum Unit: Hashable, Sendable {
        case minute, hour, day, week, month, global
        /// A `duration_units` text that the reference does not name: shown as it came, never computed with. Kept apart, so
        /// that a unit is one word.
        indirect case other(String)
    }

    private enum CodingKeys: String, CodingKey {
        case unit
        case packedLength = "length"
    }

    public let unit: Unit
    private let packedLength: Int32

    /// - Parameter length: beyond what 32 bits can hold it becomes the nearest that they can.
    public init(unit: Unit, length: Int = 1) {
        self.unit = unit
        packedLength = Int32(clamping: length)
    }

    public var length: Int { Int(packedLength) }

    public static let daily = CapPeriod(unit: .day)
    public static let weekly = CapPeriod(unit: .week)
    public static let monthly = CapPeriod(unit: .month)
    public static let global = CapPeriod(unit: .global)

    /// The four periods of Everflow's sixteen cap fields, in the reference's order.
    public static let everflow: [CapPeriod] = [.daily, .weekly, .monthly, .global]

    /// `day`, `15 minute`, `global`: as ids, filters and tables write it.
    public var text: String {
        length == 1 ? unit.rawValue : "\(length) \(unit.rawValue)"
    }
}

extension CapPeriod.Unit: RawRepresentable, Codable {
    public init(rawValue: String) {
        switch rawValue {
        case "minute": self = .minute
        case "hour": self = .hour
        case "day": self = .day
        case "week": self = .week
        case "month": self = .month
        case "global": self = .global
        default: self = .other(rawValue)
        }
    }

    public var rawValue: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .global: "global"
        case .other(let text): text
        }
    }
}
