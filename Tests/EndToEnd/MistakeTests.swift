// What is typed wrongly at the shell: every mistake ends with 2 and a sentence that says what would have been right.
import TestSupport
import Testing

@Suite("Mistakes on the command line", .ownThread)
struct MistakeTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func expectRefusal(_ arguments: [String], _ sentence: String) throws {
        let run = try Run(arguments, in: scratch)
        #expect(run.code == 2 && run.output.isEmpty, "\(arguments): \(run)")
        #expect(run.messages.contains(sentence) && !run.messages.contains("Error:"), "\(arguments): \(run.messages)")
    }

    @Test(
        "a command that there is not is named, with the nearest one and all there are",
        arguments: [
            (["onec"], "no command 'onec'; did you mean 'once'?"), (["list"], "no command 'list'\n"),
            (["help", "foo"], "no command 'foo'\n"), (["sandbx", "--port", "0"], "did you mean 'sandbox'?"),
        ])
    func command(arguments: [String], sentence: String) throws {
        try expectRefusal(arguments, sentence)
        try expectRefusal(arguments, "dashboard, wall, watch, demo, once, set, audit, sandbox, init, doctor")
    }

    @Test("help of a command that there is stays help", arguments: [["help"], ["help", "once"], ["once", "--help"]])
    func help(arguments: [String]) throws {
        let run = try Run(arguments, in: scratch)
        #expect(run.code == 0 && run.output.contains("USAGE:"))
    }

    @Test(
        "a setting of the sandbox that cannot be is named with what is allowed",
        arguments: [
            (["sandbox", "--port", "99999"], "--port must be between 0 and 65535"),
            (["sandbox", "--caps", "0"], "--caps must be between 1 and 1000000"),
            (["sandbox", "--key", "a b"], "--key must be printable ASCII without spaces"),
            (["sandbox", "--offers", "0"], "--offers must be between 1 and 100000"),
            (["demo", "--speed", "1e9"], "--speed must be between 0 and 100000"),
            (["sandbox", "--affiliates", "1", "--offers", "1"], "--caps must be fewer than 150"),
        ])
    func sandbox(arguments: [String], sentence: String) throws {
        try expectRefusal(arguments, sentence)
    }

    @Test("a port that is in use is said in plain words, with the option that chooses another")
    func busyPort() throws {
        let first = try SandboxServer.frozen(caps: 12)
        defer { first.stop() }
        let second = try Run(["sandbox", "--port", "\(first.port)", "--caps", "12"], in: scratch)
        #expect(second.code == 1 && second.output.isEmpty)
        let place = "127.0.0.1:\(first.port)"
        #expect(
            second.messages
                == "captop: cannot listen on \(place): the port is in use; choose another with --port\n")
    }

    @Test(
        "the audit of what cannot be, or of a profile that nobody knows, is refused",
        arguments: [
            (["--target", "custom:433"], "no object's id such as acme/custom:412: the network comes first"),
            (["--target", "nonsense"], "'nonsense' is no object's id such as acme/custom:412"),
            (["--profile", "nope"], "there is no profile 'nope'"),
            (["--target", "nope/custom:433"], "there is no profile 'nope'"),
        ])
    func audit(arguments: [String], sentence: String) throws {
        try scratch.write(
            "[profile.acme]\nkind = \"everflow\"\nkey = { env = \"CAPTOP_TEST_KEY\" }\nenvironment = \"sandbox\"\n",
            to: scratch.usualConfiguration)
        try expectRefusal(["audit"] + arguments, sentence)
        if sentence.contains("nope") { try expectRefusal(["audit"] + arguments, "configured: acme") }
        let known = try Run(["audit", "--profile", "acme", "--target", "acme/custom:433"], in: scratch)
        #expect(known.code == 0, "a configured one through which nothing was changed: \(known.messages)")
    }

    @Test("a comparison of a field of caps does not filter other lists")
    func comparison() throws {
        try expectRefusal(["once", "--what", "affiliates", "--filter", "util>3"], "'util' is a field of caps")
    }
}
