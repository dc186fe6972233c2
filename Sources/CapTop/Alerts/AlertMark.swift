// Up to which alert of the log somebody has been told. Knows no screen and no way of telling.
import Store

struct AlertMark: Equatable, Sendable {
    /// Which state file since the start: one that is damaged is set aside, and ids begin again in the new one.
    private var generation = 0
    /// The newest of that file that counts as told.
    private var id: Int64 = 0

    /// Whether a log of that file is of the newest one that has been seen.
    func isCurrent(_ generation: Int) -> Bool { generation >= self.generation }

    /// The alerts that nobody has been told of; they count as told afterwards. All of a new file are new, as they came
    /// after it began; nothing of an earlier file is, when a reading of it comes late.
    ///
    /// - Parameter log: newest first.
    /// - Returns: newest first.
    mutating func takeNew(_ log: [LoggedAlert], generation: Int) -> [LoggedAlert] {
        guard isCurrent(generation) else { return [] }
        if generation > self.generation {
            self.generation = generation
            id = 0
        }
        let new = log.prefix { $0.id > id }
        id = max(id, log.first?.id ?? 0)
        return Array(new)
    }
}
