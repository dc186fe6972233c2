// The changes of several refreshes in one segment, sorted by meter. Knows no meter's name.
import Foundation
import GRDB

/// What the log holds of some places of one segment, as courses along the refreshes' places.
struct SegmentLog {
    /// So many bytes of changes are unpacked at once: they take twenty times as much while they are sorted.
    private static let mostBytes = 512 << 10

    /// By place of the segment where among `places` it is; -1 for one that is not wanted.
    private let indices: [Int32]
    private var changes: [SampleChange] = []
    /// Where in `changes` each wanted place ends.
    private var ends: [Int32]

    /// - Parameters:
    ///   - refreshes: their ids, in the order of time.
    ///   - places: of the segment, each once.
    init(_ refreshes: [Int64], segment: Int, places: some Collection<Int>, in db: Database) throws {
        var indices = [Int32](repeating: -1, count: RefreshChanges.width)
        for (index, place) in places.enumerated() { indices[place] = Int32(index) }
        let end = places.max().map { $0 + 1 } ?? 0
        var found: [(index: Int, change: SampleChange)] = []
        var counts = [Int32](repeating: 0, count: places.count)
        let statement = try db.cachedStatement(sql: "SELECT changes FROM sample_change WHERE id = ?")
        for (instant, refresh) in refreshes.enumerated() {
            let id = SampleKeys.change(refresh: refresh, segment: segment)
            guard let bytes = try Data.fetchOne(statement, arguments: [id]) else { continue }
            RefreshChanges.read([UInt8](bytes), before: end) { place, value in
                let index = Int(indices[place])
                guard index >= 0 else { return }
                counts[index] += 1
                found.append((index, SampleChange(instant: Int32(instant), value: value)))
            }
        }
        self.indices = indices
        var free: [Int] = []
        var used = 0
        for count in counts {
            free.append(used)
            used += Int(count)
        }
        ends = zip(free, counts).map { Int32($0) + $1 }
        changes = [SampleChange](repeating: SampleChange(instant: 0, value: .none), count: found.count)
        for (index, change) in found {
            changes[free[index]] = change
            free[index] += 1
        }
    }

    /// The changes of one wanted meter, by its place in the segment; `SampleValue.unchanged` may stand for their maximum.
    func changes(_ place: Int) -> ArraySlice<SampleChange> {
        let index = Int(indices[place])
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
