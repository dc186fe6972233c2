// Turns a snapshot into pieces. Knows no tables; `SnapshotUnpacker` is its counterpart, value for value.
import Models

/// Packs one snapshot.
struct SnapshotPacker {
    private let snapshot: NetworkSnapshot
    private var names = SnapshotNames()

    init(_ snapshot: NetworkSnapshot) {
        self.snapshot = snapshot
    }

    /// All pieces by part.
    mutating func pieces() -> [(part: SnapshotPart, pieces: [[UInt8]])] {
        let (objects, places) = objectsInOrder()
        let packedObjects = pieces(of: objects.count) { packer, index, writer in
            packer.pack(objects[index], into: &writer)
        }
        var windows = WindowPlaces()
        var lastObject = 0
        let packedMeters = pieces(of: snapshot.meters.count) { packer, index, writer in
            if index % SnapshotPart.length == 0 {
                windows = WindowPlaces()
                lastObject = 0
            }
            writer.append(signed: Int64(places[index] - lastObject))
            lastObject = places[index]
            packer.pack(packer.snapshot.meters[index], into: &writer, &windows)
        }
        return [(.lists, [packedLists()]), (.names, packedNames()), (.objects, packedObjects), (.meters, packedMeters)]
    }

    /// Meters of one object share the reference, so objects are told apart by it; and each meter's object's place.
    private func objectsInOrder() -> (objects: [CapObject], places: [Int]) {
        var objects: [CapObject] = []
        var known: [ObjectIdentifier: Int] = [:]
        var places: [Int] = []
        places.reserveCapacity(snapshot.meters.count)
        for meter in snapshot.meters {
            if let last = places.last, objects[last] === meter.object {
                places.append(last)
                continue
            }
            let place = known[ObjectIdentifier(meter.object)] ?? objects.count
            if place == objects.count {
                known[ObjectIdentifier(meter.object)] = place
                objects.append(meter.object)
            }
            places.append(place)
        }
        return (objects, places)
    }

    private mutating func pieces(
        of count: Int, _ pack: (inout SnapshotPacker, Int, inout PackedWriter) -> Void
    ) -> [[UInt8]] {
        stride(from: 0, to: count, by: SnapshotPart.length).map { start in
            var writer = PackedWriter()
            for index in start..<min(start + SnapshotPart.length, count) { pack(&self, index, &writer) }
            return writer.bytes
        }
    }

    private func packedLists() -> [UInt8] {
        var writer = PackedWriter()
        writer.append(snapshot.notes) { $0.append(text: $1) }
        writer.append(snapshot.affiliates) { writer, affiliate in
            for text in [affiliate.id, affiliate.name, affiliate.status] { writer.append(text: text) }
        }
        writer.append(snapshot.offers) { writer, offer in
            for text in [offer.id, offer.name, offer.status, offer.groupID] { writer.append(text: text) }
        }
        writer.append(snapshot.groups) { writer, group in
            for text in [group.id, group.name, group.status] { writer.append(text: text) }
            writer.append(group.offerIDs) { $0.append(text: $1) }
        }
        writer.append(snapshot.steps) { writer, step in
            for text in [step.id, step.flowID, step.name] { writer.append(text: text) }
            writer.append(step.isEnabled ? 1 : 0)
        }
        return writer.bytes
    }

    private func packedNames() -> [[UInt8]] {
        var texts = PackedWriter()
        for text in names.texts { texts.append(text: text) }
        var pairs = PackedWriter()
        for pair in names.pairs {
            pairs.append(text: pair.id)
            pairs.append(text: pair.name)
        }
        return [texts.bytes, pairs.bytes]
    }

    private mutating func pack(_ object: CapObject, into writer: inout PackedWriter) {
        writer.append(names.place(object.id.kind.rawValue) as UInt64)
        writer.append(text: object.id.key)
        writer.append(names.place(object.scope.rawValue) as UInt64)
        writer.append(text: object.name)
        for pair in [object.affiliate, object.offer, object.step] { writer.append(names.place(pair)) }
        writer.append(names.place(object.parent?.kind.rawValue))
        if let parent = object.parent { writer.append(text: parent.key) }
        writer.append(object.rules) { $0.append(text: $1) }
        let flags = [object.isSoftCap, object.isEnabled, object.isTimeZoneAssumed]
        writer.append(flags.reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
        writer.append(names.place(object.timeZone) as UInt64)
        writer.append(names.place(object.currency))
    }

    private mutating func pack(_ meter: CapMeter, into writer: inout PackedWriter, _ windows: inout WindowPlaces) {
        writer.append(names.place(meter.limit.metric.rawValue) as UInt64)
        writer.append(names.place(meter.limit.period.unit.rawValue) as UInt64)
        writer.append(signed: Int64(meter.limit.period.length))
        for quantity in [meter.limit.maximum, meter.count, meter.failedCount] {
            writer.append(quantity: quantity?.millionths ?? SampleValue.unknown)
        }
        windows.append(meter.startedAt, meter.expiresAt, to: &writer)
        // Most meters are as old as the network: the same bytes refresh after refresh.
        writer.append(signed: snapshot.asOf.milliseconds &- meter.asOf.milliseconds)
        writer.append(names.place(meter.precision.rawValue) << 1 | (meter.isWindowEstimated ? 1 : 0))
    }
}

/// The windows that meters of one piece have in common: each is written where it first comes up.
private struct WindowPlaces {
    private struct Window: Hashable {
        var startedAt: Timestamp?
        var expiresAt: Timestamp?
    }

    private var places: [Window: Int] = [:]

    mutating func append(_ startedAt: Timestamp?, _ expiresAt: Timestamp?, to writer: inout PackedWriter) {
        let window = Window(startedAt: startedAt, expiresAt: expiresAt)
        if let place = places[window] { return writer.append(UInt64(place)) }
        writer.append(UInt64(places.count))
        places[window] = places.count
        for instant in [startedAt, expiresAt] {
            writer.append(instant == nil ? 0 : 1)
            if let instant { writer.append(signed: instant.milliseconds) }
        }
    }
}

extension PackedWriter {
    fileprivate mutating func append<Element>(
        _ elements: [Element], _ element: (inout PackedWriter, Element) -> Void
    ) {
        append(UInt64(elements.count))
        for each in elements { element(&self, each) }
    }
}
