// Reads the slots of a packed block one after the other: of a day of many meters no more than one is unpacked at a time.

/// The courses of one packed block, in the order of its slots.
struct SeriesCursor {
    private var reader: PackedReader
    /// Whether the bytes went on with something that is no course.
    private(set) var isBroken = false

    init(_ packed: [UInt8] = []) {
        reader = PackedReader(packed)
    }

    /// The next slot's course; nil after the last one, and for good where the bytes cannot be read.
    mutating func next() -> MeterCourse? {
        guard !isBroken, !reader.isAtEnd else { return nil }
        let course = reader.number().flatMap { self.course($0) }
        isBroken = course == nil
        return course
    }

    private mutating func course(_ header: UInt64) -> MeterCourse? {
        guard header != 0 else { return MeterCourse() }
        guard let scale = PackedBytes.Scale(rawValue: UInt8(header >> 1 & 3)), let count = reader.quantity(),
            let maximum = reader.quantity()
        else { return nil }
        let initial = SampleValue(count: count, maximum: maximum)
        var changes: [SampleChange] = []
        var last = SampleChange(instant: 0, value: initial)
        for _ in 0..<(header >> 3) {
            guard let change = reader.change(from: last.value, at: last.instant, scale) else { return nil }
            changes.append(change)
            last = change
        }
        return MeterCourse(initial: initial, changes: changes)
    }
}

extension PackedReader {
    fileprivate mutating func change(
        from value: SampleValue, at instant: Int32, _ scale: PackedBytes.Scale
    ) -> SampleChange? {
        guard let word = number(), let distance = Int32(exactly: word >> 1) else { return nil }
        let (next, overflows) = instant.addingReportingOverflow(distance)
        guard !overflows else { return nil }
        if word & 1 == 1 {
            guard let count = quantity(), let maximum = quantity() else { return nil }
            return SampleChange(instant: next, value: SampleValue(count: count, maximum: maximum))
        }
        guard let steps = signed() else { return nil }
        let (difference, tooLarge) = steps.multipliedReportingOverflow(by: scale.unit)
        let (count, beyond) = value.count.addingReportingOverflow(difference)
        guard !tooLarge, !beyond else { return nil }
        return SampleChange(instant: next, value: SampleValue(count: count, maximum: value.maximum))
    }
}
