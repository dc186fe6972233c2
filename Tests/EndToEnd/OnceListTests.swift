// `captop once --what` set against an independent client, and its formats, filters and mistakes.
import Models
import TestSupport
import Testing

@Suite("captop once --what", .ownThread)
struct OnceListTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let lists = ["offers", "affiliates", "payouts", "commissions", "tiers"]

    private func once(_ sandbox: SandboxServer, _ arguments: [String]) throws -> Once {
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        return try Once(["--config", configuration] + arguments, in: scratch)
    }

    private func rows(_ once: Once, _ what: String) -> [JSONValue] {
        (try? JSONValue.parse(Array(once.output.utf8)))?[what]?.array ?? []
    }

    @Test(
        "every list holds what Python finds by itself, field by field, progress and its days included", arguments: lists
    )
    func agrees(what: String) throws {
        let sandbox = try SandboxServer.frozen(caps: 150)
        defer { sandbox.stop() }
        let once = try once(sandbox, ["--what", what, "--format", "json"])
        #expect(once.code == 0 && once.messages.isEmpty, "\(once.messages)")
        let found = rows(once, what)
        #expect(!found.isEmpty)
        if what == "commissions" {
            let runs = found.flatMap { $0["progress"]?.array ?? [] }
            #expect(runs.contains { $0["conversion"]?.int64 ?? 0 > 0 }, "something was counted")
        }
        let file = try scratch.write(once.output, to: "once.json")
        let script = TestPaths.repositoryRoot + "/Tests/References/lists_reference.py"
        let reader = try PipedProgram(
            "python3", [script, sandbox.address, SandboxServer.key, what, file],
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        try #require(reader.exitCode(timeout: 60) == 0, "\(reader.messages)")
        let lines = reader.text.split(separator: "\n").map(String.init)
        #expect(lines == ["compared \(found.count)"], "\(lines.prefix(20).joined(separator: "\n"))")
    }

    @Test("CSV and table have a line a row, CSV the members of the JSON as columns", arguments: lists)
    func formats(what: String) throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let json = try once(sandbox, ["--what", what, "--format", "json"])
        let found = rows(json, what)
        let csv = try once(sandbox, ["--what", what, "--format", "csv"])
        let table = try once(sandbox, ["--what", what])
        #expect([json, csv, table].allSatisfy { $0.code == 0 })
        let lines = csv.output.split(separator: "\r\n")
        #expect(lines.count == found.count + 1 && table.output.split(separator: "\n").count == found.count + 1)
        #expect(lines.first?.split(separator: ",").map(String.init) == found.first?.object?.members.map(\.name))
        #expect((try? JSONValue.parse(Array(json.output.utf8)))?["schema"]?.int64 == 1)
    }

    @Test("words choose rows by name, id or status, a limit cuts, a profile leaves the other network out")
    func choice() throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        func offers(_ arguments: [String]) throws -> [JSONValue] {
            rows(try once(sandbox, ["--what", "offers", "--format", "json"] + arguments), "offers")
        }
        let all = try offers([])
        let name = try #require(all.last?["name"]?.text)
        let word = try #require(name.split(separator: " ").first).uppercased()
        let wanted = all.filter { row in
            ["id", "name", "offer_status"].contains { row[$0]?.text?.uppercased().contains(word) == true }
        }
        #expect(try offers(["--filter", word]) == wanted && !wanted.isEmpty)
        #expect(try offers(["--filter", "\(word) no-such-word"]).isEmpty)
        #expect(try offers(["--limit", "2"]) == Array(all.prefix(2)))
        let leads = try offers(["--profile", "leads"])
        #expect(leads == all.filter { $0["network"]?.text == "leads" } && !leads.isEmpty)
    }

    @Test(
        "what is for caps only ends with 2, as does a list that there is none of",
        arguments: [
            ["--what", "offers", "--sort", "name"], ["--what", "tiers", "--fail-at", "90%"], ["--what", "clicks"],
        ])
    func usage(arguments: [String]) throws {
        let once = try Once(arguments, in: scratch)
        #expect(once.code == 2 && once.output.isEmpty && !once.messages.isEmpty)
    }

    @Test("a network that refuses ends with 4, the list that was asked for is there and empty")
    func refused() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        sandbox.stop()
        let once = try once(sandbox, ["--what", "payouts", "--format", "json"])
        #expect(once.code == 4)
        #expect(once.output.contains("\"payouts\":[]") && once.messages.contains("refused"))
    }
}
