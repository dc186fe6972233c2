// Each editor of the money side on the real program when somebody else changes the same field, when the server refuses, and
// when its answer never comes.
import Models
import TestSupport
import Testing

@Suite("conflicts and faults on the money side", .ownThread)
struct MoneyConflictTests {
    /// One object of the account that `MoneyDesk.sandbox` invents, and the amount of it that two people change.
    struct Subject: Sendable, CustomTestStringConvertible {
        var kind: EditableKind
        var words: String
        var path: String
        var field: String
        var list: String
        /// How the write goes, as faults name it.
        var write: String

        var testDescription: String { kind.noun }

        static let all = [
            Subject(
                kind: .customPayout, words: "Papaya Leads summer", path: "/v1/networks/custom/payoutrevenue/319",
                field: "payout_amount", list: "network_affiliate_ids", write: "PATCH /networks/custom/payoutrevenue"),
            Subject(
                kind: .tieredCommission, words: "Glacier Car Quote", path: "/v1/networks/tieredcommissions/9",
                field: "payout_value", list: "network_offer_ids", write: "PUT /networks/tieredcommissions/*"),
            Subject(
                kind: .affiliateTier, words: "Silver partners", path: "/v1/networks/affiliatetiers/2",
                field: "payout_margin", list: "network_affiliate_ids", write: "PUT /networks/affiliatetiers/*"),
        ]
    }

    @Test(
        "the same field meanwhile is asked about; a refusal is told in the server's words; a lost answer is settled once",
        arguments: Subject.all)
    func editor(_ subject: Subject) throws {
        let desk = try MoneyDesk()
        defer { desk.end() }
        try desk.open(subject.kind)
        try desk.filter(subject.words)
        try clash(subject, desk)
        try refusal(subject, desk)
        try lostAnswer(subject, desk)
    }

    /// What a request would have to send, with other values for some members.
    private func full(_ subject: Subject, _ desk: MoneyDesk, _ members: [(String, JSONValue)]) throws -> JSONValue {
        let tree = try desk.somebody.get(subject.path + "?relationship=all")
        guard subject.kind == .affiliateTier else { return tree.with(members) }
        return tree.with([("labels", tree["relationship"]?["labels"]?["entries"] ?? .array([]))] + members)
    }

    private func live(_ subject: Subject, _ desk: MoneyDesk) throws -> JSONValue {
        try desk.somebody.get(subject.path + "?relationship=all")
    }

    // MARK: - Somebody else

    private func clash(_ subject: Subject, _ desk: MoneyDesk) throws {
        func meanwhile(_ value: Int64) throws {
            try desk.somebody.send("PUT", subject.path, try full(subject, desk, [(subject.field, .int(value))]))
            try desk.press("", "\(subject.field) changed meanwhile: the network now says \(value), yours is 25")
            try desk.press("\r", "k: keep mine   t: take theirs")
        }
        try desk.press("e", "Edit \(subject.words)")
        try desk.type((subject.field, "25"))
        try meanwhile(28)
        try desk.leave("t", "changed meanwhile")
        #expect(!desk.terminal.shows("-> 25"))
        try desk.type((subject.field, "25"))
        try meanwhile(29)
        #expect(desk.proxy.writes.isEmpty, "nothing is sent while it is not clear what counts")
        let before = try live(subject, desk)
        try desk.press("k", "Send this change?", "\(subject.field) 29 -> 25")
        try desk.press("y", " applied", "any key goes on")
        try desk.leave("\r", "any key goes on")
        let difference = try SameJSON.difference(
            try live(subject, desk), before.with([(subject.field, .int(25))]), without: SameJSON.times)
        #expect(difference.isEmpty, "\(difference)")
        #expect(desk.proxy.writes.count == 1)
    }

    // MARK: - The server

    private func refusal(_ subject: Subject, _ desk: MoneyDesk) throws {
        let before = try live(subject, desk)
        try desk.press("e", "Edit \(subject.words)")
        desk.startOver()
        try desk.add(["999999"], to: subject.list)
        try desk.press("\r", "Send this change?")
        try desk.press("y", "refused: ")
        // The same request by curl.
        let sent = try #require(desk.proxy.writes.last)
        let curl = try PipedProgram(
            "curl",
            [
                "-s", "-X", sent.method, "-H", "X-Eflow-API-Key: \(SandboxServer.key)", "-H",
                "Content-Type: application/json", desk.sandbox.address + sent.target, "--data-binary",
                String(decoding: sent.body, as: UTF8.self),
            ])
        try #require(curl.exitCode() == 0)
        let words = try #require(try JSONValue.parse(curl.output)["error"]?.text)
        #expect(words.contains("999999") && desk.terminal.shows(words), "\(words)\n\(desk.terminal.picture)")
        try desk.leave("\r", "refused: ")
        #expect(desk.terminal.shows("999999"), "what was typed is still there")
        try desk.leave("\u{1B}", "Edit \(subject.words)")
        let difference = try SameJSON.difference(try live(subject, desk), before)
        #expect(difference.isEmpty, "\(difference)")
        #expect(desk.proxy.writes.count == 2)
        #expect(try desk.journal.column("outcome") == ["applied", "refused"])
    }

    private func lostAnswer(_ subject: Subject, _ desk: MoneyDesk) throws {
        try desk.somebody.makeFail(["\(subject.write)=cut-after*1"])
        try desk.press("e", "Edit \(subject.words)")
        desk.startOver()
        try desk.type((subject.field, "26"))
        try desk.confirm("\(subject.field) 25 -> 26")
        #expect(try live(subject, desk)[subject.field]?.int64 == 26)
        #expect(desk.proxy.writes.count == 3, "sent once")
        #expect(try desk.journal.column("outcome") == ["applied", "refused", "applied"])
    }
}
