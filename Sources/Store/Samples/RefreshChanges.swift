// What one refresh changed in one segment of a network's meters, and its bytes. Knows no meter's name and no tables.

/// A meter, by its place in its segment, with its new value.
struct PlacedValue: Equatable {
    var place: Int32
    var value: SampleValue
}

/// The changes of one refresh, of up to 8,192 meters with neighbouring numbers.
enum RefreshChanges {
    /// Meters a segment.
    static let width = 8_192

    /// - Parameter changes: their places ascend.
    static func packed(_ changes: [PlacedValue]) -> [UInt8] {
        var writer = PackedWriter()
        var next: Int32 = 0
        for change in changes {
            let isSame = change.value.maximum == SampleValue.unchanged
            writer.append(UInt64(change.place - next) << 1 | (isSame ? 0 : 1))
            writer.append(quantity: change.value.count)
            if !isSame { writer.append(quantity: change.value.maximum) }
            next = change.place + 1
        }
        return writer.bytes
    }

    /// Calls `body` with each place in the segment and its value, up to the first byte that cannot be read.
    ///
    /// - Parameter end: places from here on are not wanted.
    static func read(_ bytes: [UInt8], before end: Int = width, _ body: (Int, SampleValue) -> Void) {
        var reader = PackedReader(bytes)
        var next = 0
        while let word = reader.number(), let count = reader.quantity(), word >> 1 < UInt64(width - next) {
            var maximum = SampleValue.unchanged
            if word & 1 == 1 {
                guard let own = reader.quantity() else { return }
                maximum = own
            }
            let place = next + Int(word >> 1)
            guard place < end else { return }
            body(place, SampleValue(count: count, maximum: maximum))
            next = place + 1
            if next >= end { return }
        }
    }
}
