// What each pair has done since a few instants, kept up to date with every commit: reports of days that still run need no
// second look at the whole ledger. Knows the ledger's rows, not what is asked of them.

import Models
import Synchronization

/// Sums of the ledger over spans of time.
///
/// A span's sums are what was done since its start less what was done since its end. Those since an instant come from those
/// since the nearest instant known, and from the rows between the two; sums are whole numbers, so nothing is lost.
final class LedgerSums: Sendable {
    typealias Sums = [Pair: TrafficSums]

    private struct Kept {
        var sums: Sums
        /// How many of the added rows they include.
        var rows: Int
        var lastUse = 0
    }

    private struct State {
        var since: [Timestamp: Kept] = [:]
        /// Rows added since sums were first kept.
        var added: [LedgerRow] = []
        var uses = 0
        /// nil before the ledger was looked at; an empty ledger's is the distant past.
        var newest: Timestamp?

        /// The sums since an instant with all rows added meanwhile.
        mutating func upToDate(since start: Timestamp) -> Kept {
            for row in added[(since[start]?.rows ?? added.count)...] where start <= row.bucket {
                since[start]?.sums[row.pair, default: TrafficSums()] += row.sums
            }
            since[start]?.rows = added.count
            return since[start] ?? Kept(sums: [:], rows: added.count)
        }
    }

    /// Beyond these, reading the ledger again is cheaper than the memory.
    private static let mostAdded = 100_000

    private let storage: SandboxStorage
    private let mostPairs: Int
    private let state = Mutex(State())

    /// - Parameter mostPairs: of all kept sums together; half a million are some hundred megabytes.
    init(_ storage: SandboxStorage, mostPairs: Int = 500_000) {
        self.storage = storage
        self.mostPairs = mostPairs
    }

    /// Each pair that did something from `start` until just before `end`.
    func sums(from start: Timestamp, to end: Timestamp) throws -> Sums {
        try state.withLock { state in
            let newest = try state.newest ?? storage.newestBucket()
            state.newest = newest
            guard start < end, start <= newest else { return [:] }
            let all = try sums(since: start, &state)
            guard end <= newest else { return all }
            var span = all
            LedgerSums.take(try sums(since: end, &state), from: &span)
            return span
        }
    }

    /// Commits rows and counts them. Nobody sees the one without the other.
    func adding(_ rows: [LedgerRow], _ commit: () throws -> Void) rethrows {
        try state.withLock { state in
            try commit()
            guard let newest = state.newest else { return }
            state.newest = rows.map(\.bucket).max().map { max(newest, $0) } ?? newest
            state.added += rows
            guard state.since.isEmpty || state.added.count > LedgerSums.mostAdded else { return }
            state.since = [:]
            state.added = []
        }
    }

    private func sums(since start: Timestamp, _ state: inout State) throws -> Sums {
        let near = state.since.keys.min { distance($0, start) < distance($1, start) }
        var kept = Kept(sums: [:], rows: state.added.count)
        if let near {
            kept = state.upToDate(since: near)
            if near < start { LedgerSums.take(try read(from: near, to: start), from: &kept.sums) }
        }
        if near.map({ start < $0 }) ?? true {
            for (pair, more) in try read(from: start, to: near) { kept.sums[pair, default: TrafficSums()] += more }
        }
        keep(kept, since: start, &state)
        return kept.sums
    }

    private func distance(_ one: Timestamp, _ other: Timestamp) -> Int64 { abs(one.milliseconds(since: other)) }

    private func keep(_ kept: Kept, since start: Timestamp, _ state: inout State) {
        state.uses += 1
        state.since[start] = kept
        state.since[start]?.lastUse = state.uses
        while state.since.count > 2, state.since.values.reduce(0, { $0 + $1.sums.count }) > mostPairs,
            let oldest = state.since.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            state.since[oldest.key] = nil
        }
    }

    private func read(from start: Timestamp, to end: Timestamp?) throws -> Sums {
        var sums: Sums = [:]
        try storage.forEachRow(from: start, to: end ?? Timestamp(milliseconds: .max)) { row in
            sums[row.pair, default: TrafficSums()] += row.sums
        }
        return sums
    }

    /// Leaves nothing of a pair that did nothing else.
    private static func take(_ some: Sums, from sums: inout Sums) {
        for (pair, part) in some {
            sums[pair, default: TrafficSums()] -= part
            if sums[pair] == TrafficSums() { sums[pair] = nil }
        }
    }
}
