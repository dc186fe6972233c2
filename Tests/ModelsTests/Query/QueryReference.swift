// Runs query_reference.py on the sample: what an independent reader of the language finds.
import Foundation
import TestSupport
import Testing

enum QueryReference {
    /// The lines it prints. The sample is the file of `command`.
    static func lines(_ command: String, _ arguments: [String]) throws -> [Substring] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("captop-query-\(UUID().uuidString)")
        try QuerySample.json.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = TestPaths.repositoryRoot + "/Tests/ModelsTests/Query/query_reference.py"
        let program = try PipedProgram(
            "python3", [script, command, file.path] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        let code = program.exitCode(timeout: 60)
        try #require(code == 0, "\(program.messages)")
        return program.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    static func ids(_ queries: [String]) throws -> [[String]] {
        try lines("ids", queries).map { $0.split(separator: " ").map(String.init) }
    }

    /// Made-up queries, each with what it must find.
    static func random(seed: Int, count: Int) throws -> [(query: String, ids: [String])] {
        try lines("random", ["\(seed)", "\(count)"]).map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            try #require(parts.count == 2)
            return (String(parts[0]), parts[1].split(separator: " ").map(String.init))
        }
    }
}
