// Owns a `captop sandbox` process on a port of its own. Ends with the test.
import Glibc
import TestSupport

/// A sandbox for one test.
final class SandboxServer {
    /// Unlike anything else in an output, so that a leak is seen.
    static let key = "k3y-7f0c9a52"

    /// It printed something else than where it is.
    struct NoAddress: Error { var printed: String }

    let port: Int
    private let program: PipedProgram

    /// - Parameters:
    ///   - port: 0 takes any free one.
    ///   - more: `--caps`, `--traffic` and the like.
    init(port: Int = 0, seed: Int = 7, key: String = SandboxServer.key, _ more: [String]) throws {
        program = try PipedProgram(
            TestPaths.captop,
            ["sandbox", "--port", "\(port)", "--seed", "\(seed)", "--key", key] + more,
            environment: ["HOME": "/nonexistent"])
        guard program.wait(timeout: 60, until: { [program] in program.text.contains("[profile.leads]") }),
            let address = program.text.firstRange(of: "http://127.0.0.1:"),
            let port = Int(program.text[address.upperBound...].prefix { $0.isNumber })
        else { throw NoAddress(printed: program.text + program.messages) }
        self.port = port
    }

    deinit { stop() }

    /// Nothing happens in it, and its clock stands: two clients that ask it see the same.
    static func frozen(caps: Int = 40, _ more: [String] = []) throws -> SandboxServer {
        try SandboxServer(["--caps", "\(caps)", "--traffic", "0", "--speed", "0.0001"] + more)
    }

    var address: String { "http://127.0.0.1:\(port)" }

    /// What it has printed.
    var greeting: String { program.text }

    /// A configuration with both profiles on this sandbox.
    ///
    /// - Parameter port: of what stands before it.
    func configuration(refresh: String = "1s", through port: Int? = nil, more: String = "") -> String {
        let address = port.map { "http://127.0.0.1:\($0)" } ?? address
        let profiles = [("acme", "everflow"), ("leads", "leadconduit")].map { name, kind in
            """
            [profile.\(name)]
            kind = "\(kind)"
            base_url = "\(address)"
            key = { env = "CAPTOP_TEST_KEY" }
            environment = "sandbox"
            refresh = "\(refresh)"

            """
        }
        return "profiles = [\"acme\", \"leads\"]\n\n" + profiles.joined(separator: "\n") + "\n" + more
    }

    /// Power failure.
    func killNow() { program.end(SIGKILL) }

    /// - Returns: its exit code; nil when a signal ended it.
    @discardableResult
    func stop() -> Int32? { program.end() }
}
