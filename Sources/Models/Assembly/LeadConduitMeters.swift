// The meters of a LeadConduit account between two refreshes that change nothing but counts. Owns which counter fills which
// meter; LeadConduitAssembly makes it. Pure.

struct LeadConduitMeters: Sendable {
    private(set) var meters: [CapMeter]
    /// By the counter's place that of its meter; -1 for none.
    let places: [Int32]
    let notes: [String]
    /// Caps whose counters have another maximum.
    let pending: Set<ObjectID>
    /// The account's own.
    let zone: String?
    /// A counter no longer says what its meter was made of.
    private var isOutdated = false

    init(meters: [CapMeter], places: [Int32], notes: [String], pending: Set<ObjectID>, zone: String?) {
        self.meters = meters
        self.places = places
        self.notes = notes
        self.pending = pending
        self.zone = zone
    }

    /// Takes over what counters count.
    ///
    /// - Parameter changed: the places of counters that count otherwise and are set up as before.
    mutating func take(_ counters: CounterList, changed: [Int]) {
        for place in changed where places[place] >= 0 {
            let meter = Int(places[place])
            let (startedAt, expiresAt) = (counters[place].startedAt, counters[place].expiresAt)
            if meters[meter].isWindowEstimated || (startedAt ?? expiresAt) == nil { isOutdated = true }
            meters[meter].count = counters[place].count
            meters[meter].failedCount = counters[place].failedCount
            meters[meter].startedAt = startedAt
            meters[meter].expiresAt = expiresAt
            meters[meter].precision = counters[place].count == nil ? .unknown : .exact
        }
    }

    /// Makes every meter as of `now`.
    ///
    /// - Returns: false when they have to be assembled anew, also because a window that captop worked out has ended.
    mutating func advance(to now: Timestamp) -> Bool {
        guard !isOutdated else { return false }
        for place in meters.indices {
            if meters[place].isWindowEstimated, meters[place].isExpired(at: now) { return false }
            meters[place].asOf = now
        }
        return true
    }
}
