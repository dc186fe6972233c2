// A cap raised from the keyboard on the real program, undone, refused, and left alone: screen, server, journal and the
// requests that went over the wire agree.
import Models
import TestSupport
import Testing

@Suite("editing from the keyboard", .ownThread)
struct EditTests {
    @Test(
        "+, enter, y sends the reference's request; the bar shrinks at once; u puts the old value back; audit lists both"
    )
    func raiseAndUndo() throws {
        // Within these 60 s nothing is refreshed but what a change makes fresh.
        let desk = try Desk(refresh: "60s")
        defer { desk.end() }
        let terminal = desk.terminal
        let cap = try desk.customCap()
        let raised = Int64((Double(cap.value) * 1.1 + 0.5).rounded(.down))
        try desk.find("id=\"\(cap.meter)\"")
        let bar = try #require(filledEighths(terminal))
        #expect(terminal.press("+") { terminal.shows("Edit ") && terminal.shows("= \(raised)") }, "\(terminal.picture)")
        #expect(terminal.press("\r") { terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(terminal.shows("\(cap.field) \(cap.value) -> \(raised)") && terminal.shows("acme, sandbox"))
        #expect(terminal.shows("PATCH /networks/custom/caps"), "\(terminal.picture)")
        #expect(desk.proxy.writes.isEmpty, "nothing is sent before it is confirmed")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        // Everflow reference, 4.3.
        func body(_ value: Int64) -> String {
            """
            {"network_custom_cap_setting_ids":[\(cap.id)],"fields":[{"field_type":"\(cap.field)","field_value":\(value)}]}
            """
        }
        func request(_ value: Int64) -> RecordingProxy.Request {
            RecordingProxy.Request(
                method: "PATCH", target: "/v1/networks/custom/caps", body: Array(body(value).utf8))
        }
        #expect(desk.proxy.writes == [request(raised)])
        #expect(try desk.live(cap) == raised)
        #expect(
            terminal.press("\r") {
                !terminal.shows("Edit ") && terminal.shows("/\(raised) ") && (filledEighths(terminal) ?? bar) < bar
            }, "\(terminal.picture)")

        #expect(
            terminal.press("u") {
                terminal.shows("Send this change?") && terminal.shows("\(cap.field) \(raised) -> \(cap.value)")
            }, "\(terminal.picture)")
        #expect(terminal.press("y") { terminal.shows("applied") }, "\(terminal.picture)")
        #expect(try desk.live(cap) == cap.value)
        #expect(desk.proxy.writes == [request(raised), request(cap.value)])
        #expect(terminal.press("\r") { filledEighths(terminal) == bar }, "\(terminal.picture)")
        #expect(try desk.journal.column("body") == [body(raised), body(cap.value)])
        #expect(try desk.journal.column("outcome || coalesce(' ' || undo_of, '')") == ["applied", "applied 1"])
        let entries = try #require(try desk.run(["audit", "--format", "json"])["entries"]?.array)
        #expect(entries.map { $0["id"]?.int64 } == [2, 1] && entries.map { $0["undo_of"]?.int64 } == [1, nil])
        #expect(entries.allSatisfy { $0["target"]?.text == "acme/custom:\(cap.id)" })
        #expect(entries.map { $0["after"]?[cap.field]?.int64 } == [cap.value, raised])
    }

    @Test("the opening key twice and a pasted y send nothing; locked, the keys do nothing")
    func nothingSent() throws {
        let desk = try Desk(arguments: [])
        defer { desk.end() }
        let terminal = desk.terminal
        let cap = try desk.customCap()
        try desk.find("id=\"\(cap.meter)\"")
        terminal.send("++e-uD")
        #expect(terminal.press(":") { terminal.lines.last?.hasPrefix(" :") == true })
        #expect(!terminal.shows("Edit ") && !terminal.shows("Delete "), "locked, nothing opens")
        #expect(terminal.press("write\r") { terminal.shows("unlocked") })
        #expect(terminal.press("+") { terminal.shows("Edit ") && terminal.shows("-> +10%") })
        #expect(terminal.press("\r") { terminal.shows("Send this change?") })
        terminal.send("+\u{1B}[200~y\n\n\u{1B}[201~\r")
        #expect(terminal.press("\u{1B}") { !terminal.shows("Send this change?") }, "\(terminal.picture)")
        #expect(terminal.shows("-> +10%"), "the field and what was typed are still there")
        // Pasted into the field, it is text of the field.
        terminal.send("\u{1B}[200~y\n\n\u{1B}[201~")
        #expect(terminal.wait { terminal.shows("-> +10%y  ") }, "\(terminal.picture)")
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") })
        // The key that opens the editor twice, then a paste of what would confirm.
        #expect(terminal.press("++\u{1B}[200~y\n\n\u{1B}[201~") { terminal.shows("Edit ") })
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") }, "\(terminal.picture)")
        #expect(try desk.live(cap) == cap.value)
        #expect(try desk.journal.outcomes().isEmpty)
        #expect(desk.proxy.writes.isEmpty && !desk.proxy.requests.isEmpty)
    }

    @Test("ten answers on the terminal: applied, refused with the server's words, or settled by reading back")
    func answers() throws {
        // The tenth does not come within a minute: it is waited for beside the others.
        let late = try Desk()
        defer { late.end() }
        let waiting = try Attempt(.timeout, at: late)
        let desk = try Desk()
        defer { desk.end() }
        for answer in MatrixAnswer.allCases where answer != .timeout { try Attempt(answer, at: desk).end(within: 20) }
        try waiting.end(within: 90)
    }

    /// How much of the bar of the row under the cursor is filled, in eighths of a cell; nil without such a row.
    private func filledEighths(_ terminal: PtyProcess) -> Int? {
        guard let title = terminal.lines.firstIndex(where: { $0.contains("RESETS IN") }),
            let row = terminal.lines[title...].first(where: { $0.matches(of: #/\d+\/\d+ .*\d+%/#).count > 0 }),
            let start = row.lastIndex(of: "▸")
        else { return nil }
        let blocks = Array("▏▎▍▌▋▊▉█")
        return row[start...].compactMap { blocks.firstIndex(of: $0).map { $0 + 1 } }.reduce(0, +)
    }
}

/// A cap raised by one from the keyboard while the network answers in one way.
private struct Attempt {
    let answer: MatrixAnswer
    let desk: Desk
    let cap: Desk.Limit
    /// Before this attempt.
    let before: Int64
    let writes: Int
    let entries: [String]

    /// Gets as far as the request.
    init(_ answer: MatrixAnswer, at desk: Desk) throws {
        let terminal = desk.terminal
        self.answer = answer
        self.desk = desk
        cap = try desk.customCap()
        try desk.find("id=\"\(cap.meter)\"")
        before = cap.value
        (writes, entries) = (desk.proxy.writes.count, try desk.journal.outcomes())
        // Only the request that changes something is met, reads are answered as ever.
        try desk.somebody.makeFail(answer.effect.map { ["PATCH /networks/custom/caps=\($0)"] } ?? [])
        #expect(
            terminal.press("e") { terminal.shows("Edit ") && terminal.shows("\(cap.value) ->") },
            "\(answer)\n\(terminal.picture)")
        #expect(terminal.press("\u{15}+1\r") { terminal.shows("Send this change?") }, "\(answer)\n\(terminal.picture)")
        #expect(
            terminal.press("y") {
                desk.proxy.writes.count > writes || answer.words(isPatient: true).allSatisfy(terminal.shows)
            })
    }

    func end(within seconds: Double) throws {
        let terminal = desk.terminal
        let isAnswered = terminal.wait(timeout: seconds) { answer.words(isPatient: true).allSatisfy(terminal.shows) }
        #expect(isAnswered, "\(answer)\n\(terminal.picture)")
        try desk.somebody.makeFail([])
        #expect(try desk.live(cap) == (answer.isMade ? before + 1 : before), "\(answer)")
        #expect(desk.proxy.writes.count == writes + 1, "\(answer): sent once")
        let outcome = "PATCH /networks/custom/caps \(answer.isMade ? "applied" : "refused")"
        #expect(try desk.journal.outcomes() == entries + [outcome], "\(answer)")
        if !answer.isMade {
            #expect(terminal.press("\r") { !terminal.shows("refused: ") && terminal.shows("-> +1 ") }, "\(answer)")
        }
        #expect(terminal.press("\u{1B}") { !terminal.shows("Edit ") }, "\(answer)\n\(terminal.picture)")
    }
}
