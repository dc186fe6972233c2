// How soon somebody has to look at a meter: what `risk` sorts by. Knows no order but its own.

/// A meter's risk, the greater the worse: tripped meters by utilisation, then those that trip before their reset by how
/// soon, then the others by utilisation.
public struct RiskRank: Hashable, Comparable, Sendable {
    private enum Tier: UInt8 {
        case calm, trips, tripped
    }

    private let tier: Tier
    /// Comparable within a tier only.
    private let degree: Double

    /// - Parameters:
    ///   - meter: as shown, so that an expired window counts nothing.
    ///   - forecast: of this meter; nil when there is none, as with the first samples.
    /// - Returns: nil when the meter has no usable count or maximum, or the upstream ignores the cap.
    public init?(_ meter: CapMeter, forecast: Forecast?) {
        let state = meter.state
        guard let utilisation = meter.utilisation, state != .disabled else { return nil }
        if state >= .atLimit {
            (tier, degree) = (.tripped, utilisation)
        } else if let tripsAt = forecast?.tripsAt {
            (tier, degree) = (.trips, -Double(tripsAt.milliseconds))
        } else {
            (tier, degree) = (.calm, utilisation)
        }
    }

    public static func < (left: RiskRank, right: RiskRank) -> Bool {
        (left.tier.rawValue, left.degree) < (right.tier.rawValue, right.degree)
    }
}
