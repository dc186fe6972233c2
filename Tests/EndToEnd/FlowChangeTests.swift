// A LeadConduit flow edited on the real program: what captop does not know stays as it was, and what somebody else saved
// meanwhile stops the write.
import Models
import TestSupport
import Testing

@Suite("editing a LeadConduit flow from the keyboard", .ownThread)
struct FlowChangeTests {
    /// Members that no reference names, of every shape, with numbers that a careless reader would change.
    private static let strange = """
        {"z":1.50,"big":12345678901234567890,"small":1e-7,"deep":[{"a":null,"ü":"\\u00e9\\"\\\\\\n😀"},[],{},true],"a":0}
        """

    /// A flow with strange members on every level, saved and deployed.
    private static func estrange(_ somebody: SomebodyElse, _ id: String) throws {
        let strange = try JSONValue.parse(Array(strange.utf8))
        var flow = try somebody.get("/flows/\(id)")
        flow["level"] = .string("gold")
        flow["strange"] = strange
        for list in ["caps", "sources", "steps"] { flow[list]?[0]?["strange"] = strange }
        flow["sources"]?[0]?["integration"]?["strange"] = strange
        flow["sources"]?[0]?["caps"]?[0]?["strange"] = strange
        try somebody.send("PUT", "/flows/\(id)", flow)
        try somebody.send("POST", "/flows/\(id)/deploy")
    }

    /// Whether two flows are the same but for the time of the change and one cap's maximum, by Python, which keeps numbers as
    /// they are written.
    private func difference(_ before: [UInt8], _ after: [UInt8], cap: String, maximum: Int64, in scratch: Scratch)
        throws
        -> String
    {
        let files = try [("before", before), ("after", after)].map { name, bytes in
            try scratch.write(String(decoding: bytes, as: UTF8.self), to: "\(name).json")
        }
        let script = """
            import json, sys
            before, after = (json.load(open(f), parse_float=str, parse_int=str) for f in sys.argv[1:3])
            cap = next(c for c in before["caps"] if c["id"] == sys.argv[3])
            cap["maximum"] = sys.argv[4]
            before.pop("updated_at"), after.pop("updated_at")
            print("same" if before == after else json.dumps([before, after], indent=1))
            """
        let python = try PipedProgram("python3", ["-c", script] + files + [cap, "\(maximum)"])
        let code = python.exitCode()
        try #require(code == 0, "\(python.messages)")
        return python.text
    }

    @Test("members that captop does not know survive an edit, on every level")
    func unknownMembers() async throws {
        let ground = try await Ground.shared.value
        let desk = try Desk { try FlowChangeTests.estrange($0, ground.flow) }
        defer { desk.end() }
        let terminal = desk.terminal
        let path = "/flows/\(ground.flow)"
        let before = try desk.somebody.raw(path)
        #expect(String(decoding: before, as: UTF8.self).split(separator: "\"strange\"").count == 7, "six of them")
        try type(ground.leadCap.maximum + 9, on: ground, at: desk)
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(terminal.shows("PUT \(path)") && terminal.shows("POST \(path)/deploy"))
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        let after = try desk.somebody.raw(path)
        let difference = try difference(
            before, after, cap: ground.leadCap.id, maximum: ground.leadCap.maximum + 9, in: desk.dashboard.scratch)
        #expect(difference == "same\n")
        #expect(desk.proxy.writes.map(\.line) == ["PUT \(path)", "POST \(path)/deploy"])
        #expect(try desk.journal.outcomes() == ["PUT \(path) applied"])
    }

    @Test(
        "what somebody saves in the flow before the y stops the write and is shown; kept on purpose, both changes are there"
    )
    func concurrentChange() async throws {
        let ground = try await Ground.shared.value
        // Nothing is refreshed meanwhile: only the last look before the write can find out.
        let desk = try Desk(refresh: "60s")
        defer { desk.end() }
        let terminal = desk.terminal
        let path = "/flows/\(ground.flow)"
        try type(ground.leadCap.maximum + 9, on: ground, at: desk)
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        var flow = try desk.somebody.get(path)
        flow["name"] = .string("Renamed Meanwhile")
        try desk.somebody.send("PUT", path, flow)
        #expect(
            terminal.press("y") {
                terminal.shows("the flow was changed meanwhile") && terminal.shows("Renamed Meanwhile")
            }, "\(terminal.picture)")
        #expect(desk.proxy.writes.isEmpty)
        #expect(try desk.journal.outcomes().isEmpty)
        #expect(try desk.somebody.get(path)["caps"]?[0]?["maximum"]?.int64 == ground.leadCap.maximum)

        #expect(terminal.press("k") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        let saved = try desk.somebody.get(path)
        #expect(saved["name"]?.text == "Renamed Meanwhile")
        #expect(saved["caps"]?[0]?["maximum"]?.int64 == ground.leadCap.maximum + 9)
    }

    @Test(
        "what somebody saves while it is typed is shown beside the field at the next refresh, and costs no typed text")
    func whileTyping() async throws {
        let ground = try await Ground.shared.value
        let desk = try Desk(refresh: "1s")
        defer { desk.end() }
        let terminal = desk.terminal
        let path = "/flows/\(ground.flow)"
        try type(ground.leadCap.maximum + 9, on: ground, at: desk)
        var flow = try desk.somebody.get(path)
        flow["caps"]?[0]?["maximum"] = .int(ground.leadCap.maximum + 4)
        try desk.somebody.send("PUT", path, flow)
        #expect(
            terminal.wait {
                terminal.shows("maximum changed meanwhile: the network now says \(ground.leadCap.maximum + 4)")
                    && terminal.shows("-> \(ground.leadCap.maximum + 9)")
            }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("k: keep mine   t: take theirs") }, "\(terminal.picture)")
        #expect(terminal.press("t") { !terminal.shows("k: keep mine") }, "\(terminal.picture)")
        #expect(!terminal.shows("-> \(ground.leadCap.maximum + 9)"))
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") })
        #expect(desk.proxy.writes.isEmpty)
    }

    /// Opens the cap's editor and types another maximum.
    private func type(_ maximum: Int64, on ground: Ground, at desk: Desk) throws {
        let terminal = desk.terminal
        try desk.find("id=leads/cap:\(ground.leadCap.id)")
        let opens = terminal.press("e") { terminal.shows("\(ground.leadCap.maximum) ->") }
        try #require(opens, "\(terminal.picture)")
        let isTyped = terminal.press("\u{15}\(maximum)") { terminal.shows("-> \(maximum)") }
        try #require(isTyped, "\(terminal.picture)")
    }
}
