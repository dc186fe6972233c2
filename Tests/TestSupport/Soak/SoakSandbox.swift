// Owns the sandbox of a soak: it dies and comes back on the same port with the same data, under another key, and misbehaves
// on request. Asks it with curl.
import Glibc

final class SoakSandbox {
    private let captop: String
    private let database: String
    private(set) var key: String
    private(set) var port = 0
    private var program: PipedProgram?

    init(captop: String, database: String, key: String) {
        self.captop = captop
        self.database = database
        self.key = key
    }

    /// - Parameter isQuiet: nothing happens in it; time passes.
    func start(key: String? = nil, isQuiet: Bool = false) throws {
        stop()
        self.key = key ?? self.key
        let program = try PipedProgram(
            captop,
            [
                "sandbox", "--port", "\(port)", "--seed", "7", "--caps", "60", "--key", self.key, "--db", database,
                "--traffic", isQuiet ? "0" : "20",
            ],
            environment: ["HOME": "/nonexistent"])
        self.program = program
        let isUp = program.wait(timeout: 60) { program.text.contains("[profile.leads]") }
        guard isUp, let address = program.text.firstRange(of: "http://127.0.0.1:"),
            let port = Int(program.text[address.upperBound...].prefix { $0.isNumber })
        else { throw HarnessError("the sandbox did not start: \(program.text)\(program.messages)") }
        self.port = port
    }

    func stop() {
        program?.end()
        program = nil
    }

    /// What goes wrong from now on, in place of what did before.
    func makeFail(_ faults: [String]) throws {
        let body = "{\"faults\":[\(faults.map { "\"\($0)\"" }.joined(separator: ","))]}"
        let curl = try PipedProgram(
            "curl",
            [
                "-sf", "-H", "X-Eflow-API-Key: \(key)", "http://127.0.0.1:\(port)/sandbox/faults", "--data-binary",
                body,
            ])
        guard curl.exitCode() == 0 else { throw HarnessError("no faults: \(curl.messages)") }
    }
}
