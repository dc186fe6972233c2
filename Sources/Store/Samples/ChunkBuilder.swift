// Builds one chunk from refreshes of an hour, or from finer chunks, some blocks at a time. How far it has come stands in the
// same transaction, so that every block is in one place at any moment; what blocks are built from goes with them, or with
// the last of its segment, and the file needs no room for both.
import Foundation
import GRDB

/// Begins and continues chunks.
struct ChunkBuilder {
    /// Blocks that one step merges.
    private static let blocks = 32

    let db: Database

    /// Begins a raw chunk.
    func begin(_ refreshes: [SampleTimeline.Refresh], of timeline: SampleTimeline) throws {
        try insert(
            .raw, InstantList(refreshes.map(\.at)), lastRefresh: refreshes.map(\.id).max() ?? 0, timeline.network)
    }

    /// Begins a chunk of a coarser level.
    func begin(_ level: SampleLevel, from chunks: [SampleTimeline.Chunk], of timeline: SampleTimeline) throws {
        let instants = try joined(chunks, timeline).instants
        try insert(
            level, instants.thinned(bucket: level.bucket).kept, lastRefresh: chunks.map(\.lastRefresh).max() ?? 0,
            timeline.network)
        let target = db.lastInsertedRowID
        for chunk in chunks {
            try db.execute(sql: "UPDATE sample_chunk SET into_chunk = ? WHERE id = ?", arguments: [target, chunk.id])
        }
    }

    /// Continues the chunk that is being built; completes it after the last block.
    func build(_ timeline: SampleTimeline) throws {
        guard let chunk = timeline.building, let built = chunk.builtBlocks else { return }
        let sql = "SELECT meters FROM sample_network WHERE id = ?"
        let meters = try Int.fetchOne(db, sql: sql, arguments: [timeline.network]) ?? 0
        let total = (meters + SeriesBlock.width - 1) / SeriesBlock.width
        var end = min(built + ChunkBuilder.blocks, total)
        if built < end {
            if chunk.level == .raw {
                end = try buildRaw(chunk, from: built, of: total, timeline)
            } else {
                try merge(into: chunk, built..<end, timeline)
            }
            try db.execute(
                sql: "UPDATE sample_chunk SET built_blocks = ? WHERE id = ?", arguments: [end, chunk.id])
        }
        if end == total { try complete(chunk, timeline) }
    }

    private func insert(_ level: SampleLevel, _ instants: InstantList, lastRefresh: Int64, _ network: Int64) throws {
        guard let first = instants.instants.first, let last = instants.instants.last else { return }
        try db.execute(
            sql: """
                INSERT INTO sample_chunk (network_id, level, state, first_at, last_at, last_refresh, instants)
                VALUES (?, ?, 'building', ?, ?, ?, ?)
                """,
            arguments: [network, level.rawValue, first, last, lastRefresh, Data(instants.packed)])
    }

    private func complete(_ chunk: SampleTimeline.Chunk, _ timeline: SampleTimeline) throws {
        try db.execute(sql: "UPDATE sample_chunk SET state = 'complete' WHERE id = ?", arguments: [chunk.id])
        try db.execute(sql: "DELETE FROM sample_chunk WHERE into_chunk = ?", arguments: [chunk.id])
        guard chunk.level == .raw else { return }
        for refresh in timeline.log where SampleTimeline.belongs(refresh, to: chunk) {
            try db.execute(sql: "DELETE FROM sample_refresh WHERE id = ?", arguments: [refresh.id])
        }
    }

    /// Some blocks of one segment: the last values on file, and what the refreshes changed. The segment's part of the log
    /// goes with its last block; until then it speaks for those that are not built.
    ///
    /// - Returns: the first block that is left.
    private func buildRaw(
        _ chunk: SampleTimeline.Chunk, from first: Int, of total: Int, _ timeline: SampleTimeline
    ) throws -> Int {
        let refreshes = timeline.log.filter { SampleTimeline.belongs($0, to: chunk) }.map(\.id)
        let segment = first / SampleKeys.blocksPerSegment
        let segmentStart = segment * SampleKeys.blocksPerSegment
        let segmentEnd = min(segmentStart + SampleKeys.blocksPerSegment, total)
        let atOnce = try SegmentLog.blocksAtOnce(
            refreshes, segment: segment, of: segmentEnd - segmentStart, in: db)
        let end = min(first + atOnce, segmentEnd)
        let places = ((first - segmentStart) * SeriesBlock.width)..<((end - segmentStart) * SeriesBlock.width)
        let log = try SegmentLog(refreshes, segment: segment, places: places, in: db)
        let built = try (first..<end).map { block in
            let base = try timeline.base(block: block).flatMap { try timeline.block(block, of: $0) }
            var series = SeriesBlock()
            for slot in 0..<SeriesBlock.width {
                var course = MeterCourse()
                course.set(base?.last(slot) ?? .none, at: 0)
                for change in log.changes((block - segmentStart) * SeriesBlock.width + slot) {
                    course.set(change.value.following(course.last), at: change.instant)
                }
                series.append(course)
            }
            return series
        }
        if end == segmentEnd { try deleteLog(refreshes, segment) }
        try write(built, from: first, of: chunk)
        return end
    }

    private func deleteLog(_ refreshes: [Int64], _ segment: Int) throws {
        let delete = try db.cachedStatement(sql: "DELETE FROM sample_change WHERE id = ?")
        for refresh in refreshes {
            try delete.execute(arguments: [SampleKeys.change(refresh: refresh, segment: segment)])
        }
    }

    private func merge(
        into chunk: SampleTimeline.Chunk, _ blocks: Range<Int>, _ timeline: SampleTimeline
    ) throws {
        let sources = timeline.sources(of: chunk)
        let (instants, offsets) = try joined(sources, timeline)
        let places = instants.thinned(bucket: chunk.level.bucket).places
        let built = try blocks.map { block in
            let parts = try sources.map { try timeline.block(block, of: $0) ?? SeriesBlock() }
            var series = SeriesBlock()
            for slot in 0..<SeriesBlock.width {
                var course = MeterCourse()
                for (part, offset) in zip(parts, offsets) where offset < places.count {
                    course.set(part.initial(slot), at: places[offset])
                    for change in part.changes(slot) where offset + Int(change.instant) < places.count {
                        course.set(change.value, at: places[offset + Int(change.instant)])
                    }
                }
                series.append(course)
            }
            return series
        }
        let delete = try db.cachedStatement(sql: "DELETE FROM sample_block WHERE id >= ? AND id < ?")
        for source in sources {
            try delete.execute(arguments: [
                SampleKeys.block(chunk: source.id, block: blocks.lowerBound),
                SampleKeys.block(chunk: source.id, block: blocks.upperBound),
            ])
        }
        try write(built, from: blocks.lowerBound, of: chunk)
    }

    /// The instants of several chunks one after the other, and where each chunk's begin.
    private func joined(
        _ chunks: [SampleTimeline.Chunk], _ timeline: SampleTimeline
    ) throws -> (instants: InstantList, offsets: [Int]) {
        var instants = InstantList()
        var offsets: [Int] = []
        for chunk in chunks {
            offsets.append(instants.count)
            instants.append(try timeline.instants(of: chunk))
        }
        return (instants, offsets)
    }

    /// Writes blocks into the room that their sources have just left.
    private func write(_ built: [SeriesBlock], from first: Int, of chunk: SampleTimeline.Chunk) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO sample_block (id, series) VALUES (?, ?)")
        for (place, series) in built.enumerated() where !series.isEmpty {
            try statement.execute(arguments: [
                SampleKeys.block(chunk: chunk.id, block: first + place), Data(series.packed),
            ])
        }
    }
}
