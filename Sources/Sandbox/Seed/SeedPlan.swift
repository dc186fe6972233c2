// How many of everything an account has, worked out from what was asked for. Pure arithmetic.

/// Sizes of a seeded account. The limits of offers, groups, custom caps and LeadConduit add up to the caps asked for.
struct SeedPlan: Hashable, Sendable {
    let affiliates: Int
    let offers: Int
    let leadCaps: Int
    let offerLimits: Int
    let groupLimits: Int
    let customLimits: Int
    /// Pairs that get a custom cap.
    let customPairs: Int

    /// Refuses more caps than the pairs asked for can carry.
    init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        let caps = configuration.caps
        let root = Double(caps).squareRoot()
        affiliates = configuration.affiliates ?? max(24, Int(root * 1.2))
        offers = configuration.offers ?? max(40, Int(root * 2))
        leadCaps = caps / 5
        let everflow = caps - leadCaps
        offerLimits = min(everflow / 5, offers)
        groupLimits = min(everflow / 20, max(1, offers / 8))
        customLimits = everflow - offerLimits - groupLimits
        let pairs = affiliates * offers
        let wanted = max(1, Int(Double(customLimits) / 2.2))
        customPairs = min(wanted, max(1, pairs * 3 / 4))
        guard customLimits <= customPairs * LimitSlot.all.count else {
            throw SandboxError(
                setting: "caps",
                mustBe: "fewer than \(caps) for \(affiliates) affiliates and \(offers) offers, or these more")
        }
    }
}
