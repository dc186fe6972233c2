// Reads one network's samples: series of meters over a range of time, and all values at one instant. Knows meters by number.
import GRDB
import Models

/// One network's samples, as one transaction sees them.
struct SampleReader {
    /// What speaks for a block between two instants, laid along one line.
    private struct View {
        var chunks: [(chunk: SampleTimeline.Chunk, offset: Int)] = []
        var refreshes: [Int64] = []
        var logOffset = 0
        var line = SampleLine()
        var range = 0..<0
        var marks: [Int] = []
    }

    private let timeline: SampleTimeline
    private let views: (built: View, rest: View)

    /// Reads what lies between two instants.
    init(network: Int64, from: Int64, to: Int64, in db: Database) throws {
        try self.init(network: network, in: db) { timeline, block in
            let chunks = timeline.chunks(block: block).filter { $0.firstAt <= to }
            // The log goes on from the values of the chunk before it, also from one that ends before the range.
            let before = chunks.last { $0.lastAt < from }
            return try SampleReader.view(
                timeline, block, chunks.filter { $0.lastAt >= from || $0.id == before?.id }, from: from, to: to)
        }
    }

    /// Reads no more than it takes to tell the values at an instant.
    init(network: Int64, at instant: Int64, in db: Database) throws {
        try self.init(network: network, in: db) { timeline, block in
            let chunks = timeline.chunks(block: block).filter { $0.firstAt <= instant }
            let last = chunks.max { (min($0.lastAt, instant), $0.id) < (min($1.lastAt, instant), $1.id) }
            return try SampleReader.view(timeline, block, last.map { [$0] } ?? [], from: .min, to: instant)
        }
    }

    private init(network: Int64, in db: Database, _ view: (SampleTimeline, Int) throws -> View) throws {
        timeline = try SampleTimeline(network: network, in: db)
        // While a chunk is being built, the blocks that it has already are read otherwise than the rest.
        let rest = try view(timeline, .max)
        views = (timeline.building == nil ? rest : try view(timeline, -1), rest)
    }

    private func view(_ block: Int) -> View {
        block < timeline.building?.builtBlocks ?? 0 ? views.built : views.rest
    }

    /// Lays chunks and the log along one line.
    private static func view(
        _ timeline: SampleTimeline, _ block: Int, _ chunks: [SampleTimeline.Chunk], from: Int64, to: Int64
    ) throws -> View {
        var view = View()
        for chunk in chunks {
            let instants = try timeline.instants(of: chunk)
            view.chunks.append((chunk, view.line.append(instants, bucket: chunk.level.bucket)))
        }
        let log = timeline.log(block: block).filter { $0.at <= to }
        view.refreshes = log.map(\.id)
        view.logOffset = view.line.append(InstantList(log.map(\.at)), bucket: 1)
        view.range = view.line.places(from: from, to: to)
        view.marks = view.line.marks(in: view.range)
        return view
    }

    /// Some meters' samples in the range, by number. The log is gone through once for all of a segment, however many of them
    /// are wanted.
    func series(_ numbers: [Int]) throws -> [Int: [MeterSample]] {
        struct Place: Hashable {
            var segment: Int
            var isBuilt: Bool
        }
        let built = timeline.building?.builtBlocks ?? 0
        let wanted = Dictionary(grouping: Set(numbers).sorted()) { number in
            Place(segment: number / RefreshChanges.width, isBuilt: number / SeriesBlock.width < built)
        }
        var series: [Int: [MeterSample]] = [:]
        for (place, numbers) in wanted {
            let view = place.isBuilt ? views.built : views.rest
            let log = try SegmentLog(
                view.refreshes, segment: place.segment, places: numbers.map { $0 % RefreshChanges.width },
                in: timeline.db)
            for (block, numbers) in Dictionary(grouping: numbers, by: { $0 / SeriesBlock.width }) {
                var parts = try parts(block, view)
                var next = block * SeriesBlock.width
                for number in numbers {
                    skip(number - next, &parts)
                    next = number + 1
                    let changes = changes(&parts, log.changes(number % RefreshChanges.width), view)
                    series[number] = view.line.samples(changes, in: view.range, marks: view.marks)
                }
            }
        }
        return series
    }

    private func skip(_ meters: Int, _ parts: inout [Part]) {
        for _ in 0..<meters {
            for part in parts.indices { _ = parts[part].cursor.next() }
        }
    }

    /// Calls `body` with the samples of all meters up to `meters`, by number, one meter after the other.
    func allSeries(meters: Int, _ body: (Int, [MeterSample]) -> Void) throws {
        try forEachMeter(meters) { number, changes, view in
            body(number, view.line.samples(changes, in: view.range, marks: view.marks))
        }
    }

    /// The last instant in the range; nil when the network was not sampled in it.
    var lastInstant: Int64? {
        views.rest.range.last.map { views.rest.line.instants.instants[$0] }
    }

    /// All meters' values at the end of the range.
    func lastValues(meters: Int) throws -> [SampleValue] {
        var values = [SampleValue](repeating: .none, count: meters)
        try forEachMeter(meters) { number, changes, view in
            guard let end = view.range.last else { return }
            values[number] = changes.last { $0.instant <= end }?.value ?? .none
        }
        return values
    }

    /// Every instant in the range, ascending, each once.
    func instants() -> [Timestamp] {
        let view = views.rest
        var found: [Timestamp] = []
        for instant in view.line.instants.instants[view.range] where found.last?.milliseconds != instant {
            found.append(Timestamp(milliseconds: instant))
        }
        return found
    }

    /// Calls `body` with each meter's changes along the line of the view that speaks for it.
    private func forEachMeter(_ meters: Int, _ body: (Int, [SampleChange], View) -> Void) throws {
        let blocks = (meters + SeriesBlock.width - 1) / SeriesBlock.width
        var first = 0
        while first < blocks {
            let view = view(first)
            let segment = first / SampleKeys.blocksPerSegment
            let start = segment * SampleKeys.blocksPerSegment
            let end = min(start + SampleKeys.blocksPerSegment, blocks)
            let atOnce = try SegmentLog.blocksAtOnce(view.refreshes, segment: segment, of: end - start, in: timeline.db)
            let stop = min(end, firstOfOtherView(after: first))
            while first < stop {
                let next = min(first + atOnce, stop)
                try forEachMeter(meters, in: first..<next, of: segment, view, body)
                first = next
            }
        }
    }

    /// The same for some blocks of one segment, which one view speaks for.
    private func forEachMeter(
        _ meters: Int, in blocks: Range<Int>, of segment: Int, _ view: View, _ body: (Int, [SampleChange], View) -> Void
    ) throws {
        let start = segment * SampleKeys.blocksPerSegment
        let (first, end) = (blocks.lowerBound - start, blocks.upperBound - start)
        let places = (first * SeriesBlock.width)..<(end * SeriesBlock.width)
        let log = try SegmentLog(view.refreshes, segment: segment, places: places, in: timeline.db)
        for block in blocks {
            var parts = try parts(block, view)
            for number in (block * SeriesBlock.width)..<min((block + 1) * SeriesBlock.width, meters) {
                body(number, changes(&parts, log.changes(number % RefreshChanges.width), view), view)
            }
        }
    }

    /// The log's places are those of one view.
    private func firstOfOtherView(after block: Int) -> Int {
        guard let built = timeline.building?.builtBlocks, block < built else { return .max }
        return built
    }

    /// What a block is in one chunk, and where the chunk begins on the line.
    private typealias Part = (cursor: SeriesCursor, offset: Int)

    private func parts(_ block: Int, _ view: View) throws -> [Part] {
        try view.chunks.map { (try timeline.cursor(block, of: $0.chunk), $0.offset) }
    }

    /// The next meter's changes along the view's line.
    private func changes(
        _ parts: inout [Part], _ log: ArraySlice<SampleChange>, _ view: View
    ) -> [SampleChange] {
        var changes: [SampleChange] = []
        var last = SampleValue.none
        func append(_ value: SampleValue, _ instant: Int) {
            last = value.following(last)
            changes.append(SampleChange(instant: Int32(instant), value: last))
        }
        for part in parts.indices {
            let (course, offset) = (parts[part].cursor.next() ?? MeterCourse(), parts[part].offset)
            if course.initial != last { append(course.initial, offset) }
            for change in course.changes { append(change.value, offset + Int(change.instant)) }
        }
        for change in log { append(change.value, view.logOffset + Int(change.instant)) }
        return changes
    }
}
