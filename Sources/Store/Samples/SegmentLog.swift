// The changes of several refreshes in one segment, sorted by meter. Knows no meter's name.
import Foundation
import GRDB

/// What the log holds of one segment, as courses along the refreshes' places.
struct SegmentLog {
    private var changes: [SampleChange] = []
    /// Where in `changes` each place of the segment ends.
    private var ends: [Int32]

    /// - Parameters:
    ///   - refreshes: their ids, in the order of time.
    ///   - only: the one place of the segment that matters; nil for all.
    init(_ refreshes: [Int64], segment: Int, only: Int? = nil, in db: Database) throws {
        var places: [Int32] = []
        var found: [SampleChange] = []
        var counts = [Int32](repeating: 0, count: RefreshChanges.width)
        let statement = try db.cachedStatement(sql: "SELECT changes FROM sample_change WHERE id = ?")
        for (instant, refresh) in refreshes.enumerated() {
            let id = SampleKeys.change(refresh: refresh, segment: segment)
            guard let bytes = try Data.fetchOne(statement, arguments: [id]) else { continue }
            RefreshChanges.read([UInt8](bytes)) { place, value in
                guard only == nil || only == place else { return }
                places.append(Int32(place))
                counts[place] += 1
                found.append(SampleChange(instant: Int32(instant), value: value))
            }
        }
        ends = counts
        for place in 1..<RefreshChanges.width { ends[place] += ends[place - 1] }
        var free = zip(ends, counts).map(-)
        changes = [SampleChange](
            repeating: SampleChange(instant: 0, value: .none), count: found.count)
        for (place, change) in zip(places, found) {
            changes[Int(free[Int(place)])] = change
            free[Int(place)] += 1
        }
    }

    /// The changes of one meter; `SampleValue.unchanged` may stand for their maximum.
    func changes(_ place: Int) -> ArraySlice<SampleChange> {
        changes[Int(place == 0 ? 0 : ends[place - 1])..<Int(ends[place])]
    }
}

/// How rows of packed samples are keyed: by what they belong to, so that what is read together lies together.
enum SampleKeys {
    /// A refresh's changes of one segment: refresh * 65,536 + segment.
    static func change(refresh: Int64, segment: Int) -> Int64 { refresh << 16 | Int64(segment) }

    /// A chunk's block: chunk * 1,048,576 + block.
    static func block(chunk: Int64, block: Int) -> Int64 { chunk << 20 | Int64(block) }

    static func block(of key: Int64) -> Int { Int(key & 0xF_FFFF) }

    /// Blocks a segment.
    static let blocksPerSegment = RefreshChanges.width / SeriesBlock.width
}
