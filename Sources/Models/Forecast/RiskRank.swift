// How soon somebody has to look at a meter: what `risk` sorts by. Knows no order but its own.

/// A meter's risk, the greater the worse: tripped meters by utilisation, then those that trip before their reset by how
/// soon, then the others by utilisation.
public struct RiskRank: Hashable, Comparable, Sendable {
    private enum Tier: UInt64 {
        case calm, trips, tripped
    }

    /// The tier above the degree, in one integer: hundred thousands are compared with every refresh.
    let order: UInt64

    /// - Parameters:
    ///   - meter: as shown, so that an expired window counts nothing.
    ///   - forecast: of this meter; nil when there is none, as with the first samples.
    /// - Returns: nil when the meter has no usable count or maximum, or the upstream ignores the cap.
    public init?(_ meter: CapMeter, forecast: Forecast?) {
        let state = meter.state
        guard let utilisation = meter.utilisation, state != .disabled else { return nil }
        if state >= .atLimit {
            self.init(.tripped, utilisation)
        } else if let tripsAt = forecast?.tripsAt {
            self.init(.trips, -Double(tripsAt.milliseconds))
        } else {
            self.init(.calm, utilisation)
        }
    }

    private init(_ tier: Tier, _ degree: Double) {
        order = tier.rawValue << 62 | degree.ascendingBits >> 2
    }

    public static func < (left: RiskRank, right: RiskRank) -> Bool {
        left.order < right.order
    }
}

extension Double {
    /// Integers in the order of the numbers.
    var ascendingBits: UInt64 {
        bitPattern >> 63 == 0 ? bitPattern | 1 << 63 : ~bitPattern
    }
}
