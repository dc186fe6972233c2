// Reads a snapshot from the file. A network whose pieces were changed by another hand beyond reading counts as never saved.
import Foundation
import GRDB
import Models

/// Reads one network's snapshot.
struct SnapshotReader {
    let db: Database

    func names() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM network ORDER BY id")
    }

    /// The last saved snapshot of the network, nil when there is none.
    func read(network name: String) throws -> NetworkSnapshot? {
        do {
            return try readPieces(network: name)
        } catch is UnreadableSnapshot {
            return nil
        }
    }

    private func readPieces(network name: String) throws -> NetworkSnapshot? {
        let sql = """
            SELECT id, kind, environment, account_name, time_zone, currency, as_of, clock_skew
            FROM network WHERE name = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [name]) else { return nil }
        guard let kind = NetworkKind(rawValue: row[1]), let environment = NetworkEnvironment(rawValue: row[2]) else {
            throw UnreadableSnapshot()
        }
        var snapshot = NetworkSnapshot(
            network: Network(
                name: name, kind: kind, environment: environment, accountName: row[3], timeZone: row[4],
                currency: row[5]),
            asOf: Timestamp(milliseconds: row[6]), clockSkew: row[7])
        let id: Int64 = row[0]
        var unpacker = SnapshotUnpacker(network: name, asOf: snapshot.asOf)
        let lists = try pieces(.lists, id)
        let names = try pieces(.names, id)
        guard lists.count == 1, names.count == 2 else { throw UnreadableSnapshot() }
        try unpacker.readLists(lists[0], into: &snapshot)
        try unpacker.readNames(texts: names[0], pairs: names[1])
        try unpacker.readObjects(try pieces(.objects, id))
        snapshot.meters = try unpacker.readMeters(try pieces(.meters, id))
        return snapshot
    }

    private func pieces(_ part: SnapshotPart, _ network: Int64) throws -> [[UInt8]] {
        let sql = "SELECT bytes, place FROM snapshot_piece WHERE network_id = ? AND part = ? ORDER BY place"
        var pieces: [[UInt8]] = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [network, part.rawValue])
        while let row = try rows.next() {
            guard row[1] == pieces.count else { throw UnreadableSnapshot() }
            pieces.append(try row.withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } ?? [] })
        }
        return pieces
    }
}
