// A custom cap's edit, whatever happens meanwhile and however the network answers: what is said, journalled and there.

import Models
import Testing

@testable import Upstream

@Suite("Writing a custom cap")
struct WriteCustomCapTests {
    @Test("the request is the reference's, and the entry is in the journal before it is sent and complete after it")
    func applied() async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        let result = await bench.writer.apply(edit, token: token, undoOf: 3, batch: "b")
        #expect(result.outcome == .applied(after: ["daily_conversion_cap": .quantity(Quantity(44))]))
        #expect(result.entry == 1)
        let write = try #require(bench.object.writes.first)
        #expect(bench.object.writes.count == 1)
        #expect(write.method == "PATCH" && write.target == "/v1/networks/custom/caps")
        // Everflow reference, 4.3.
        let body =
            #"{"network_custom_cap_setting_ids":[412],"fields":[{"field_type":"daily_conversion_cap","field_value":44}]}"#
        #expect(String(decoding: write.body, as: UTF8.self) == body)
        #expect(bench.journal.writesSeen == [0], "recorded first")
        #expect(
            bench.journal.entries == [
                JournalEntry(
                    at: tuesday, who: "ines@desk", profile: "acme", environment: .sandbox, target: "acme/custom:412",
                    method: .patch, path: "/networks/custom/caps", body: body,
                    before: ["daily_conversion_cap": .quantity(Quantity(40))],
                    after: ["daily_conversion_cap": .quantity(Quantity(44))], undoOf: 3, batch: "b")
            ])
        #expect(
            bench.journal.completions == [
                .init(
                    outcome: .applied, status: 200, message: "",
                    after: ["daily_conversion_cap": .quantity(Quantity(44))])
            ])
        #expect(!"\(bench.journal.entries)".contains("sesame"), "no key in the journal")
    }

    /// Fate of the write, what is said, what the journal says, the value on the server.
    typealias Row = (FakeObject.Fate, String, JournalOutcome, String)

    static let rows: [Row] = [
        (.done, "applied", .applied, "44"),
        (.status(400), "refused", .refused, "40"), (.status(401), "refused", .refused, "40"),
        (.status(403), "refused", .refused, "40"), (.status(404), "refused", .refused, "40"),
        (.status(429), "refused", .refused, "40"), (.status(500), "refused", .refused, "40"),
        // The gateway has lost its patience, and what is behind it may still be at work.
        (.status(504), "unknown", .unknown, "40"), (.status(524), "unknown", .unknown, "40"),
        (.doneThenStatus(504), "applied", .applied, "44"),
        (.doneThenStatus(500), "applied", .applied, "44"), (.doneThenStatus(503), "applied", .applied, "44"),
        (.cut, "refused", .refused, "40"), (.doneThenCut, "applied", .applied, "44"),
        (.doneThenMalformed, "applied", .applied, "44"), (.pretended, "refused", .refused, "40"),
    ]

    @Test(
        "however the network answers, the write is sent once and its outcome is what the object then shows",
        arguments: 0..<rows.count, [false, true])
    func answers(row: Int, isOtherFieldChanged: Bool) async throws {
        let (fate, word, journalled, value) = WriteCustomCapTests.rows[row]
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        bench.object.change { state in
            state.fates["PATCH"] = [fate]
            if isOtherFieldChanged { state.cap?["daily_click_cap"] = .int(7000) }
        }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == word, "\(fate): \(result.text)")
        #expect(bench.journal.completions.map(\.outcome) == [journalled])
        #expect(bench.object.value == value)
        #expect(bench.object.writes.count == 1, "never twice")
        if isOtherFieldChanged {
            #expect(
                bench.object.state.withLock { $0.cap?["daily_click_cap"]?.text } == "7000", "another's change stays")
        }
    }

    @Test(
        "a refusal that repeats the key is told and journalled without it, whatever its status",
        arguments: [200, 400])
    func echo(status: Int) async throws {
        // printf 'API:sesame' | base64
        let refusal = Reply.json(#"{"error":"invalid key sesame (QVBJOnNlc2FtZQ==)"}"#, status: status)
        let bench = try WriteBench(replies: ["PATCH": refusal])
        let (edit, token) = try await bench.raise()
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == "refused")
        #expect(result.text.hasSuffix("invalid key [key] ([key])"))
        #expect(bench.journal.completions.map(\.message) == [result.text])
    }

    @Test(
        "where getting one custom cap is no request of this API, the list that is documented answers",
        arguments: [400, 405])
    func noSuchRequest(status: Int) async throws {
        let bench = try WriteBench()
        bench.object.change { $0.refusesOne = status }
        let (edit, token) = try await bench.raise()
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        #expect(bench.object.value == "44")
        let answers = await bench.writer.read([edit.target])
        #expect(try answers[edit.target]?.get()?.values["daily_conversion_cap"] == .quantity(Quantity(44)))
    }

    @Test("reading that is refused with the key in the refusal says so without it, for one object and for several")
    func echoedReading() async throws {
        let bench = try WriteBench(replies: ["GET": .json(#"{"error":"invalid key sesame"}"#)])
        let targets = try (412...420).map { try #require(EditTarget(text: "acme/custom:\($0)")) }
        let error = await #expect(throws: UpstreamError.self) { try await bench.writer.read(targets[0]) }
        #expect(error?.message == "acme/custom:412: invalid key [key]")
        let answers = await bench.writer.read(targets)
        for target in targets {
            let answer = try #require(answers[target])
            let listed = #expect(throws: UpstreamError.self) { try answer.get() }
            #expect(listed?.message == "acme's custom caps: invalid key [key]")
        }
    }

    @Test(
        "after a timeout the old value is no refusal: the network may be slow, and a later look settles it",
        arguments: [("44", 0, JournalOutcome.applied), ("40", 599, nil), ("40", 600, .refused), ("50", 0, .unknown)])
    func timeout(later: String, seconds: Int64, outcome: JournalOutcome?) async throws {
        let bench = try WriteBench(timeout: 3500)
        let (edit, token) = try await bench.raise()
        bench.object.change { $0.fates["PATCH"] = [.silence] }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == "unknown")
        #expect(result.text == "no answer from 127.0.0.1 within 3.5 s; read back: not applied yet")
        #expect(bench.object.writes.count == 1)
        var entry = try #require(bench.journal.entries.first)
        (entry.id, entry.outcome, entry.message) = (result.entry, .unknown, result.text)
        entry.at = entry.at.adding(seconds: -seconds)
        bench.object.change { $0.cap?["daily_conversion_cap"] = Int(later).map { .int($0) } }
        #expect(await bench.writer.settle(entry) == outcome)
        let message = try #require(bench.journal.completions.last).message
        switch outcome {
        case .applied: #expect(message == "no answer from 127.0.0.1 within 3.5 s; read back: applied")
        case .refused: #expect(message == "no answer from 127.0.0.1 within 3.5 s; read back: not applied")
        case nil: #expect(message == result.text, "it may still come")
        default: #expect(message.contains("daily_conversion_cap is neither"))
        }
        #expect(bench.object.writes.count == 1, "settling writes nothing")
    }

    @Test(
        "a field that somebody else has changed stops the write and is shown, whatever the network would have answered",
        arguments: 0..<rows.count)
    func conflict(row: Int) async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        bench.object.change { state in
            state.fates["PATCH"] = [WriteCustomCapTests.rows[row].0]
            state.cap?["daily_conversion_cap"] = .int(50)
        }
        let result = await bench.writer.apply(edit, token: token)
        guard case .conflict(let conflict) = result.outcome else {
            Issue.record("\(result)")
            return
        }
        #expect(conflict.fields == ["daily_conversion_cap"])
        #expect(conflict.edit.changes.first?.live == .quantity(Quantity(50)))
        #expect(bench.object.writes.isEmpty && bench.journal.entries.isEmpty)
    }

    @Test("an object that is gone is refused without being written")
    func deleted() async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        bench.object.change { $0.cap = nil }
        let result = await bench.writer.apply(edit, token: token)
        #expect(result.word == "refused" && result.text.contains("no custom cap 412 any more"))
        #expect(bench.object.writes.isEmpty && bench.journal.entries.isEmpty)
    }

    @Test("a value that is there already is not written again")
    func alreadySo() async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        bench.object.change { $0.cap?["daily_conversion_cap"] = .int(44) }
        #expect(await bench.writer.apply(edit, token: token).outcome == .alreadySo)
        #expect(bench.object.writes.isEmpty)
    }

    @Test("when reading back fails too, or shows a third value, the outcome is unknown")
    func unknown() async throws {
        let silent = try WriteBench()
        let (edit, token) = try await silent.raise()
        silent.object.change { state in
            state.fates["PATCH"] = [.doneThenCut]
            state.readFaults = []
        }
        // The read before the write goes well; those after it find the network out of order.
        let cap = String(decoding: FakeObject.cap.serialized(), as: UTF8.self)
        silent.object.change { $0.readFaults = [.json(cap)] + Array(repeating: .json("{}", status: 503), count: 9) }
        let result = await silent.writer.apply(edit, token: token)
        #expect(result.word == "unknown" && result.text.contains("reading back failed too: 503"))
        #expect(silent.journal.completions.map(\.outcome) == [.unknown])

        let third = try WriteBench()
        let (other, otherToken) = try await third.raise()
        third.object.change { state in
            state.fates["PATCH"] = [.cut]
            var cap = FakeObject.cap
            cap["daily_conversion_cap"] = .int(50)
            state.readFaults = [FakeObject.cap, cap].map { .json(String(decoding: $0.serialized(), as: UTF8.self)) }
        }
        let unsure = await third.writer.apply(other, token: otherToken)
        #expect(unsure.word == "unknown" && unsure.text.contains("daily_conversion_cap is neither"))
    }

    @Test("without the token of this very edit nothing is sent")
    func token() async throws {
        let bench = try WriteBench()
        let (edit, _) = try await bench.raise()
        let (_, other) = try await bench.propose("acme/custom:412", "daily_conversion_cap=45")
        #expect(await bench.writer.apply(edit, token: other).word == "not sent")
        #expect(bench.object.writes.isEmpty)
        let client = bench.writer.client
        let steps = try WritePlan.bulkSteps(for: [edit])
        let request = try #require(steps.first).request
        let error = try #require(await #expect(throws: UpstreamError.self) { try await client.read(request) })
        #expect(error.message == "not sent: PATCH /networks/custom/caps was not confirmed")
        #expect(bench.object.writes.isEmpty, "reading does not write")
    }

    @Test("what the journal cannot record is not sent; what it cannot complete is said")
    func brokenJournal() async throws {
        let first = try WriteBench(journalBreaksAt: "begin")
        let (edit, token) = try await first.raise()
        #expect(await first.writer.apply(edit, token: token).word == "not recorded")
        #expect(first.object.writes.isEmpty)
        let second = try WriteBench(journalBreaksAt: "complete")
        let (other, otherToken) = try await second.raise()
        let result = await second.writer.apply(other, token: otherToken)
        #expect(result.word == "applied" && result.notes.contains { $0.contains("entry 1 could not be completed") })
    }

    @Test("a write of a cancelled task is finished and journalled all the same")
    func cancelled() async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await bench.writer.apply(edit, token: token)
        }
        #expect(await task.value.word == "applied")
        #expect(bench.journal.completions.map(\.outcome) == [.applied])
    }

    @Test("a key that was changed meanwhile is read again after a 401, which says that nothing was written")
    func rotation() async throws {
        let file = try TemporaryFile("old", mode: 0o600)
        let bench = try WriteBench(key: .file(path: file.path))
        let (edit, token) = try await bench.raise()
        try file.write("new")
        bench.object.change { $0.fates["PATCH"] = [.status(401)] }
        #expect(await bench.writer.apply(edit, token: token).word == "applied")
        #expect(bench.object.writes.map { $0.headers["x-eflow-api-key"] } == ["old", "new"])
        #expect(bench.object.value == "44")
    }

    @Test("a write has a connection of its own: one that died is never written to twice")
    func ownConnection() async throws {
        let bench = try WriteBench()
        let (edit, token) = try await bench.raise()
        _ = await bench.writer.apply(edit, token: token)
        let received = bench.server.received
        let write = try #require(received.first { $0.method == "PATCH" })
        #expect(!received.prefix { $0.method != "PATCH" }.map(\.connection).contains(write.connection))
    }
}
