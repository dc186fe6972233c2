// Members that captop does not know, in full updates on the real program. The sandbox keeps only what is documented, so a
// server before it adds them.
import Models
import TestSupport
import Testing

@Suite("members that nobody documents, on the money side", .ownThread)
struct UnknownMemberTests {
    @Test("a full update sends back what the server said beyond the reference, and everything else as it was")
    func survive() throws {
        let sandbox = try MoneyDesk.sandbox()
        let server = try GenerousServer(before: sandbox)
        defer { server.end() }
        let desk = try MoneyDesk(on: sandbox, port: server.port)
        defer { desk.end() }
        try change(desk, .customPayout, "Papaya Leads summer", "custom/payoutrevenue/319", "public_description")
        try change(desk, .tieredCommission, "Glacier Car Quote", "tieredcommissions/9", "notes")
        try change(desk, .affiliateTier, "Silver partners", "affiliatetiers/2", "description")
        #expect(try desk.journal.column("method || ' ' || outcome") == Array(repeating: "PUT applied", count: 3))
    }

    private func change(
        _ desk: MoneyDesk, _ kind: EditableKind, _ words: String, _ path: String, _ field: String
    ) throws {
        let path = "/v1/networks/\(path)"
        let related = kind == .customPayout ? "?relationship=variables&relationship=targeting" : "?relationship=all"
        let more = try JSONValue.body("{\(GenerousServer.members)}").object?.members.map { ($0.name, $0.value) } ?? []
        let before = try desk.somebody.get(path + related)
        try desk.open(kind)
        try desk.filter(words)
        try desk.press("e", "Edit \(words)")
        try desk.type((field, "seen by hand"))
        try desk.confirm("-> \"seen by hand\"")
        // Labels are elsewhere in answers: other tests are about them.
        try desk.expectLast(
            "PUT \(path)", before.with(more + [(field, .string("seen by hand"))]), without: ["relationship", "labels"])
        let difference = try SameJSON.difference(
            try desk.somebody.get(path + related), before.with([(field, .string("seen by hand"))]),
            without: SameJSON.times)
        #expect(difference.isEmpty, "\(difference)")
    }
}
