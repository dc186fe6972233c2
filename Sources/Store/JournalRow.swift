// Turns a row of the journal back into an entry. Words that no captop writes become the nearest harmless ones.
import GRDB
import Models

enum JournalRow {
    static let columns = """
        id, at, who, profile, environment, target, method, path, body, before, after, outcome, status, message, duration,
        undo_of, batch, process
        """

    static func entry(_ row: Row, now: Timestamp) -> JournalEntry {
        let at = Timestamp(milliseconds: row[1])
        return JournalEntry(
            id: row[0], at: at, who: row[2], profile: row[3],
            environment: NetworkEnvironment(rawValue: row[4]) ?? .production, target: row[5],
            method: HTTPMethod(rawValue: row[6]) ?? .put, path: row[7], body: row[8],
            before: FieldValue.values(text: row[9]) ?? [:], after: FieldValue.values(text: row[10]) ?? [:],
            outcome: outcome(row[11], process: row[17], age: now.milliseconds(since: at)), status: row[12],
            message: row[13], durationMs: row[14], undoOf: row[15], batch: row[16])
    }

    /// A write without an outcome is in flight while its process lives, and unknown afterwards.
    private static func outcome(_ word: String, process: String, age: Int64) -> JournalOutcome {
        let outcome = JournalOutcome(rawValue: word) ?? .unknown
        guard outcome == .sent else { return outcome }
        return WritingProcess(text: process)?.isGone(age: age) == false ? .sent : .unknown
    }
}
