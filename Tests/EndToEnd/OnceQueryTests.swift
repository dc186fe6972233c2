// `captop once --filter` with the query language: what it finds against Python reading the whole list, and how it fails.
import TestSupport
import Testing

@Suite("captop once --filter", .ownThread)
struct OnceQueryTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let queries = [
        "util >= 80", "util:50..90 and hard", "not util >= 20", "metric = conversion or metric = lead",
        "scope:custom maximum >= 100", "kind = leadconduit unit:hour or unit = day network = acme",
        "affiliate = none", "left < 10", "currency != none", "count = 0", "offer:a affiliate:e", "parent != none",
        "time_zone:america not metric:click", "failed > 0 or soft", "period:day util < 50 and not scope = offer",
    ]

    @Test("it lists the caps that an independent reader of the language picks from the whole list")
    func agrees() throws {
        let sandbox = try SandboxServer.frozen(caps: 120)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        func once(_ arguments: [String]) throws -> Once {
            try Once(["--config", configuration, "--format", "json"] + arguments, in: scratch)
        }
        let all = try once([])
        #expect(all.code == 0)
        let file = try scratch.write(all.output, to: "once.json")
        let script = TestPaths.repositoryRoot + "/Tests/ModelsTests/Query/query_reference.py"
        let reader = try PipedProgram(
            "python3", [script, "ids", file] + OnceQueryTests.queries, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        try #require(reader.exitCode() == 0, "\(reader.messages)")
        let found = reader.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(found.count == OnceQueryTests.queries.count)
        var selective = 0
        for (query, line) in zip(OnceQueryTests.queries, found) {
            let ids = line.split(separator: " ").map(String.init)
            #expect(try once(["--filter", query]).ids == ids, "\(query)")
            selective += ids.isEmpty || ids.count == all.ids.count ? 0 : 1
        }
        #expect(selective >= 10, "queries that find some and leave some")
    }

    @Test("what is no query ends with 2, the reason, the query, and carets below the place, before anything is asked")
    func error() throws {
        let once = try Once(["--filter", "hard and state = ovr"], in: scratch)
        #expect(once.code == 2)
        #expect(once.output.isEmpty)
        let lines = once.messages.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count == 4, "\(once.messages)")
        #expect(lines[0].hasPrefix("captop: --filter: 'ovr' is no state, expected one of over, at-limit, "))
        #expect(lines[1] == "  hard and state = ovr")
        #expect(lines[2] == "                   ^^^")
    }

    @Test(
        "carets stand below wide letters, long queries are cut around the place, and nothing reaches the terminal raw")
    func awkward() throws {
        let wide = try Once(["--filter", "日本 state = ovr"], in: scratch).messages.split(separator: "\n")
        try #require(wide.count == 3)
        #expect(wide[1] == "  日本 state = ovr")
        #expect(wide[2] == "               ^^^", "two cells for each of the two wide letters")

        let long = String(repeating: "a ", count: 100)
        let cut = try Once(["--filter", "\(long)count = x \(long)"], in: scratch).messages.split(separator: "\n")
        try #require(cut.count == 3)
        #expect(cut[1].count < 100 && cut[1].hasPrefix("  …") && cut[1].hasSuffix("…"))
        #expect(cut[1].firstIndex(of: "x").map { cut[1].distance(from: cut[1].startIndex, to: $0) } == cut[2].count - 1)

        let hostile = try Once(["--filter", "state = \u{1B}[31mred\u{07}"], in: scratch)
        #expect(hostile.code == 2)
        #expect(hostile.messages.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    }
}
