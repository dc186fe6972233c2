// Fills a wire type from a JSON object, tolerantly (Everflow reference, 1.6; LeadConduit reference, section 9).

struct WireReader<Node: JSONNode>: WireFields {
    /// Objects deeper than this are read as missing (LeadConduit reference, section 9, rule 15).
    static var depthLimit: Int { 32 }

    let node: Node
    let notes: WireNotes
    let depth: Int
    private var hint = 0

    init(_ node: Node, notes: WireNotes, depth: Int = 0) {
        self.node = node
        self.notes = notes
        self.depth = depth
    }

    /// A usable value, or nil with a note that says which row was passed over and why.
    static func read<Value: WireObject>(
        _ node: Node, place: @autoclosure () -> String, notes: WireNotes, depth: Int = 0
    ) -> Value? {
        guard node.isObject else {
            notes.add("\(place()) is not an object and was passed over")
            return nil
        }
        var value = Value()
        var reader = WireReader(node, notes: notes, depth: depth)
        value.exchange(&reader)
        if let defect = value.defect {
            notes.add("\(place()) \(defect) and was passed over")
            return nil
        }
        return value
    }

    /// The usable elements of a list.
    static func rows<Value: WireObject>(_ list: Node, notes: WireNotes, depth: Int = 0) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(list.elementCount)
        var number = 0
        list.forEachElement { element in
            number += 1
            let place = { "\(Value.noun) \(number)" }
            if let value: Value = read(element, place: place(), notes: notes, depth: depth) { values.append(value) }
        }
        return values
    }

    private mutating func member(_ name: StaticString) -> Node? {
        guard let found = node.member(name, after: &hint), !found.isNull else { return nil }
        return found
    }

    mutating func isReading(_ name: StaticString) -> Bool { member(name) != nil }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value) {
        if let read = member(name).flatMap({ Value($0.scalar) }) { value = read }
    }

    mutating func field<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        if let read = member(name).flatMap({ Value($0.scalar) }) { value = read }
    }

    mutating func number(_ name: StaticString, _ value: inout Quantity?) {
        guard let found = member(name) else { return }
        guard let read = Quantity(found.scalar) else {
            notes.add("\(name) is no number and was passed over")
            return
        }
        value = read
    }

    mutating func nullable<Value: WireScalar>(_ name: StaticString, _ value: inout Value?) {
        field(name, &value)
    }

    mutating func unixTime(_ name: StaticString, _ value: inout Timestamp?) {
        // 0 stands for nothing, as with ids; beyond the year 9999 upstreams write errors, not dates.
        let possible: ClosedRange<Int64> = 1...253_402_300_799
        guard let seconds = member(name)?.scalar.int64, possible.contains(seconds) else { return }
        value = Timestamp(seconds: seconds)
    }

    mutating func dateTime(_ name: StaticString, _ value: inout Timestamp?, fractionDigits: Int) {
        if let read = member(name)?.withText({ Timestamp(rfc3339: $0) }) { value = read ?? value }
    }

    mutating func list<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        guard let list = member(name), list.isArray else { return }
        var read: [Value] = []
        list.forEachElement { element in
            if let value = Value(element.scalar) { read.append(value) }
        }
        values = read
    }

    mutating func nullableList<Value: WireScalar>(_ name: StaticString, _ values: inout [Value]?) {
        list(name, &values)
    }

    mutating func object<Value: WireObject>(_ name: StaticString, _ value: inout Value?) {
        guard depth < WireReader.depthLimit, let found = member(name), found.isObject else { return }
        value = WireReader.read(found, place: "\(name)", notes: notes, depth: depth + 1)
    }

    mutating func objects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        guard let list = member(name) else { return }
        guard list.isArray else {
            notes.add("\(name) is not a list and was taken as empty")
            return
        }
        guard depth < WireReader.depthLimit else {
            notes.add("\(name) is nested too deeply and was taken as empty")
            return
        }
        values = WireReader.rows(list, notes: notes, depth: depth + 1)
    }

    mutating func nullableObjects<Value: WireObject>(_ name: StaticString, _ values: inout [Value]?) {
        objects(name, &values)
    }

    mutating func nested(_ name: StaticString, _ body: (inout WireReader) -> Void) {
        guard let found = member(name), found.isObject else { return }
        var inner = WireReader(found, notes: notes, depth: depth + 1)
        body(&inner)
    }

    mutating func tree(_ name: StaticString, _ value: inout JSONValue?) {
        if let found = member(name) { value = found.value() }
    }
}
