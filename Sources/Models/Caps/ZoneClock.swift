// The local clock of one zone as a table of its changes, and the search for the instants at which it shows something.
// Knows nothing of where the table comes from (CapCalendar) and nothing of caps.
import Synchronization

/// A zone's offsets from UTC over time. Immutable and shared: a CapCalendar is one reference to it.
///
/// Seconds are seconds since 1970 UTC. Before the first change and after the last one the offset stands still.
final class ZoneClock: Sendable {
    let identifier: String
    /// Ascending; the first is the beginning of time.
    private let changes: [Int64]
    /// The offset in force from the change of the same index on.
    private let offsets: [Int64]

    /// The zone's letters by the index of the change from which on they hold; looked up once, as the clock on screen has
    /// them in every frame.
    private let abbreviations = Mutex<[Int: String]>([:])

    private static let beginning = Int64.min / 2
    private static let end = Int64.max / 2

    init(identifier: String, initialOffset: Int64, changes: [(second: Int64, offset: Int64)]) {
        self.identifier = identifier
        self.changes = [ZoneClock.beginning] + changes.map(\.second)
        self.offsets = [initialOffset] + changes.map(\.offset)
    }

    func offset(at second: Int64) -> Int64 {
        offsets[span(at: second)]
    }

    func abbreviation(at second: Int64, _ find: () -> String) -> String {
        let index = span(at: second)
        if let known = abbreviations.withLock({ $0[index] }) { return known }
        let found = find()
        abbreviations.withLock { $0[index] = found }
        return found
    }

    /// The first instant at which the local clock shows `local` or later, `local` being seconds since it showed
    /// 1970-01-01 00:00:00. Where the clock jumps over `local` this is the instant of the jump.
    func firstInstant(showing local: Int64) -> Int64 {
        // No zone is two days from UTC, so the clock shows less than `local` there.
        var index = span(at: local - 2 * 86_400)
        while true {
            let instant = max(changes[index], local - offsets[index])
            if instant < spanEnd(index) { return instant }
            index += 1
        }
    }

    /// The start of the clock unit (3600: hour, 60: minute) that holds `second`.
    ///
    /// A unit starts where the clock shows a whole one (an hour at :00), and where a change of the clock carries it
    /// into another unit: an hour that daylight saving repeats is two units, Lord Howe's half hour makes one of 90 minutes.
    func unitStart(holding second: Int64, unit: Int64) -> Int64 {
        var index = span(at: second)
        var last = second
        while true {
            let start = last - (last + offsets[index]).flooredRemainder(by: unit)
            if start >= changes[index] { return start }
            if startsUnit(at: index, unit: unit) { return changes[index] }
            last = changes[index] - 1
            index -= 1
        }
    }

    /// The `count`th start of a clock unit after `start`.
    func unitStart(after start: Int64, count: Int64, unit: Int64) -> Int64 {
        var index = span(at: start)
        var from = start
        var remaining = count
        while true {
            let first = from + unit - (from + offsets[index]).flooredRemainder(by: unit)
            let end = spanEnd(index)
            if first < end {
                let available = (end - 1 - first) / unit + 1
                if remaining <= available { return first + (remaining - 1) * unit }
                remaining -= available
            }
            from = end
            index += 1
            if startsUnit(at: index, unit: unit) {
                remaining -= 1
                if remaining == 0 { return end }
            }
        }
    }

    private func startsUnit(at index: Int, unit: Int64) -> Bool {
        let shown = changes[index] + offsets[index]
        let shownBefore = changes[index] - 1 + offsets[index - 1]
        return shown.flooredRemainder(by: unit) == 0
            || shown.flooredQuotient(by: unit) != shownBefore.flooredQuotient(by: unit)
    }

    private func spanEnd(_ index: Int) -> Int64 {
        index + 1 < changes.count ? changes[index + 1] : ZoneClock.end
    }

    /// The index of the last change at or before `second`.
    private func span(at second: Int64) -> Int {
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle } else { high = middle }
        }
        return low
    }
}
