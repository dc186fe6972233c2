// Reads a long list of counters on all cores, part by part while it is still being gone through. Knows no list before it.

/// What a list of counters holds, with the marks of their bytes.
struct LongCounterList: Sendable {
    /// From so many bytes on it pays: some twelve thousand counters.
    static let least = 4 << 20
    /// So many bytes are parsed at once: what comes of them stays in the processor's cache.
    static let portion = 256 << 10

    private(set) var counters: CounterList
    private(set) var marks: [ListScanner.Mark] = []

    /// A stretch of the list, whole elements with the commas between them.
    private struct Part: Sendable {
        var bytes: Range<Int>
        var count: Int
    }

    /// - Returns: nil when something is wrong with the list, which reading it as one tells.
    init?(_ bytes: [UInt8], seed: UInt64, partBits: Int = CounterList.usualPartBits) async {
        let read = await withTaskGroup(of: (Int, [LeadConduit.CapCounter]?).self) { group in
            var parts = 0
            let marks = LongCounterList.scan(bytes, seed: seed, each: 1 << partBits) { part in
                let number = parts
                parts += 1
                group.addTask { (number, LongCounterList.counters(in: bytes, part)) }
            }
            var results = [[LeadConduit.CapCounter]?](repeating: nil, count: parts)
            for await (number, counters) in group { results[number] = counters }
            return (marks, results)
        }
        guard let marks = read.0, !read.1.contains(where: { $0 == nil }) else { return nil }
        self.marks = marks
        counters = CounterList(parts: read.1.compactMap { $0 }, partBits: partBits)
    }

    /// Goes through the list, and hands out its parts as they are found.
    ///
    /// - Returns: the marks of all elements; nil when it is no list of objects.
    private static func scan(
        _ bytes: [UInt8], seed: UInt64, each length: Int, _ found: (Part) -> Void
    ) -> [ListScanner.Mark]? {
        bytes.withUnsafeBufferPointer { buffer in
            var scanner = ListScanner(seed: seed)
            var marks: [ListScanner.Mark] = []
            var part: Part?
            while true {
                switch scanner.next(in: buffer, likely: nil) {
                case .element(let mark, let range):
                    marks.append(mark)
                    part = Part(
                        bytes: (part?.bytes.lowerBound ?? range.lowerBound)..<range.upperBound,
                        count: (part?.count ?? 0) + 1)
                case .end:
                    if let part { found(part) }
                    return marks
                case .incomplete, .wrong: return nil
                }
                guard let whole = part, whole.count == length else { continue }
                found(whole)
                part = nil
            }
        }
    }

    private static func counters(in bytes: [UInt8], _ part: Part) -> [LeadConduit.CapCounter]? {
        let list = [UInt8(ascii: "[")] + bytes[part.bytes] + [UInt8(ascii: "]")]
        guard let listing = try? LeadConduit.CapCounter.readList(list), listing.skipped.isEmpty,
            listing.items.count == part.count
        else { return nil }
        var counters = listing.items
        // In place: a copy would count the references in it.
        counters.withUnsafeMutableBufferPointer { counters in
            for place in counters.indices.dropFirst() { counters[place].share(textsOf: counters[place - 1]) }
        }
        return counters
    }
}

extension LeadConduit.CapCounter {
    /// Takes the memory of texts that the counter before has too: a hundred thousand name the same few.
    mutating func share(textsOf other: borrowing LeadConduit.CapCounter) {
        if flowID == other.flowID { flowID = other.flowID }
        if sourceID == other.sourceID { sourceID = other.sourceID }
        if timeZone == other.timeZone { timeZone = other.timeZone }
    }
}
