// Splits long work into parts that are done on all cores at once. Knows nothing of the work.
import Dispatch
import Synchronization

struct Parts: Sendable {
    /// Fewer are not worth another thread.
    private static let least = 4_000

    private let ranges: [Range<Int>]

    /// - Parameter isUrgent: whether somebody waits for it; otherwise one core is left for the keys.
    init(of count: Int, isUrgent: Bool = true) {
        let parts = isUrgent && count >= Parts.least ? 4 : 1
        ranges = (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
    }

    /// - Parameter other: is done beside the parts.
    /// - Returns: what `work` makes of each part, in their order.
    func map<Result: Sendable>(
        beside other: @Sendable () -> Void = {}, _ work: @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        guard ranges.count > 1 else {
            other()
            return ranges.map(work)
        }
        let found = Mutex([Result?](repeating: nil, count: ranges.count))
        DispatchQueue.concurrentPerform(iterations: ranges.count + 1) { turn in
            guard turn > 0 else { return other() }
            let result = work(ranges[turn - 1])
            found.withLock { $0[turn - 1] = result }
        }
        return found.withLock { $0.compactMap { $0 } }
    }
}
