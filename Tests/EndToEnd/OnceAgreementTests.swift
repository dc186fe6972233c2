// `captop once` set against an independent client that reads both APIs and computes every window by itself.
import TestSupport
import Testing

@Suite("captop once agrees with the APIs", .ownThread)
struct OnceAgreementTests {
    @Test(
        "every cap is listed once, with the count, maximum, window, zone and names that Python finds",
        arguments: [150, 2500])
    func agrees(caps: Int) throws {
        let sandbox = try SandboxServer.frozen(caps: caps)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let once = try Once(["--config", configuration, "--format", "json"], in: scratch)
        #expect(once.code == 0)
        #expect(once.messages.isEmpty, "\(once.messages)")
        #expect(once.networks.map { $0["state"]?.text } == ["ok", "ok"], "just loaded, however slowly")
        let file = try scratch.write(once.output, to: "once.json")
        let lines = try Reference.lines("compare", [sandbox.address, SandboxServer.key, file])
        #expect(lines == ["compared \(caps)"], "\(lines.prefix(20).joined(separator: "\n"))")
    }

    @Test("CSV holds the same rows as JSON, in the same order, column by column")
    func csv() throws {
        let sandbox = try SandboxServer.frozen(caps: 60)
        defer { sandbox.stop() }
        let scratch = try Scratch()
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let json = try Once(["--config", configuration, "--format", "json"], in: scratch)
        let csv = try Once(["--config", configuration, "--format", "csv"], in: scratch)
        #expect(json.code == 0 && csv.code == 0)
        let files = [try scratch.write(json.output, to: "once.json"), try scratch.write(csv.output, to: "once.csv")]
        #expect(try Reference.lines("csv", files) == ["compared 60"])
    }
}
