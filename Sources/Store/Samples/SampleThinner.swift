// Makes samples coarser as they age, and forgets them: one small step a transaction, each leaving the file consistent, so
// that several captops may take turns and any may die in between.
import Foundation
import GRDB

/// Takes the next step that is due.
struct SampleThinner {
    /// What goes when the file is nearly full: what is of that level and older than that, first to last.
    private struct Rung {
        var level: SampleLevel
        var age: Int64
    }

    /// Oldest and finest first; the last hour of everything stays to the end.
    private static let ladder = [
        Rung(level: .raw, age: 6 * SampleLevel.hour), Rung(level: .minutes, age: 2 * SampleLevel.day),
        Rung(level: .weeks, age: 56 * SampleLevel.day), Rung(level: .raw, age: SampleLevel.hour),
        Rung(level: .minutes, age: 12 * SampleLevel.hour), Rung(level: .hours, age: 7 * SampleLevel.day),
        Rung(level: .weeks, age: 28 * SampleLevel.day), Rung(level: .hours, age: SampleLevel.day),
        Rung(level: .minutes, age: SampleLevel.hour),
    ]

    /// Refreshes of one hour that the log holds at most, before they become a chunk: ten minutes at one a second.
    private static let mostRefreshes = 600

    /// Rows that one step deletes.
    private static let rows = 256

    let db: Database
    /// The wall clock, in milliseconds since 1970.
    let now: Int64
    let sizeLimit: Int64

    /// - Returns: whether there was anything to do.
    func step() throws -> Bool {
        if try drop() { return true }
        let networks = try Int64.fetchAll(db, sql: "SELECT id FROM sample_network ORDER BY id")
        let timelines = try networks.map { try SampleTimeline(network: $0, in: db) }
        let builder = ChunkBuilder(db: db)
        if let timeline = timelines.first(where: { $0.building != nil }) {
            try builder.build(timeline)
            return true
        }
        for timeline in timelines {
            if let refreshes = finishedRefreshes(timeline) {
                try builder.begin(refreshes, of: timeline)
                return true
            }
            for level in SampleLevel.allCases {
                let aged = chunks(of: level, in: timeline, age: level.age, wholeSpans: true)
                if try coarsen(aged, timeline) { return true }
            }
        }
        if try forget(timelines) { return true }
        let size = try StoreSize(db)
        if size.used > sizeLimit / 10 * 9, try makeRoom(timelines) { return true }
        return try size.reclaim(db)
    }

    /// What the log has of its oldest hour, once that is over by a minute. Before that if it is much, as whoever reads a few
    /// meters goes through all of the log: then without the newest, which may yet be taken back, and not when a clock was
    /// set meanwhile.
    private func finishedRefreshes(_ timeline: SampleTimeline) -> [SampleTimeline.Refresh]? {
        guard let oldest = timeline.log.first, let newest = timeline.newestAt else { return nil }
        let hour = SampleSpan(holding: oldest.at, length: SampleLevel.raw.span)
        let refreshes = timeline.log.filter { hour.contains($0.at) }
        if hour.end + SampleLevel.minute <= newest { return refreshes }
        let isInOrder = zip(refreshes, refreshes.dropFirst()).allSatisfy { $0.id < $1.id }
        return isInOrder && refreshes.count >= SampleThinner.mostRefreshes ? refreshes.dropLast() : nil
    }

    /// The oldest chunks of a level that go into one chunk of the next.
    ///
    /// Age counts from the network's newest sample, whatever the clock says.
    private func chunks(
        of level: SampleLevel, in timeline: SampleTimeline, age: Int64, wholeSpans: Bool
    ) -> [SampleTimeline.Chunk] {
        guard let next = level.next, let newest = timeline.newestAt,
            let oldest = timeline.chunks.first(where: { $0.level == level })
        else { return [] }
        let span = SampleSpan(holding: oldest.firstAt, length: next.span)
        guard !wholeSpans || span.end <= newest - age else { return [] }
        return timeline.chunks.filter {
            $0.level == level && span.contains($0.firstAt) && $0.lastAt <= newest - age
        }
    }

    private func coarsen(_ chunks: [SampleTimeline.Chunk], _ timeline: SampleTimeline) throws -> Bool {
        guard let next = chunks.first?.level.next else { return false }
        try ChunkBuilder(db: db).begin(next, from: chunks, of: timeline)
        return true
    }

    /// Starts dropping a chunk that is more than a year old, by the clock and by the newest sample of all.
    private func forget(_ timelines: [SampleTimeline]) throws -> Bool {
        guard let newest = timelines.compactMap(\.newestAt).max() else { return false }
        let limit = min(now, newest) - SampleLevel.yearOld
        for timeline in timelines {
            let isSampled = timeline.newestAt.map { $0 >= limit } ?? false
            // The newest chunk holds the values that the log goes on from.
            let last = isSampled ? timeline.base(block: 0)?.id : nil
            if let old = timeline.chunks.first(where: { $0.lastAt < limit && $0.id != last }) {
                try markDropping(old)
                return true
            }
        }
        return false
    }

    private func makeRoom(_ timelines: [SampleTimeline]) throws -> Bool {
        for rung in SampleThinner.ladder {
            let found = timelines.filter { oldest(rung, $0) != nil }
                .min { (oldest(rung, $0)?.firstAt ?? 0) < (oldest(rung, $1)?.firstAt ?? 0) }
            guard let timeline = found, let chunk = oldest(rung, timeline) else { continue }
            if rung.level == .raw || rung.level == .minutes {
                let aged = chunks(of: rung.level, in: timeline, age: rung.age, wholeSpans: false)
                if try coarsen(aged, timeline) { return true }
            } else {
                try markDropping(chunk)
                return true
            }
        }
        return false
    }

    /// The oldest chunk that the rung speaks of.
    private func oldest(_ rung: Rung, _ timeline: SampleTimeline) -> SampleTimeline.Chunk? {
        guard let newest = timeline.newestAt, let last = timeline.base(block: 0) else { return nil }
        return timeline.chunks.first {
            $0.level == rung.level && $0.lastAt <= newest - rung.age && $0.id != last.id
        }
    }

    private func markDropping(_ chunk: SampleTimeline.Chunk) throws {
        try db.execute(sql: "UPDATE sample_chunk SET state = 'dropping' WHERE id = ?", arguments: [chunk.id])
    }

    /// Deletes some blocks of a chunk that is being dropped, in the end the chunk and what only it kept alive.
    private func drop() throws -> Bool {
        let sql = "SELECT id FROM sample_chunk WHERE state = 'dropping' LIMIT 1"
        guard let chunk = try Int64.fetchOne(db, sql: sql) else { return false }
        try db.execute(
            sql: """
                DELETE FROM sample_block WHERE id IN (SELECT id FROM sample_block WHERE id >= ? AND id < ? LIMIT ?)
                """,
            arguments: [
                SampleKeys.block(chunk: chunk, block: 0), SampleKeys.block(chunk: chunk + 1, block: 0),
                SampleThinner.rows,
            ])
        if db.changesCount > 0 { return true }
        try db.execute(sql: "DELETE FROM sample_chunk WHERE id = ?", arguments: [chunk])
        try db.execute(
            sql: """
                DELETE FROM sample_meter WHERE gone_at < (
                    SELECT min(first_at) FROM sample_chunk c WHERE c.network_id = sample_meter.network_id)
                """)
        try db.execute(
            sql: """
                DELETE FROM sample_network WHERE id NOT IN (SELECT network_id FROM sample_chunk)
                    AND id NOT IN (SELECT network_id FROM sample_refresh)
                """)
        return true
    }
}
