// Reads a long list of counters on all cores, part by part while it is still being gone through. Knows no list before it.

/// What a list of counters holds, with the marks of their bytes.
struct LongCounterList: Sendable {
    /// From so many bytes on it pays: some twelve thousand counters.
    static let least = 4 << 20
    /// So many bytes are parsed at once: what comes of them stays in the processor's cache.
    static let portion = 256 << 10

    private(set) var counters: [LeadConduit.CapCounter] = []
    private(set) var marks: [ListScanner.Mark] = []

    /// A stretch of the list, whole elements with the commas between them.
    private struct Part: Sendable {
        var bytes: Range<Int>
        var count = 0
    }

    /// - Returns: nil when something is wrong with the list, which reading it as one tells.
    init?(_ bytes: [UInt8], seed: UInt64) async {
        let read = await withTaskGroup(of: (Int, [LeadConduit.CapCounter]?).self) { group in
            var parts = 0
            let marks = LongCounterList.scan(bytes, seed: seed) { part in
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
        counters.reserveCapacity(marks.count)
        for part in read.1 { counters += part ?? [] }
    }

    /// Goes through the list, and hands out its parts as they are found.
    ///
    /// - Returns: the marks of all elements; nil when it is no list of objects.
    private static func scan(
        _ bytes: [UInt8], seed: UInt64, _ found: (Part) -> Void
    ) -> [ListScanner.Mark]? {
        bytes.withUnsafeBufferPointer { buffer in
            guard var scanner = ListScanner(buffer, seed: seed) else { return nil }
            var marks: [ListScanner.Mark] = []
            var part = Part(bytes: scanner.at..<scanner.at)
            while !scanner.takeEnd() {
                guard let mark = scanner.next() else { return nil }
                marks.append(mark)
                part.bytes = part.bytes.lowerBound..<scanner.at + mark.length
                part.count += 1
                guard scanner.pass(mark) else { return nil }
                guard part.bytes.count >= LongCounterList.portion else { continue }
                found(part)
                part = Part(bytes: scanner.at..<scanner.at)
            }
            if part.count > 0 { found(part) }
            return marks
        }
    }

    private static func counters(in bytes: [UInt8], _ part: Part) -> [LeadConduit.CapCounter]? {
        let list = [UInt8(ascii: "[")] + bytes[part.bytes] + [UInt8(ascii: "]")]
        guard let listing = try? LeadConduit.CapCounter.readList(list), listing.skipped.isEmpty,
            listing.items.count == part.count
        else { return nil }
        var counters = listing.items
        for place in counters.indices.dropFirst() { counters[place].share(textsOf: counters[place - 1]) }
        return counters
    }
}

extension LeadConduit.CapCounter {
    /// Takes the memory of texts that the counter before has too: a hundred thousand name the same few.
    mutating func share(textsOf other: LeadConduit.CapCounter) {
        if flowID == other.flowID { flowID = other.flowID }
        if sourceID == other.sourceID { sourceID = other.sourceID }
        if timeZone == other.timeZone { timeZone = other.timeZone }
    }
}
