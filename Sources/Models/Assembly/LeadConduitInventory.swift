// What is known of one LeadConduit account: its flows as configured and its counters as last listed. Knows no requests.

/// An account's flows, counters and default zone.
public struct LeadConduitInventory: Sendable {
    public private(set) var account: LeadConduit.Account?
    public private(set) var flows: [LeadConduit.FlowContents] = []
    private var book = CounterBook()
    /// Whether each counter of the last answer could be read: only then has a cap without one counted nothing.
    private(set) var hasAllCounters = true
    /// The meters as last assembled; nil once something else than counts has changed.
    var assembled: LeadConduitMeters?

    public init() {}

    public var counters: CounterList { book.counters }

    public mutating func set(account: LeadConduit.Account) {
        self.account = account
        assembled = nil
    }

    public mutating func set(flows: [LeadConduit.FlowContents]) {
        self.flows = flows
        assembled = nil
    }

    public mutating func set(counters: [LeadConduit.CapCounter]) {
        book = CounterBook(counters)
        assembled = nil
    }

    /// Takes in the answer of `GET /caps`.
    ///
    /// - Returns: what was passed over, one sentence each.
    public mutating func read(counters bytes: [UInt8]) async throws(WireError) -> [String] {
        take(try await book.read(bytes))
    }

    /// Takes the next answer of `GET /caps` while it comes; nil when it is to be read whole.
    public var nextCounters: CounterNews? { book.nextNews }

    /// Takes in an answer of `GET /caps` that `nextCounters` has taken.
    ///
    /// - Returns: what was passed over, one sentence each; nil when only a whole answer can tell what is wrong.
    public mutating func take(_ news: consuming CounterNews) -> [String]? {
        book.take(news).map { take($0) }
    }

    private mutating func take(_ reading: CounterReading) -> [String] {
        let hadAllCounters = hasAllCounters
        hasAllCounters = reading.skipped.isEmpty
        if let changed = reading.changed, hasAllCounters == hadAllCounters {
            assembled?.take(book.counters, changed: changed)
        } else {
            assembled = nil
        }
        return reading.skipped
    }

    /// Whether flows and counters are set up as they were when a snapshot was last made.
    public var isSetUpAsBefore: Bool { assembled != nil }

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
