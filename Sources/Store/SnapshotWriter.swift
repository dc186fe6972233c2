// Turns a snapshot into rows, inside the transaction that the caller holds open. Stores no key: snapshots have none.
import GRDB
import Models

/// Writes one network's snapshot.
struct SnapshotWriter {
    let db: Database

    /// Replaces what is known of the snapshot's network.
    func write(_ snapshot: NetworkSnapshot) throws {
        let network = try writeNetwork(snapshot)
        try BulkTable.notes.replace(network: network, rows: snapshot.notes, in: db) { [$0] }
        try BulkTable.affiliates.replace(network: network, rows: snapshot.affiliates, in: db) {
            [$0.id, $0.name, $0.status]
        }
        try BulkTable.offers.replace(network: network, rows: snapshot.offers, in: db) {
            [$0.id, $0.name, $0.status, $0.groupID]
        }
        try BulkTable.steps.replace(network: network, rows: snapshot.steps, in: db) {
            [$0.id, $0.flowID, $0.name, $0.isEnabled]
        }
        try writeGroups(snapshot.groups, network: network)
        try writeMeters(snapshot.meters, network: network)
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

    private func writeGroups(_ groups: [OfferGroup], network: Int64) throws {
        try BulkTable.groups.replace(network: network, rows: groups, in: db) { [$0.id, $0.name, $0.status] }
        let members = groups.enumerated().lazy.flatMap { place, group in group.offerIDs.map { (place, $0) } }
        try BulkTable.groupMembers.replace(network: network, rows: members, in: db) { [$0.0, $0.1] }
    }

    /// Meters of one object share the reference, so objects are told apart by it.
    private func writeMeters(_ meters: [CapMeter], network: Int64) throws {
        var objects: [CapObject] = []
        var places: [ObjectIdentifier: Int] = [:]
        for meter in meters where places[ObjectIdentifier(meter.object)] == nil {
            places[ObjectIdentifier(meter.object)] = objects.count
            objects.append(meter.object)
        }
        try BulkTable.objects.replace(network: network, rows: objects, in: db, values: SnapshotWriter.values)
        let rules = objects.enumerated().lazy.flatMap { place, object in object.rules.map { (place, $0) } }
        try BulkTable.rules.replace(network: network, rows: rules, in: db) { [$0.0, $0.1] }
        try BulkTable.meters.replace(network: network, rows: meters, in: db) { meter in
            [
                places[ObjectIdentifier(meter.object)], meter.limit.metric.rawValue, meter.limit.period.unit.rawValue,
                meter.limit.period.length, meter.limit.maximum?.millionths, meter.count?.millionths,
                meter.failedCount?.millionths, meter.startedAt?.milliseconds, meter.expiresAt?.milliseconds,
                meter.asOf.milliseconds, meter.precision.rawValue, meter.isWindowEstimated,
            ]
        }
    }

    private static func values(of object: CapObject) -> BulkTable.Values {
        [
            object.id.kind.rawValue, object.id.key, object.scope.rawValue, object.name, object.affiliate?.id,
            object.affiliate?.name, object.offer?.id, object.offer?.name, object.step?.id, object.step?.name,
            object.parent?.kind.rawValue, object.parent?.key, object.isSoftCap, object.isEnabled, object.timeZone,
            object.isTimeZoneAssumed, object.currency,
        ]
    }
}
