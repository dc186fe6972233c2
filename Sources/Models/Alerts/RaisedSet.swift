// What one rule has raised on one network, so that what goes on is not told again. Knows neither queries nor networks: it is
// told what holds, refresh by refresh.

/// Remembers keys for which a condition holds, or held until lately.
///
/// Its size: the keys that hold, and those that have been alerted within the cool-down. All others are forgotten.
struct RaisedSet<Key: Hashable & Sendable>: Sendable {
    private struct Entry: Sendable {
        /// Where the key stood in its list at the last refresh.
        var place: Int
        /// The refresh in which the condition last held.
        var round: Int
        var isRaised = true
        /// Refreshes in a row in which it was over.
        var misses = 0
        /// The last alert, nil before the first.
        var alertedAt: Timestamp?
        /// It holds, and the cool-down of an earlier alert is still waited for.
        var isWaiting = false
        /// It was alerted in quiet hours, and nobody has been told.
        var isUntold = false
    }

    /// How a rule wants crossings told apart.
    struct Pace: Sendable {
        var hold: Int
        var cooldown: Int64

        /// Whether the cool-down of that alert goes on; a clock that is set back ends it.
        func isCooling(since alertedAt: Timestamp?, now: Timestamp) -> Bool {
            alertedAt.map { (0..<cooldown).contains(now.milliseconds(since: $0)) } ?? false
        }
    }

    private var entries: [Key: Entry] = [:]
    private var round = 0
    /// Changes with `told`.
    private(set) var revision = 0
    private let pace: Pace

    init(pace: Pace) {
        self.pace = pace
    }

    var count: Int { entries.count }

    mutating func beginRefresh() {
        round += 1
    }

    /// What somebody was told of and goes on, with the time of the alert: what the next process need not tell again.
    var told: [Key: Timestamp] {
        entries.compactMapValues { entry in
            entry.isRaised && !entry.isWaiting && !entry.isUntold ? entry.alertedAt : nil
        }
    }

    /// Takes over what an earlier process has told.
    mutating func recall(_ key: Key, at place: Int, alertedAt: Timestamp) {
        entries[key] = Entry(place: place, round: round, alertedAt: alertedAt)
    }

    /// Notes that the condition holds for `key`.
    ///
    /// - Returns: whether that is to be told: a new crossing, or one that has waited for the cool-down.
    mutating func note(_ key: Key, at place: Int, isQuiet: Bool, now: Timestamp) -> Bool {
        var entry = entries[key] ?? Entry(place: place, round: round, isRaised: false)
        let isCooling = pace.isCooling(since: entry.alertedAt, now: now)
        let isTold = !isCooling && (!entry.isRaised || entry.isWaiting)
        if !entry.isRaised { entry.isWaiting = isCooling }
        if isTold {
            revision += 1
            entry.alertedAt = now
            entry.isWaiting = false
            entry.isUntold = isQuiet
        }
        entry.isRaised = true
        entry.misses = 0
        entry.place = place
        entry.round = round
        entries[key] = entry
        return isTold
    }

    /// What is raised and was not noted in this refresh, with the place at which it stood.
    var unnoted: [(key: Key, place: Int)] {
        entries.compactMap { key, entry in
            entry.isRaised && entry.round != round ? (key, entry.place) : nil
        }
    }

    /// Notes that nothing says that the condition is over.
    mutating func keep(_ key: Key, at place: Int) {
        entries[key]?.place = place
        entries[key]?.misses = 0
    }

    /// Notes that the condition was over in this refresh.
    mutating func miss(_ key: Key) {
        guard var entry = entries[key] else { return }
        entry.misses += 1
        if entry.misses >= pace.hold {
            if entry.isRaised { revision += 1 }
            entry.isRaised = false
            entry.isWaiting = false
            entry.isUntold = false
        }
        entries[key] = entry
    }

    /// Forgets what is over and has cooled down.
    mutating func endRefresh(now: Timestamp) {
        let pace = pace
        let isForgotten = { (entry: Entry) in
            !entry.isRaised && !pace.isCooling(since: entry.alertedAt, now: now)
        }
        guard entries.contains(where: { isForgotten($0.value) }) else { return }
        entries = entries.filter { !isForgotten($0.value) }
    }

    /// The places of what was raised in quiet hours and holds in this refresh; they count as told afterwards.
    mutating func takeUntold() -> [Int] {
        let untold = entries.filter { $0.value.isUntold && $0.value.round == round }
        if !untold.isEmpty { revision += 1 }
        for key in untold.keys { entries[key]?.isUntold = false }
        return untold.values.map(\.place)
    }
}
