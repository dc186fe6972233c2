// Puts a snapshot into the file, inside the transaction that the caller holds open. Stores no key: snapshots have none.
import Foundation
import GRDB
import Models

/// Writes one network's snapshot.
struct SnapshotWriter {
    let db: Database

    /// Replaces what is known of the snapshot's network.
    func write(_ snapshot: NetworkSnapshot) throws {
        let network = try writeNetwork(snapshot)
        var packer = SnapshotPacker(snapshot)
        for (part, pieces) in packer.pieces() { try replace(part, pieces, network: network) }
    }

    private func writeNetwork(_ snapshot: NetworkSnapshot) throws -> Int64 {
        let network = snapshot.network
        let id = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO network (name, kind, environment, account_name, time_zone, currency, as_of, clock_skew)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, environment = excluded.environment,
                    account_name = excluded.account_name, time_zone = excluded.time_zone, currency = excluded.currency,
                    as_of = excluded.as_of, clock_skew = excluded.clock_skew
                RETURNING id
                """,
            arguments: [
                network.name, network.kind.rawValue, network.environment.rawValue, network.accountName,
                network.timeZone, network.currency, snapshot.asOf.milliseconds, snapshot.clockSkew,
            ])
        guard let id else { throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "no id for the network") }
        return id
    }

    /// Makes the part hold exactly these pieces. One that did not change costs a look, not a write.
    private func replace(_ part: SnapshotPart, _ pieces: [[UInt8]], network: Int64) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO snapshot_piece (network_id, part, place, bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT (network_id, part, place) DO UPDATE SET bytes = excluded.bytes
                WHERE bytes != excluded.bytes
                """)
        for (place, bytes) in pieces.enumerated() {
            try statement.execute(arguments: [network, part.rawValue, place, Data(bytes)])
        }
        try db.execute(
            sql: "DELETE FROM snapshot_piece WHERE network_id = ? AND part = ? AND place >= ?",
            arguments: [network, part.rawValue, pieces.count])
    }
}
