// Which number each meter of the last snapshot has, by its place in it: a refresh looks nothing up while places stay the
// same. Keeps no snapshot alive, only its objects.
import GRDB
import Models

/// The numbers of one network's meters.
struct MeterNumbers: Sendable {
    /// A meter's id, 16 bytes.
    private struct Slot {
        var object: CapObject
        var shape: UInt16
        var number: Int32
    }

    private struct Shape {
        var metric: CapMetric
        var period: CapPeriod
    }

    private static let stranger: Int32 = -1
    /// No network has so many periods; one that has is taken over meter by meter.
    private static let mostShapes = 1_000
    private static let unkeptShape = UInt16.max
    /// From so many names on, all of the network's are read at once.
    private static let crowd = 1_000

    private var slots: [Slot] = []
    private var shapes: [Shape] = []

    /// The number of the meter at that place of the snapshot; nil for one that has never been sampled.
    func number(_ place: Int) -> Int? {
        let number = slots[place].number
        return number == MeterNumbers.stranger ? nil : Int(number)
    }

    /// Takes over the meters of a snapshot.
    ///
    /// - Returns: the places of those whose number is not known yet.
    mutating func align(_ meters: [CapMeter]) -> [Int] {
        if slots.count > meters.count { slots.removeLast(slots.count - meters.count) }
        slots.reserveCapacity(meters.count)
        var strangers: [Int] = []
        for place in meters.indices {
            if place < slots.count, isSame(place, meters[place].object, meters[place].limit) {
                if slots[place].number == MeterNumbers.stranger { strangers.append(place) }
                continue
            }
            let slot = newSlot(meters[place])
            if place < slots.count { slots[place] = slot } else { slots.append(slot) }
            strangers.append(place)
        }
        return strangers
    }

    mutating func set(_ number: Int32, at place: Int) {
        slots[place].number = number
    }

    /// Finds the numbers of strangers among the meters that are on file.
    ///
    /// - Parameter network: the id of the snapshot's network on file.
    /// - Returns: the places of those that are not.
    mutating func find(
        _ strangers: [Int], of snapshot: NetworkSnapshot, network: Int64, in db: Database
    ) throws -> [Int] {
        let known = strangers.count > MeterNumbers.crowd ? try MeterNumbers.all(of: network, in: db) : nil
        return try strangers.filter { place in
            let name = snapshot.network.nameOnFile(of: snapshot.meters[place].id)
            guard let number = try known?[name] ?? (known == nil ? MeterNumbers.lookUp(name, network, db) : nil) else {
                return true
            }
            slots[place].number = number
            return false
        }
    }

    static func lookUp(_ name: String, _ network: Int64, _ db: Database) throws -> Int32? {
        let sql = "SELECT number FROM sample_meter WHERE name = ? AND network_id = ?"
        return try Int32.fetchOne(db.cachedStatement(sql: sql), arguments: [name, network])
    }

    private static func all(of network: Int64, in db: Database) throws -> [String: Int32] {
        var numbers: [String: Int32] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT name, number FROM sample_meter WHERE network_id = ?", arguments: [network])
        while let row = try rows.next() { numbers[row[0]] = row[1] }
        return numbers
    }

    /// Objects are made anew when something else than counts has changed: then their ids tell.
    private mutating func isSame(_ place: Int, _ object: CapObject, _ limit: CapLimit) -> Bool {
        guard slots[place].shape != MeterNumbers.unkeptShape else { return false }
        let shape = shapes[Int(slots[place].shape)]
        guard shape.metric == limit.metric, shape.period == limit.period else { return false }
        if slots[place].object === object { return true }
        guard slots[place].object.id.key == object.id.key, slots[place].object.id.kind == object.id.kind else {
            return false
        }
        slots[place].object = object
        return true
    }

    private mutating func newSlot(_ meter: CapMeter) -> Slot {
        Slot(object: meter.object, shape: shape(of: meter.limit), number: MeterNumbers.stranger)
    }

    private mutating func shape(of limit: CapLimit) -> UInt16 {
        if let known = shapes.lastIndex(where: { $0.metric == limit.metric && $0.period == limit.period }) {
            return UInt16(known)
        }
        guard shapes.count < MeterNumbers.mostShapes else { return MeterNumbers.unkeptShape }
        shapes.append(Shape(metric: limit.metric, period: limit.period))
        return UInt16(shapes.count - 1)
    }
}
