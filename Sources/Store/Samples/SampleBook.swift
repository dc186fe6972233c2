// What the recorder knows of one network between two refreshes: each meter's last value on file. Follows what other
// captops have written meanwhile.
import Foundation
import GRDB
import Models

/// The last values of one network's meters.
struct SampleBook: Sendable {
    let network: Int64
    var numbers = MeterNumbers()
    /// By meter number.
    var values: [SampleValue] = []
    /// The newest refresh that `values` include, and when it was.
    var lastRefresh: Int64 = 0
    var lastAt: Int64? { didSet { beforeLastAt = oldValue } }
    /// When the one before it was.
    private(set) var beforeLastAt: Int64?
    /// By meter number: the last round in which it was seen.
    private var rounds: [UInt32] = []
    private var round: UInt32 = 0

    init(network: Int64) {
        self.network = network
    }

    /// What comes next is written whole: nothing before it in time can tell what has not changed.
    mutating func forgetValues() {
        for number in values.indices { values[number] = .none }
    }

    /// Starts a look at all meters, and forgets the one before.
    mutating func beginRound(meters: Int) {
        if values.count < meters {
            values.append(contentsOf: repeatElement(.none, count: meters - values.count))
        }
        rounds.append(contentsOf: repeatElement(0, count: max(0, values.count - rounds.count)))
        round &+= 1
    }

    /// Whether the meter is seen for the first time in this round: an upstream may repeat an id.
    mutating func see(_ number: Int) -> Bool {
        guard rounds[number] != round else { return false }
        rounds[number] = round
        return true
    }

    /// The meters on file that this round has not seen.
    func unseen() -> [Int] {
        values.indices.filter { values[$0] != .none && rounds[$0] != round }
    }

    /// Takes over what is on file.
    mutating func catchUp(in db: Database) throws {
        let newest = try db.cachedStatement(sql: "SELECT max(last_refresh) FROM sample_chunk WHERE network_id = ?")
        let compacted = try Int64.fetchOne(newest, arguments: [network])
        if let compacted, compacted > lastRefresh || lastAt == nil { return try load(in: db) }
        let missed = try db.cachedStatement(
            sql: "SELECT id, at FROM sample_refresh WHERE id > ? AND network_id = ? ORDER BY id")
        let rows = try Row.fetchAll(missed, arguments: [lastRefresh, network])
        for row in rows { try apply(refresh: row[0], at: row[1], in: db) }
    }

    private mutating func load(in db: Database) throws {
        let timeline = try SampleTimeline(network: network, in: db)
        let meters = try Int.fetchOne(db, sql: "SELECT meters FROM sample_network WHERE id = ?", arguments: [network])
        values = []
        for block in 0..<((meters ?? 0) + SeriesBlock.width - 1) / SeriesBlock.width {
            let series = try timeline.base(block: block).flatMap { try timeline.block(block, of: $0) }
            for slot in 0..<SeriesBlock.width { values.append(series?.last(slot) ?? .none) }
        }
        lastAt = timeline.newestChunk?.lastAt
        for refresh in timeline.log.sorted(by: { $0.id < $1.id }) {
            try apply(refresh: refresh.id, at: refresh.at, in: db)
        }
        lastRefresh = max(lastRefresh, timeline.chunks.map(\.lastRefresh).max() ?? 0)
    }

    private mutating func apply(refresh: Int64, at: Int64, in db: Database) throws {
        let first = SampleKeys.change(refresh: refresh, segment: 0)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, changes FROM sample_change WHERE id >= ? AND id < ?",
            arguments: [first, SampleKeys.change(refresh: refresh + 1, segment: 0)])
        while let row = try rows.next() {
            let id: Int64 = row[0]
            let bytes: Data = row[1]
            let start = Int(id - first) * RefreshChanges.width
            RefreshChanges.read([UInt8](bytes)) { place, value in
                let number = start + place
                if number >= values.count {
                    values.append(contentsOf: repeatElement(.none, count: number + 1 - values.count))
                }
                values[number] = value.following(values[number])
            }
        }
        lastRefresh = refresh
        lastAt = at
    }
}
