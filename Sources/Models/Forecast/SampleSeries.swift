// The samples of one meter in the order of time, however they arrived. Knows nothing of rates and windows.

/// Samples in ascending time, one an instant.
public struct SampleSeries: Hashable, Sendable, Codable {
    public private(set) var samples: [MeterSample]

    /// Takes samples in any order; of several at one instant the last one given counts.
    public init(_ samples: some Sequence<MeterSample> = []) {
        self.samples = []
        // Stored samples come sorted: inserting is then appending.
        for sample in samples { insert(sample) }
    }

    public mutating func insert(_ sample: MeterSample) {
        let place = firstPlace(notBefore: sample.at)
        if place < samples.count, samples[place].at == sample.at {
            samples[place] = sample
        } else {
            samples.insert(sample, at: place)
        }
    }

    private func firstPlace(notBefore instant: Timestamp) -> Int {
        guard let last = samples.last, last.at >= instant else { return samples.count }
        var low = 0
        var high = samples.count - 1
        while low < high {
            let middle = (low + high) / 2
            if samples[middle].at < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
