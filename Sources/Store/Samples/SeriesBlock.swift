// The courses of up to 128 meters through one chunk of instants, and their bytes. Knows no meter's name and no tables.

/// What the meters of one block did, slot by slot: a value at the first instant, and each change from there on.
struct SeriesBlock: Equatable {
    static let width = 128

    private var initials: [SampleValue] = []
    /// All slots' changes, one slot after the other.
    private var changes: [SampleChange] = []
    /// Where in `changes` each slot ends.
    private var ends: [Int] = []

    init() {}

    var slots: Int { initials.count }

    /// Whether nothing is known of any slot.
    var isEmpty: Bool { changes.isEmpty && initials.allSatisfy { $0 == .none } }

    func initial(_ slot: Int) -> SampleValue {
        slot < initials.count ? initials[slot] : .none
    }

    func changes(_ slot: Int) -> ArraySlice<SampleChange> {
        guard slot < ends.count else { return [] }
        return changes[(slot == 0 ? 0 : ends[slot - 1])..<ends[slot]]
    }

    func last(_ slot: Int) -> SampleValue {
        changes(slot).last?.value ?? initial(slot)
    }

    /// The slot's value at that place of the chunk's instants.
    func value(_ slot: Int, at instant: Int) -> SampleValue {
        changes(slot).last { $0.instant <= instant }?.value ?? initial(slot)
    }

    mutating func append(_ course: MeterCourse) {
        initials.append(course.initial)
        changes.append(contentsOf: course.changes)
        ends.append(changes.count)
    }
}

/// Gathers one meter's course from values in the order of time, and drops those that say nothing new.
struct MeterCourse {
    private(set) var initial = SampleValue.none
    private(set) var changes: [SampleChange] = []

    init() {}

    init(initial: SampleValue, changes: [SampleChange]) {
        self.initial = initial
        self.changes = changes
    }

    var last: SampleValue { changes.last?.value ?? initial }

    mutating func set(_ value: SampleValue, at instant: Int32) {
        if instant == 0 {
            initial = value
            return
        }
        if changes.last?.instant == instant { changes.removeLast() }
        if last != value { changes.append(SampleChange(instant: instant, value: value)) }
    }
}

// A slot is a header (0 for nothing known, else changes << 3 | scale << 1 | 1), count and maximum at the first instant, and
// for each change the distance in instants << 1: with 0 in the low bit the difference of the count follows, in units of
// the scale; with 1 count and maximum.
extension SeriesBlock {
    init?(packed: [UInt8]) {
        var cursor = SeriesCursor(packed)
        while let course = cursor.next() {
            guard slots < SeriesBlock.width else { return nil }
            append(course)
        }
        if cursor.isBroken { return nil }
    }

    var packed: [UInt8] {
        var writer = PackedWriter()
        let known = (0..<slots).last { initials[$0] != .none || !changes($0).isEmpty } ?? -1
        for slot in 0..<(known + 1) { pack(slot, into: &writer) }
        return writer.bytes
    }

    private func pack(_ slot: Int, into writer: inout PackedWriter) {
        let changes = changes(slot)
        let initial = initials[slot]
        guard initial != .none || !changes.isEmpty else { return writer.append(0) }
        let scale = SeriesBlock.scale(initial, changes)
        writer.append(UInt64(changes.count) << 3 | UInt64(scale.rawValue) << 1 | 1)
        writer.append(quantity: initial.count)
        writer.append(quantity: initial.maximum)
        var previous = SampleChange(instant: 0, value: initial)
        for change in changes {
            writer.append(change, after: previous, scale)
            previous = change
        }
    }

    private static func scale(_ initial: SampleValue, _ changes: ArraySlice<SampleChange>) -> PackedBytes.Scale {
        var scale = initial.count == SampleValue.unknown ? .whole : PackedBytes.Scale(of: initial.count)
        for change in changes where change.value.count != SampleValue.unknown {
            scale = max(scale, PackedBytes.Scale(of: change.value.count))
        }
        return scale
    }
}

extension PackedWriter {
    fileprivate mutating func append(
        _ change: SampleChange, after previous: SampleChange, _ scale: PackedBytes.Scale
    ) {
        let distance = UInt64(change.instant - previous.instant)
        let (value, before) = (change.value, previous.value)
        let (difference, overflows) = value.count.subtractingReportingOverflow(before.count)
        let isStep =
            value.maximum == before.maximum && value.count != SampleValue.unknown
            && before.count != SampleValue.unknown && !overflows
        append(distance << 1 | (isStep ? 0 : 1))
        if isStep {
            append(signed: difference / scale.unit)
        } else {
            append(quantity: value.count)
            append(quantity: value.maximum)
        }
    }
}
