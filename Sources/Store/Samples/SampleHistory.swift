// The history of all meters in the state file: recorded refresh by refresh, thinned with age, read as series or as the state
// of a network at an instant. Knows neither networks nor screens, and no clock but the instants it is given.
import GRDB
import Models
import Synchronization

/// The samples in one state file. Several processes may share it.
///
/// A sample is a count with its maximum, stored when either has changed; a refresh without changes is stored as an instant
/// at which nothing had changed. Calls block: they belong on a queue of their own. Every call throws what
/// `StateStore.save(_:)` throws.
public final class SampleHistory: Sendable {
    private struct Books {
        /// Of which file of the store they tell.
        var generation = 0
        var byNetwork: [String: SampleBook] = [:]
    }

    private let store: StateStore
    private let books = Mutex(Books())

    public init(_ store: StateStore) {
        self.store = store
    }

    /// Records what has changed since the last refresh on file, in one transaction; meters that have never been sampled
    /// get their place before that.
    ///
    /// The refresh is at `snapshot.asOf`. Of several captops on one file each records only what the file does not tell
    /// yet: a change is on file once, a refresh without changes at most every ten seconds.
    public func record(_ snapshot: NetworkSnapshot) throws(StoreError) -> SampleOutcome {
        let recorder = SampleRecorder(snapshot: snapshot)
        return try withBook(snapshot.network, creating: true) { book, pool in
            let strangers = try align(&book, snapshot, pool)
            if strangers.isEmpty, recorder.isRepetition(of: &book) { return .repeated }
            var start = 0
            while start < strangers.count {
                let end = min(start + SampleRecorder.batch, strangers.count)
                try pool.write { db in try recorder.register(strangers[start..<end], in: &book, db) }
                start = end
            }
            return try pool.write { db in
                try recorder.record(in: &book, sizeLimit: store.sizeLimit, db)
            }
        } ?? .late
    }

    /// Takes the next small steps of thinning: a transaction each, some milliseconds.
    ///
    /// Every refresh is kept for a day, the last of each minute for a week, the last of each hour for a year; when the file
    /// is nearly full, less, oldest and finest first. Four steps a refresh keep up with 300,000 meters. When nothing more is
    /// due, SQLite gives back the pages that it has kept of what was read and written: up to 2 MB for each connection.
    /// - Returns: whether more is due.
    public func thin(now: Timestamp, steps: Int = 4) throws(StoreError) -> Bool {
        let limit = store.sizeLimit
        return try store.perform { pool in
            for _ in 0..<steps {
                let isDone = try pool.write { db in
                    try !SampleThinner(db: db, now: now.milliseconds, sizeLimit: limit).step()
                }
                guard isDone else { continue }
                pool.releaseMemoryEventually()
                return false
            }
            return true
        }
    }

    /// The samples of a few meters of one network from `from` to `to`, oldest first, with the instants at which the network was
    /// sampled: where there are none for long, nothing is known. A value holds until the next sample.
    ///
    /// Beside the changes there is a sample at the first and at the last instant of the range at which the network was
    /// sampled, and at both ends of every gap of more than ten minutes in which it was not.
    public func excerpt(
        of meters: [MeterID], network: Network, from: Timestamp, to: Timestamp
    ) throws(StoreError) -> SampleExcerpt {
        try read(network) { id, db in
            let reader = try SampleReader(
                network: id, from: from.milliseconds, to: to.milliseconds, in: db)
            var excerpt = SampleExcerpt(instants: reader.instants())
            let numbers = try meters.map { try MeterNumbers.lookUp(network.nameOnFile(of: $0), id, db).map { Int($0) } }
            let series = try reader.series(numbers.compactMap { $0 })
            for (meter, number) in zip(meters, numbers) { excerpt.series[meter] = number.flatMap { series[$0] } ?? [] }
            return excerpt
        } ?? SampleExcerpt()
    }

    /// Calls `body` with the place of each meter of a snapshot and its series: to warm forecasts with. One meter after the
    /// other, as three days of all of them may be more than memory holds.
    public func forEachSeries(
        of snapshot: NetworkSnapshot, from: Timestamp, to: Timestamp, _ body: (Int, [MeterSample]) -> Void
    ) throws(StoreError) {
        let places = try places(snapshot)
        guard !places.isEmpty else { return }
        _ = try read(snapshot.network) { network, db in
            let reader = try SampleReader(
                network: network, from: from.milliseconds, to: to.milliseconds, in: db)
            try reader.allSeries(meters: places.count) { number, samples in
                if let place = places[number] { body(place, samples) }
            }
        }
    }

    /// The network as it was at `instant`; nil when it was not sampled at or before it.
    ///
    /// Counts and maxima are those of the last refresh at or before `instant`, and `asOf` says when that was. Everything
    /// else is not kept over time and comes from `snapshot`, the newest one: objects and their names, affiliates, offers.
    /// Meters that `snapshot` has not are missing, and so are those that did not exist then; `failedCount` is not known;
    /// windows are worked out where the snapshot's own does not hold `asOf`.
    public func past(of snapshot: NetworkSnapshot, at instant: Timestamp) throws(StoreError) -> NetworkSnapshot? {
        let places = try places(snapshot)
        return try read(snapshot.network) { network, db in
            let reader = try SampleReader(network: network, at: instant.milliseconds, in: db)
            guard let at = reader.lastInstant else { return nil }
            let values = try reader.lastValues(meters: places.count)
            return PastSnapshot(snapshot: snapshot, at: Timestamp(milliseconds: at)).rebuilt(places, values)
        }.flatMap { $0 }
    }

    /// When the network was sampled between two instants, oldest first: what time travel steps through.
    public func instants(
        of network: Network, from: Timestamp, to: Timestamp
    ) throws(StoreError) -> [Timestamp] {
        try read(network) { id, db in
            try SampleReader(network: id, from: from.milliseconds, to: to.milliseconds, in: db).instants()
        } ?? []
    }
}

extension SampleHistory {
    private func read<Result: Sendable>(
        _ network: Network, _ work: (Int64, Database) throws -> Result
    ) throws(StoreError) -> Result? {
        try store.perform { pool in
            try pool.read { db in
                try SampleRecorder.id(of: network, in: db).map { try work($0, db) }
            }
        }
    }

    /// By meter number the place in the snapshot.
    private func places(_ snapshot: NetworkSnapshot) throws(StoreError) -> [Int?] {
        try withBook(snapshot.network, creating: false) { book, pool in
            _ = try align(&book, snapshot, pool)
            var places: [Int?] = []
            for place in snapshot.meters.indices {
                guard let number = book.numbers.number(place) else { continue }
                if number >= places.count {
                    places.append(contentsOf: repeatElement(nil, count: number + 1 - places.count))
                }
                // An id that is repeated means the first meter of that name, as in recording.
                if places[number] == nil { places[number] = place }
            }
            return places
        } ?? []
    }

    /// - Returns: the places of meters that have never been sampled.
    private func align(
        _ book: inout SampleBook, _ snapshot: NetworkSnapshot, _ pool: DatabasePool
    ) throws -> [Int] {
        let strangers = book.numbers.align(snapshot.meters)
        guard !strangers.isEmpty else { return [] }
        return try pool.read { db in
            try book.numbers.find(strangers, of: snapshot, network: book.network, in: db)
        }
    }

    /// Works with a network's book. After an error, or when the file was set aside, the next call begins a new one.
    private func withBook<Result: Sendable>(
        _ network: Network, creating: Bool, _ work: (inout SampleBook, DatabasePool) throws -> Result
    ) throws(StoreError) -> Result? {
        try books.withLock { books throws(StoreError) in
            if books.generation != store.generation { books = Books(generation: store.generation) }
            // Nobody else may hold the book while it is worked with: it would be copied whole.
            var known = books.byNetwork.removeValue(forKey: network.nameOnFile)
            let generation = books.generation
            var kept: SampleBook?
            let result: Result? = try store.perform { pool in
                // The path may lead to another file just now.
                if store.generation != generation { known = nil }
                guard var book = try known.take() ?? newBook(network, creating: creating, pool) else { return nil }
                let result = try work(&book, pool)
                kept = book
                return result
            }
            books.byNetwork[network.nameOnFile] = kept
            return result
        }
    }

    private func newBook(_ network: Network, creating: Bool, _ pool: DatabasePool) throws -> SampleBook? {
        if let id = try pool.read({ db in try SampleRecorder.id(of: network, in: db) }) {
            return SampleBook(network: id)
        }
        guard creating else { return nil }
        return SampleBook(network: try pool.write { db in try SampleRecorder.register(network, in: db) })
    }
}
