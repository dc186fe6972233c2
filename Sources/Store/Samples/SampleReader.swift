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

    /// One meter's samples in the range.
    func series(_ number: Int) throws -> [MeterSample] {
        let view = view(number / SeriesBlock.width)
        let (segment, place) = number.quotientAndRemainder(dividingBy: RefreshChanges.width)
        let log = try SegmentLog(view.refreshes, segment: segment, only: place, in: timeline.db)
        let parts = try parts(number / SeriesBlock.width, view)
        return view.line.samples(
            changes(number % SeriesBlock.width, parts, log.changes(place), view), in: view.range, marks: view.marks)
    }

    /// Calls `body` with the samples of all meters up to `meters`, by number.
    func allSeries(meters: Int, _ body: (Int, [MeterSample]) -> Void) throws {
        try forEachBlock(meters: meters) { block, parts, log, view in
            for slot in 0..<SeriesBlock.width {
                let number = block * SeriesBlock.width + slot
                let changes = changes(slot, parts, log.changes(number % RefreshChanges.width), view)
                body(number, view.line.samples(changes, in: view.range, marks: view.marks))
            }
        }
    }

    /// The last instant in the range; nil when the network was not sampled in it.
    var lastInstant: Int64? {
        views.rest.range.last.map { views.rest.line.instants.instants[$0] }
    }

    /// All meters' values at the end of the range.
    func lastValues(meters: Int) throws -> [SampleValue] {
        var values = [SampleValue](repeating: .none, count: meters)
        try forEachBlock(meters: meters) { block, parts, log, view in
            let first = block * SeriesBlock.width
            guard let end = view.range.last else { return }
            for slot in 0..<min(SeriesBlock.width, meters - first) {
                let changes = changes(slot, parts, log.changes((first + slot) % RefreshChanges.width), view)
                values[first + slot] = changes.last { $0.instant <= end }?.value ?? .none
            }
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

    private func forEachBlock(
        meters: Int, _ body: (Int, [(block: SeriesBlock, offset: Int)], SegmentLog, View) throws -> Void
    ) throws {
        for segment in 0..<((meters + RefreshChanges.width - 1) / RefreshChanges.width) {
            let first = segment * SampleKeys.blocksPerSegment
            let end = min(first + SampleKeys.blocksPerSegment, (meters + SeriesBlock.width - 1) / SeriesBlock.width)
            let log = try SegmentLog(views.rest.refreshes, segment: segment, in: timeline.db)
            for block in first..<end {
                let view = view(block)
                try body(block, try parts(block, view), log, view)
            }
        }
    }

    private func parts(_ block: Int, _ view: View) throws -> [(block: SeriesBlock, offset: Int)] {
        try view.chunks.map { (try timeline.block(block, of: $0.chunk) ?? SeriesBlock(), $0.offset) }
    }

    /// One meter's changes along the view's line.
    private func changes(
        _ slot: Int, _ parts: [(block: SeriesBlock, offset: Int)], _ log: ArraySlice<SampleChange>, _ view: View
    ) -> [SampleChange] {
        var changes: [SampleChange] = []
        var last = SampleValue.none
        func append(_ value: SampleValue, _ instant: Int) {
            last = value.following(last)
            changes.append(SampleChange(instant: Int32(instant), value: last))
        }
        for part in parts {
            let initial = part.block.initial(slot)
            if initial != last { append(initial, part.offset) }
            for change in part.block.changes(slot) { append(change.value, part.offset + Int(change.instant)) }
        }
        for change in log { append(change.value, view.logOffset + Int(change.instant)) }
        return changes
    }
}
