// What one refresh said of one meter, in the store's own numbers. Knows no bytes and no tables.
import Models

/// A count with its maximum, both in millionths.
struct SampleValue: Equatable {
    /// Stands for a count or a maximum that is not known.
    static let unknown = Int64.min
    /// Stands in a change for the maximum that the meter had before.
    static let unchanged = Int64.min + 1
    /// The meter does not exist, or nothing is known of it.
    static let none = SampleValue(count: unknown, maximum: unknown)

    var count: Int64
    var maximum: Int64

    init(count: Int64, maximum: Int64) {
        self.count = count
        self.maximum = maximum
    }

    init(_ meter: CapMeter) {
        count = meter.count?.millionths ?? SampleValue.unknown
        maximum = meter.limit.maximum?.millionths ?? SampleValue.unknown
    }

    /// The value itself, once it is known what the meter's value was before.
    func following(_ previous: SampleValue) -> SampleValue {
        maximum == SampleValue.unchanged ? SampleValue(count: count, maximum: previous.maximum) : self
    }
}

/// A value that a meter took at one instant of a list of instants, and kept until its next change.
struct SampleChange: Equatable {
    /// The place in the list.
    var instant: Int32
    var value: SampleValue
}
