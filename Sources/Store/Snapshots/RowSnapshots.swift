// Reads the snapshots of the first versions, which had a row for every meter: an upgrade packs what they knew. A network
// whose rows were changed by another hand beyond reading counts as never saved.
import GRDB
import Models

/// Reads one network's snapshot from rows.
struct RowSnapshots {
    /// A row says something that no captop writes.
    private struct Unreadable: Error {}

    let db: Database

    func names() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM network ORDER BY id")
    }

    /// The last saved snapshot of the network, nil when there is none.
    func read(network name: String) throws -> NetworkSnapshot? {
        do {
            return try readRows(network: name)
        } catch is Unreadable {
            return nil
        }
    }

    private func readRows(network name: String) throws -> NetworkSnapshot? {
        let sql = """
            SELECT id, kind, environment, account_name, time_zone, currency, as_of, clock_skew
            FROM network WHERE name = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [name]) else { return nil }
        let network = Network(
            name: name, kind: try word(row[1]), environment: try word(row[2]), accountName: row[3], timeZone: row[4],
            currency: row[5])
        let id: Int64 = row[0]
        return NetworkSnapshot(
            network: network,
            affiliates: try collect(.affiliates, id) { Affiliate(id: $0[0], name: $0[1], status: $0[2]) },
            offers: try collect(.offers, id) { Offer(id: $0[0], name: $0[1], status: $0[2], groupID: $0[3]) },
            groups: try readGroups(network: id),
            steps: try collect(.steps, id) { Step(id: $0[0], flowID: $0[1], name: $0[2], isEnabled: $0[3]) },
            meters: try readMeters(network: id, named: name),
            asOf: Timestamp(milliseconds: row[6]),
            clockSkew: row[7],
            notes: try collect(.notes, id) { $0[0] })
    }

    private func readGroups(network: Int64) throws -> [OfferGroup] {
        var groups = try collect(.groups, network) {
            OfferGroup(id: $0[0], name: $0[1], status: $0[2], offerIDs: [])
        }
        let members = try SnapshotTable.groupMembers.rows(network: network, in: db)
        while let row = try members.next() {
            let place: Int = row[0]
            guard groups.indices.contains(place) else { throw Unreadable() }
            groups[place].offerIDs.append(row[1])
        }
        return groups
    }

    private func readMeters(network: Int64, named name: String) throws -> [CapMeter] {
        let objects = try readObjects(network: network, named: name)
        return try collect(.meters, network) { row in
            let place: Int = row[0]
            guard objects.indices.contains(place) else { throw Unreadable() }
            let period = CapPeriod(unit: CapPeriod.Unit(rawValue: row[2]), length: row[3])
            let maximum: Int64? = row[4]
            return CapMeter(
                object: objects[place],
                limit: CapLimit(
                    metric: try word(row[1]), period: period, maximum: maximum.map(Quantity.init(millionths:))),
                count: quantity(row[5]), failedCount: quantity(row[6]), startedAt: instant(row[7]),
                expiresAt: instant(row[8]), asOf: Timestamp(milliseconds: row[9]), precision: try word(row[10]),
                isWindowEstimated: row[11])
        }
    }

    private func readObjects(network: Int64, named name: String) throws -> [CapObject] {
        var rules: [Int: [String]] = [:]
        let lines = try SnapshotTable.rules.rows(network: network, in: db)
        while let row = try lines.next() {
            rules[row[0], default: []].append(row[1])
        }
        var names = NamePool()
        var place = 0
        return try collect(.objects, network) { row in
            defer { place += 1 }
            var parent: ObjectID?
            if let kind: String = row[10], let key: String = row[11] {
                parent = ObjectID(network: name, kind: try word(kind), key: key)
            }
            return CapObject(
                id: ObjectID(network: name, kind: try word(row[0]), key: row[1]), scope: try word(row[2]), name: row[3],
                affiliate: names.named(row[4], row[5]), offer: names.named(row[6], row[7]),
                step: names.named(row[8], row[9]), parent: parent, rules: rules[place] ?? [], isSoftCap: row[12],
                isEnabled: row[13], timeZone: names.shared(row[14]), isTimeZoneAssumed: row[15], currency: row[16])
        }
    }

    private func collect<Element>(_ table: SnapshotTable, _ network: Int64, _ element: (Row) throws -> Element) throws
        -> [Element]
    {
        var elements: [Element] = []
        let cursor = try table.rows(network: network, in: db)
        while let row = try cursor.next() {
            elements.append(try element(row))
        }
        return elements
    }

    private func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
        guard let word = Word(rawValue: text) else { throw Unreadable() }
        return word
    }

    private func quantity(_ millionths: Int64?) -> Quantity? {
        millionths.map(Quantity.init(millionths:))
    }

    private func instant(_ milliseconds: Int64?) -> Timestamp? {
        milliseconds.map(Timestamp.init(milliseconds:))
    }
}

/// Hands out one string for equal texts: thousands of caps name the same offer, affiliate and zone.
private struct NamePool {
    private var known: Set<String> = []

    mutating func shared(_ text: String) -> String {
        known.insert(text).memberAfterInsert
    }

    mutating func named(_ id: String?, _ name: String?) -> NamedID? {
        guard let id, let name else { return nil }
        return NamedID(id: shared(id), name: shared(name))
    }
}
