// When a network was sampled: a list of instants, its bytes, and what is left of it when it is thinned. Knows no meters.

/// Instants in milliseconds since 1970, none before the one in front of it.
struct InstantList: Equatable {
    private(set) var instants: [Int64] = []

    init() {}

    /// An instant that lies before the one in front of it counts as at the same time.
    init(_ instants: [Int64]) {
        self.instants.reserveCapacity(instants.count)
        for instant in instants { append(instant) }
    }

    init?(packed: [UInt8]) {
        var reader = PackedReader(packed)
        while !reader.isAtEnd {
            guard let step = reader.signed() else { return nil }
            let (instant, overflows) = (instants.last ?? 0).addingReportingOverflow(step)
            guard !overflows, instants.isEmpty || step >= 0 else { return nil }
            instants.append(instant)
        }
    }

    var packed: [UInt8] {
        var writer = PackedWriter()
        var last: Int64 = 0
        for instant in instants {
            writer.append(signed: instant - last)
            last = instant
        }
        return writer.bytes
    }

    var count: Int { instants.count }

    mutating func append(_ instant: Int64) {
        instants.append(max(instant, instants.last ?? instant))
    }

    mutating func append(_ list: InstantList) {
        for instant in list.instants { append(instant) }
    }

    /// The place of the last instant at or before `time`; nil when all are later.
    func place(at time: Int64) -> Int? {
        var low = 0
        var high = instants.count
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// Keeps the last instant of every bucket.
    ///
    /// - Returns: what is kept, and for each instant of the list the place in there of the one that stands for it.
    func thinned(bucket: Int64) -> (kept: InstantList, places: [Int32]) {
        var kept = InstantList()
        var places: [Int32] = []
        places.reserveCapacity(count)
        for (place, instant) in instants.enumerated() {
            places.append(Int32(kept.count))
            let next = place + 1 < count ? SampleSpan(holding: instants[place + 1], length: bucket) : nil
            if SampleSpan(holding: instant, length: bucket) != next { kept.append(instant) }
        }
        return (kept, places)
    }
}
