// How fine samples are kept for how long, and in what portions. Knows no tables.

/// A stretch of time that starts at a whole multiple of its length.
struct SampleSpan: Equatable {
    /// Milliseconds since 1970.
    var start: Int64
    var length: Int64

    var end: Int64 { start + length }

    init(holding instant: Int64, length: Int64) {
        let remainder = instant % length
        start = instant - (remainder < 0 ? remainder + length : remainder)
        self.length = length
    }

    func contains(_ instant: Int64) -> Bool {
        start <= instant && instant < end
    }
}

/// One degree of fineness. Chunks of one level become one chunk of the next when they are old enough.
enum SampleLevel: Int64, CaseIterable {
    static let minute: Int64 = 60_000
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000

    /// Every refresh; an hour a chunk, or less where refreshes are frequent.
    case raw
    /// The last refresh of each minute; six hours a chunk.
    case minutes
    /// The last refresh of each hour; a day a chunk.
    case hours
    /// The same, packed closer: four weeks a chunk.
    case weeks

    /// Milliseconds that one chunk covers at most.
    var span: Int64 {
        switch self {
        case .raw: SampleLevel.hour
        case .minutes: 6 * SampleLevel.hour
        case .hours: SampleLevel.day
        case .weeks: 28 * SampleLevel.day
        }
    }

    /// Of each so many milliseconds one refresh is kept.
    var bucket: Int64 {
        switch self {
        case .raw: 1
        case .minutes: SampleLevel.minute
        case .hours, .weeks: SampleLevel.hour
        }
    }

    /// How old, in milliseconds, chunks of this level become before the next one takes them over.
    var age: Int64 {
        switch self {
        case .raw: SampleLevel.day
        case .minutes: 7 * SampleLevel.day
        case .hours: 28 * SampleLevel.day
        case .weeks: SampleLevel.yearOld
        }
    }

    /// The level that takes over; nil when there is none.
    var next: SampleLevel? { SampleLevel(rawValue: rawValue + 1) }

    /// What is older is forgotten.
    static let yearOld: Int64 = 365 * day
}
