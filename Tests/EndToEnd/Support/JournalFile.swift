// What captop has written into its journal, read by the sqlite3 shell and not by captop.
import Models
import TestSupport
import Testing

struct JournalFile {
    let path: String

    /// The file of the dashboards and commands that run in this home.
    init(in scratch: Scratch) { path = "\(scratch.path)/state/captop/captop.sqlite" }

    /// One column or expression of all entries, oldest first.
    func column(_ expression: String) throws -> [String] {
        let program = try PipedProgram(
            "sqlite3", ["-separator", " ", path, "SELECT \(expression) FROM journal ORDER BY id"])
        let code = program.exitCode(timeout: 20)
        try #require(code == 0, "\(program.messages)")
        return program.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// `PATCH /networks/custom/caps applied`.
    func outcomes() throws -> [String] { try column("method || ' ' || path || ' ' || outcome") }
}
