// What is known of one LeadConduit account: its flows as configured and its counters as last listed. Knows no requests.

/// An account's flows, counters and default zone.
public struct LeadConduitInventory: Sendable {
    public internal(set) var account: LeadConduit.Account?
    public internal(set) var flows: [LeadConduit.FlowContents] = []
    public internal(set) var counters: [LeadConduit.CapCounter] = []

    public init() {}

    public mutating func set(account: LeadConduit.Account) {
        self.account = account
    }

    public mutating func set(flows: [LeadConduit.FlowContents]) {
        self.flows = flows
    }

    public mutating func set(counters: [LeadConduit.CapCounter]) {
        self.counters = counters
    }

    /// Counters that the flows at hand do not have or limit differently, so that flows should be read again.
    public var countersAheadOfFlows: Set<String> {
        var configured: [String: LeadConduit.CapConfiguration] = [:]
        for flow in flows {
            let places = [flow.caps] + flow.sources.map(\.caps) + flow.steps.map(\.caps)
            for caps in places { LeadConduitInventory.gather(caps ?? [], depth: 0, into: &configured) }
        }
        let ahead = counters.filter { counter in
            guard let cap = configured[counter.id] else { return true }
            return cap.maximum != counter.maximum || cap.period != counter.period
        }
        return Set(ahead.map(\.id))
    }

    /// Nested caps deeper than this are not looked at (LeadConduit reference, section 9, rule 15).
    static let depthLimit = 16

    private static func gather(
        _ caps: [LeadConduit.CapConfiguration], depth: Int,
        into configured: inout [String: LeadConduit.CapConfiguration]
    ) {
        guard depth < depthLimit else { return }
        for cap in caps {
            configured[cap.id] = cap
            gather(cap.caps ?? [], depth: depth + 1, into: &configured)
        }
    }
}
