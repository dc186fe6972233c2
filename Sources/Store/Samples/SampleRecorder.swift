// Writes what one refresh changed, inside transactions that the caller opens. Decides what is worth a sample.
import Foundation
import GRDB
import Models

/// What became of a refresh that was to be recorded.
public enum SampleOutcome: Hashable, Sendable {
    /// On file, with so many meters that had changed.
    case written(samples: Int)
    /// Nothing had changed since another refresh a moment ago, most likely another captop's.
    case repeated
    /// Another captop has recorded a newer look at the network.
    case late
    /// The file has reached its size; thinning makes room.
    case full
}

/// Records one snapshot.
struct SampleRecorder {
    /// A refresh without changes that follows another one this closely is not recorded, in milliseconds.
    static let heartbeat: Int64 = 10_000
    /// A refresh this much older than the last one, in milliseconds, means that a clock was put back, and is recorded.
    static let patience: Int64 = 600_000
    /// New meters a transaction.
    static let batch = 16_384

    let snapshot: NetworkSnapshot

    /// The network's id on file.
    static func register(_ network: Network, in db: Database) throws -> Int64 {
        let sql = "INSERT INTO sample_network (name) VALUES (?) ON CONFLICT DO NOTHING"
        try db.execute(sql: sql, arguments: [network.nameOnFile])
        guard let id = try id(of: network, in: db) else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
        return id
    }

    static func id(of network: Network, in db: Database) throws -> Int64? {
        let sql = "SELECT id FROM sample_network WHERE name = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [network.nameOnFile])
    }

    /// Gives numbers to meters that have none, unless another captop has just done so.
    func register(_ places: ArraySlice<Int>, in book: inout SampleBook, _ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: "INSERT INTO sample_meter (name, network_id, number) VALUES (?, ?, ?)")
        var next =
            try Int32.fetchOne(db, sql: "SELECT meters FROM sample_network WHERE id = ?", arguments: [book.network])
            ?? 0
        for place in places {
            let name = snapshot.network.nameOnFile(of: snapshot.meters[place].id)
            if let number = try MeterNumbers.lookUp(name, book.network, db) {
                book.numbers.set(number, at: place)
                continue
            }
            try insert.execute(arguments: [name, book.network, next])
            book.numbers.set(next, at: place)
            next += 1
        }
        try db.execute(sql: "UPDATE sample_network SET meters = ? WHERE id = ?", arguments: [next, book.network])
    }

    /// Whether the book alone, which is without what others have written since, tells that nothing is worth a transaction.
    func isRepetition(of book: inout SampleBook) -> Bool {
        isSoon(after: book.lastAt) && collectChanges(&book).isEmpty
    }

    private func isSoon(after last: Int64?) -> Bool {
        guard let last else { return false }
        let at = snapshot.asOf.milliseconds
        return at > last && at &- last < SampleRecorder.heartbeat
    }

    /// Writes the refresh. `book` is of no use any more when this throws.
    func record(in book: inout SampleBook, sizeLimit: Int64, _ db: Database) throws -> SampleOutcome {
        try book.catchUp(in: db)
        let at = snapshot.asOf.milliseconds
        let isFirst = book.lastAt == nil
        if let last = book.lastAt, at <= last, last &- at < SampleRecorder.patience { return .late }
        try takeBack(&book, before: at, db)
        let changes = collectChanges(&book)
        if changes.isEmpty, isSoon(after: book.lastAt) { return .repeated }
        // What is left is for thinning, which may need a little room before it makes some.
        guard try StoreSize(db).used < sizeLimit / 20 * 19 else { return .full }
        try db.cachedStatement(sql: "INSERT INTO sample_refresh (network_id, at) VALUES (?, ?)")
            .execute(arguments: [book.network, at])
        let refresh = db.lastInsertedRowID
        try write(changes, of: refresh, db)
        if !isFirst { try markComingAndGoing(changes, book, db) }
        for change in changes { book.values[change.number] = change.value }
        book.lastRefresh = refresh
        book.lastAt = at
        return .written(samples: changes.count)
    }

    /// Takes the last refresh off the file if it alone was dated ahead: time would come to it, and what stands in the ones after
    /// it is the difference to what it says.
    private func takeBack(_ book: inout SampleBook, before at: Int64, _ db: Database) throws {
        guard let last = book.lastAt, let before = book.beforeLastAt, before < at, at < last,
            last &- before >= SampleRecorder.patience
        else { return }
        let (first, end) = (book.lastRefresh, book.lastRefresh + 1)
        try db.execute(sql: "DELETE FROM sample_refresh WHERE id = ?", arguments: [book.lastRefresh])
        try db.execute(
            sql: "DELETE FROM sample_change WHERE id >= ? AND id < ?",
            arguments: [SampleKeys.change(refresh: first, segment: 0), SampleKeys.change(refresh: end, segment: 0)])
        book.forgetValues()
    }

    /// What differs from the book, numbers ascending.
    private func collectChanges(_ book: inout SampleBook) -> [Change] {
        let meters = snapshot.meters
        let highest = meters.indices.reduce(-1) { max($0, book.numbers.number($1) ?? -1) }
        book.beginRound(meters: highest + 1)
        var changes: [Change] = []
        for place in meters.indices {
            guard let number = book.numbers.number(place), book.see(number) else { continue }
            let value = SampleValue(meters[place])
            guard book.values[number] != value else { continue }
            changes.append(Change(number: number, value: value, previous: book.values[number], place: place))
        }
        for number in book.unseen() {
            changes.append(Change(number: number, value: .none, previous: book.values[number], place: nil))
        }
        return changes.sorted { $0.number < $1.number }
    }

    private func write(_ changes: [Change], of refresh: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT INTO sample_change (id, changes) VALUES (?, ?)")
        var start = 0
        while start < changes.count {
            let segment = changes[start].number / RefreshChanges.width
            let end = changes[start...].firstIndex { $0.number / RefreshChanges.width != segment } ?? changes.count
            let id = SampleKeys.change(refresh: refresh, segment: segment)
            let bytes = RefreshChanges.packed(changes[start..<end].map(\.placed))
            try statement.execute(arguments: [id, Data(bytes)])
            start = end
        }
    }

    /// Notes since when meters are gone, so that their names can be forgotten with their last samples.
    private func markComingAndGoing(_ changes: [Change], _ book: SampleBook, _ db: Database) throws {
        let back = try db.cachedStatement(
            sql: "UPDATE sample_meter SET gone_at = NULL WHERE name = ? AND gone_at IS NOT NULL")
        for change in changes where change.previous == .none {
            guard let place = change.place else { continue }
            try back.execute(arguments: [snapshot.network.nameOnFile(of: snapshot.meters[place].id)])
        }
        let gone = Set(changes.lazy.filter { $0.place == nil }.map(\.number))
        guard !gone.isEmpty else { return }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT name, number FROM sample_meter WHERE network_id = ?", arguments: [book.network])
        var names: [String] = []
        while let row = try rows.next() {
            if gone.contains(row[1]) { names.append(row[0]) }
        }
        let mark = try db.cachedStatement(sql: "UPDATE sample_meter SET gone_at = ? WHERE name = ?")
        for name in names { try mark.execute(arguments: [snapshot.asOf.milliseconds, name]) }
    }

    private struct Change {
        var number: Int
        var value: SampleValue
        var previous: SampleValue
        /// In the snapshot; nil for a meter that is not in it any more.
        var place: Int?

        /// The maximum rarely changes and is left out then.
        var placed: PlacedValue {
            let maximum = value.maximum == previous.maximum ? SampleValue.unchanged : value.maximum
            return PlacedValue(
                place: Int32(number % RefreshChanges.width), value: SampleValue(count: value.count, maximum: maximum))
        }
    }
}
