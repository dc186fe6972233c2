// Owns the sandbox of a soak: it dies and comes back on the same port with the same data, under another key, and misbehaves
// on request. Asks it with curl.
import Glibc
import Models

final class SoakSandbox {
    private let captop: String
    private let database: String
    private let clock: ShiftedClock
    private let speed: Int
    private(set) var key: String
    private(set) var port = 0
    private var program: PipedProgram?

    /// - Parameter speed: how many times faster than life the clock runs.
    init(captop: String, database: String, key: String, clock: ShiftedClock, speed: Int) {
        self.captop = captop
        self.database = database
        self.key = key
        self.clock = clock
        self.speed = speed
    }

    /// - Parameter isQuiet: nothing happens in it; time passes.
    func start(key: String? = nil, isQuiet: Bool = false) throws {
        stop()
        self.key = key ?? self.key
        let program = try PipedProgram(
            captop,
            [
                "sandbox", "--port", "\(port)", "--seed", "7", "--caps", "60", "--key", self.key, "--db", database,
                "--traffic", isQuiet ? "0" : "1", "--speed", "\(speed)",
                "--start", Timestamp(milliseconds: clock.unshifted * 1000).rfc3339(),
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
