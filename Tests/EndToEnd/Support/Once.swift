// Runs `captop once` on a sandbox, and the independent client beside it.
import Models
import TestSupport
import Testing

/// What one run of `captop once` gave.
struct Once {
    var code: Int32?
    var output: String
    var messages: String

    init(_ arguments: [String], in scratch: Scratch) throws {
        let program = try PipedProgram(
            TestPaths.captop, ["once"] + arguments, environment: scratch.environment)
        code = program.exitCode(timeout: 120)
        output = program.text
        messages = program.messages
    }

    /// The caps of a JSON output, in its order.
    var caps: [JSONValue] { (try? JSONValue.parse(Array(output.utf8)))?["caps"]?.array ?? [] }
    var ids: [String] { caps.compactMap { $0["id"]?.text } }
    var networks: [JSONValue] { (try? JSONValue.parse(Array(output.utf8)))?["networks"]?.array ?? [] }
}

/// Tests/EndToEnd/reference.py.
enum Reference {
    static func start(_ command: String, _ arguments: [String]) throws -> PipedProgram {
        let script = TestPaths.repositoryRoot + "/Tests/EndToEnd/reference.py"
        return try PipedProgram(
            "python3", [script, command] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    }

    /// Runs it to its end and answers its lines.
    static func lines(_ command: String, _ arguments: [String]) throws -> [String] {
        let program = try start(command, arguments)
        let code = program.exitCode(timeout: 120)
        try #require(code == 0, "reference.py \(command): \(program.messages)")
        return program.text.split(separator: "\n").map(String.init)
    }
}
