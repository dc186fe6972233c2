// Numbers and words as the dashboard writes them: counts, money, percentages, ages, limits. Pure text.
import Models
import TUIKitLite

enum Figures {
    /// A count or an amount in few characters: `39`, `3120`, `10.1k`, `1.2M`, `12.5` for money below a hundred.
    static func compact(_ quantity: Quantity) -> String {
        let magnitude = quantity.millionths.magnitude
        let unit = UInt64(Quantity.scale)
        let sign = quantity.millionths < 0 ? "-" : ""
        switch magnitude {
        case ..<(100 * unit): return quantity.isWhole ? quantity.description : sign + tenths(magnitude, of: unit)
        case ..<(10_000 * unit): return "\(sign)\(magnitude / unit)"
        case ..<(1_000_000 * unit): return sign + tenths(magnitude, of: 1_000 * unit) + "k"
        default: return sign + tenths(magnitude, of: 1_000_000 * unit) + "M"
        }
    }

    /// Cut, not rounded: 99.96k must not read 100.0k while a cap of 100k still holds.
    private static func tenths(_ magnitude: UInt64, of unit: UInt64) -> String {
        let tenths = magnitude / (unit / 10)
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// `39/40`, `12.5/46.58`; `-` for what is not known.
    static func usage(_ meter: CapMeter) -> String {
        "\(meter.count.map(compact) ?? "-")/\(meter.limit.maximum.map(limit) ?? "-")"
    }

    /// A maximum is what somebody has set, and exact where that fits.
    private static func limit(_ maximum: Quantity) -> String {
        let exact = maximum.description
        return exact.count <= 7 && maximum < Quantity(10_000) ? exact : compact(maximum)
    }

    /// Maximum less count; `-` for what is not known.
    static func left(_ meter: CapMeter) -> String {
        guard let count = meter.count, let maximum = meter.limit.maximum else { return "-" }
        let (left, isOver) = maximum.millionths.subtractingReportingOverflow(count.millionths)
        return isOver ? "-" : compact(Quantity(millionths: left))
    }

    /// `98%` in six cells at most, cut so that 99.9 % never reads 100 %; `-` when it cannot be computed.
    static func percent(_ utilisation: Double?) -> String {
        guard let utilisation, !utilisation.isNaN else { return "-" }
        guard utilisation < 99.99 else { return ">9999%" }
        return utilisation <= -9.99 ? "<-999%" : "\(Int((utilisation * 100 + 1e-9).rounded(.down)))%"
    }

    /// Mark and percentage in seven cells: `!  150%`.
    static func markedPercent(_ meter: CapMeter) -> String {
        meter.state.mark + CellText.padded(percent(meter.utilisation), to: 6, alignment: .right)
    }

    /// `1 entry`, `2 entries`.
    static func counted(_ count: Int, _ one: String, _ several: String) -> String {
        "\(count) \(count == 1 ? one : several)"
    }

    /// An hourly rate: `31`, `0.4`, `1.2k`.
    static func rate(_ perHour: Double) -> String {
        guard perHour < 10 else { return compact(Quantity(Int(min(perHour.rounded(), 1e12)))) }
        return "\(Int((perHour * 10).rounded() / 10)).\(Int((perHour * 10).rounded()) % 10)"
    }

    /// `3s`, `12m`, `5h`, `4d`.
    static func age(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<6_000: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3_600)h"
        default: return "\(seconds / 86_400)d"
        }
    }

    /// `conv day`, `payout month~` (soft), `lead 15 minute`.
    static func limit(_ meter: CapMeter) -> String {
        let metric = meter.limit.metric == .conversion ? "conv" : meter.limit.metric.rawValue
        return "\(metric) \(meter.limit.period.text)\(meter.object.isSoftCap ? "~" : "")"
    }

    /// Seconds left until the window's end; nil for limits that never reset.
    static func secondsLeft(_ meter: CapMeter, at now: Timestamp) -> Int? {
        guard let expiresAt = meter.expiresAt else { return nil }
        return Int(max(0, (expiresAt.milliseconds(since: now) + 999) / 1000))
    }

    static func countdown(_ meter: CapMeter, at now: Timestamp) -> String {
        guard let seconds = secondsLeft(meter, at: now) else {
            return meter.limit.period.unit == .global ? "never" : "-"
        }
        return (meter.isWindowEstimated ? "~" : "") + Countdown.text(seconds: seconds)
    }
}
