// The changes of several refreshes in one segment, sorted by meter. Knows no meter's name.
import Foundation
import GRDB

/// What the log holds of some places of one segment, as courses along the refreshes' places.
struct SegmentLog {
    /// So many bytes of changes are unpacked at once: they take twenty times as much while they are sorted.
    private static let mostBytes = 512 << 10

    private let places: Range<Int>
    private var changes: [SampleChange] = []
    /// Where in `changes` each place ends.
    private var ends: [Int32]

    /// - Parameters:
    ///   - refreshes: their ids, in the order of time.
    ///   - places: of the segment.
    init(_ refreshes: [Int64], segment: Int, places: Range<Int>, in db: Database) throws {
        self.places = places
        var found: [(place: Int, change: SampleChange)] = []
        var counts = [Int32](repeating: 0, count: places.count)
        let statement = try db.cachedStatement(sql: "SELECT changes FROM sample_change WHERE id = ?")
        for (instant, refresh) in refreshes.enumerated() {
            let id = SampleKeys.change(refresh: refresh, segment: segment)
            guard let bytes = try Data.fetchOne(statement, arguments: [id]) else { continue }
            RefreshChanges.read([UInt8](bytes)) { place, value in
                guard places.contains(place) else { return }
                counts[place - places.lowerBound] += 1
                found.append((place - places.lowerBound, SampleChange(instant: Int32(instant), value: value)))
            }
        }
        var free: [Int] = []
        var end = 0
        for count in counts {
            free.append(end)
            end += Int(count)
        }
        ends = zip(free, counts).map { Int32($0) + $1 }
        changes = [SampleChange](repeating: SampleChange(instant: 0, value: .none), count: found.count)
        for (place, change) in found {
            changes[free[place]] = change
            free[place] += 1
        }
    }

    /// The changes of one meter, by its place in the segment; `SampleValue.unchanged` may stand for their maximum.
    func changes(_ place: Int) -> ArraySlice<SampleChange> {
        let index = place - places.lowerBound
        return changes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
    }

    /// How many of the segment's blocks are taken at once.
    ///
    /// - Parameter blocks: that the segment has.
    static func blocksAtOnce(_ refreshes: [Int64], segment: Int, of blocks: Int, in db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT length(changes) FROM sample_change WHERE id = ?")
        var bytes = 0
        for refresh in refreshes {
            let id = SampleKeys.change(refresh: refresh, segment: segment)
            bytes += try Int.fetchOne(statement, arguments: [id]) ?? 0
        }
        return max(1, blocks * mostBytes / max(mostBytes, bytes))
    }
}

/// How rows of packed samples are keyed: by what they belong to, so that what is read together lies together.
enum SampleKeys {
    /// A refresh's changes of one segment: refresh * 65,536 + segment.
    static func change(refresh: Int64, segment: Int) -> Int64 { refresh << 16 | Int64(segment) }

    /// A chunk's block: chunk * 1,048,576 + block.
    static func block(chunk: Int64, block: Int) -> Int64 { chunk << 20 | Int64(block) }

    /// Blocks a segment.
    static let blocksPerSegment = RefreshChanges.width / SeriesBlock.width
}
