// Turns pieces back into a snapshot. Knows no tables; `SnapshotPacker` is its counterpart, value for value.
import Models

/// Unpacks one snapshot; throws `UnreadableSnapshot` for pieces that no captop writes.
struct SnapshotUnpacker {
    private let network: String
    private let asOf: Timestamp
    private var words = SnapshotWords(texts: [], pairs: [])
    private var objects: [CapObject] = []

    init(network: String, asOf: Timestamp) {
        self.network = network
        self.asOf = asOf
    }

    func readLists(_ bytes: [UInt8], into snapshot: inout NetworkSnapshot) throws {
        var reader = PieceReader(bytes)
        snapshot.notes = try reader.list { try $0.text() }
        snapshot.affiliates = try reader.list {
            Affiliate(id: try $0.text(), name: try $0.text(), status: try $0.text())
        }
        snapshot.offers = try reader.list {
            Offer(id: try $0.text(), name: try $0.text(), status: try $0.text(), groupID: try $0.optionalText())
        }
        snapshot.groups = try reader.list {
            OfferGroup(
                id: try $0.text(), name: try $0.text(), status: try $0.text(), offerIDs: try $0.list { try $0.text() })
        }
        snapshot.steps = try reader.list {
            Step(id: try $0.text(), flowID: try $0.text(), name: try $0.text(), isEnabled: try $0.number() == 1)
        }
    }

    mutating func readNames(texts: [UInt8], pairs: [UInt8]) throws {
        var reader = PieceReader(texts)
        var known: [String] = []
        while !reader.isAtEnd { known.append(try reader.text()) }
        reader = PieceReader(pairs)
        var named: [NamedID] = []
        while !reader.isAtEnd { named.append(NamedID(id: try reader.text(), name: try reader.text())) }
        words = SnapshotWords(texts: known, pairs: named)
    }

    mutating func readObjects(_ pieces: [[UInt8]]) throws {
        let unpacker = self
        objects = try PieceReader.readAtOnce(pieces) { reader, take in
            var contexts = CapContexts(network: unpacker.network)
            while !reader.isAtEnd { take(try unpacker.object(&reader, &contexts)) }
        }
    }

    func readMeters(_ pieces: [[UInt8]]) throws -> [CapMeter] {
        try PieceReader.readAtOnce(pieces) { try readMeters(&$0, $1) }
    }

    private func readMeters(_ reader: inout PieceReader, _ take: (CapMeter) -> Void) throws {
        var windows: [(startedAt: Timestamp?, expiresAt: Timestamp?)] = []
        var place: Int64 = 0
        while !reader.isAtEnd {
            let (next, overflows) = place.addingReportingOverflow(try reader.signed())
            guard !overflows, next >= 0, next < objects.count else { throw UnreadableSnapshot() }
            place = next
            take(try meter(objects[Int(place)], &reader, &windows))
        }
    }

    private func object(_ reader: inout PieceReader, _ contexts: inout CapContexts) throws -> CapObject {
        let kind = try words.kind(try reader.place())
        let key = try reader.text()
        let scope = try words.scope(try reader.place())
        let name = try reader.text()
        let affiliate = try words.pair(try reader.place())
        let offer = try words.pair(try reader.place())
        let step = try words.pair(try reader.place())
        let parentKind = try reader.place()
        var parent: ObjectID?
        if parentKind > 0 {
            parent = ObjectID(network: network, kind: try words.kind(parentKind - 1), key: try reader.text())
        }
        let rules = try reader.list { try $0.text() }
        let flags = try reader.number()
        let context = contexts.context(
            timeZone: try words.text(try reader.place()), isTimeZoneAssumed: flags & 1 != 0,
            currency: try words.optionalText(try reader.place()))
        return CapObject(
            kind, key: key, in: context, scope: scope, name: name, affiliate: affiliate, offer: offer, step: step,
            parent: parent, rules: rules, isSoftCap: flags & 4 != 0, isEnabled: flags & 2 != 0)
    }

    private func meter(
        _ object: CapObject, _ reader: inout PieceReader,
        _ windows: inout [(startedAt: Timestamp?, expiresAt: Timestamp?)]
    ) throws -> CapMeter {
        let metric = try words.metric(try reader.place())
        let unit = try words.unit(try reader.place())
        guard let length = Int(exactly: try reader.signed()) else { throw UnreadableSnapshot() }
        let maximum = try reader.quantity()
        let count = try reader.quantity()
        let failedCount = try reader.quantity()
        let window = try reader.place()
        guard window <= windows.count else { throw UnreadableSnapshot() }
        if window == windows.count { windows.append((try instant(&reader), try instant(&reader))) }
        let age = try reader.signed()
        let last = try reader.number()
        return CapMeter(
            object: object,
            limit: CapLimit(
                metric: metric, period: CapPeriod(unit: unit, length: length),
                maximum: maximum.map(Quantity.init(millionths:))),
            count: count.map(Quantity.init(millionths:)), failedCount: failedCount.map(Quantity.init(millionths:)),
            startedAt: windows[window].startedAt, expiresAt: windows[window].expiresAt,
            asOf: Timestamp(milliseconds: asOf.milliseconds &- age),
            precision: try words.precision(Int(truncatingIfNeeded: last >> 1)), isWindowEstimated: last & 1 == 1)
    }

    private func instant(_ reader: inout PieceReader) throws -> Timestamp? {
        try reader.number() == 0 ? nil : Timestamp(milliseconds: try reader.signed())
    }
}
