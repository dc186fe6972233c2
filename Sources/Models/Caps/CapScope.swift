// Where a limit applies, in the words of the two upstreams.

/// What a limit is set on.
public enum CapScope: String, Codable, Sendable, Hashable, CaseIterable {
    /// Everflow: all affiliates of one offer together.
    case offer
    /// Everflow: one affiliate on one offer.
    case custom
    /// Everflow: several offers of one advertiser share a budget.
    case group
    /// LeadConduit: leads of a flow from any source.
    case flow
    /// LeadConduit: leads of one source of a flow.
    case source
    /// LeadConduit: deliveries of one recipient step.
    case step
}
