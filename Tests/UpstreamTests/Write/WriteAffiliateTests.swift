// An affiliate's status and its other fields are two requests: the second may fail when the first went well.

import Models
import Synchronization
import Testing

@testable import Upstream

@Suite("Writing an affiliate")
struct WriteAffiliateTests {
    private func bench(putStatus: Int) throws -> (EditWriter, MemoryJournal, FixtureServer) {
        let status = Mutex("active")
        let notes = Mutex("")
        let server = try FixtureServer { request in
            switch request.method {
            case "PATCH": status.withLock { $0 = "inactive" }
            case "PUT" where putStatus == 200: notes.withLock { $0 = "late" }
            case "PUT": return .json(#"{"error":"no"}"#, status: putStatus)
            default: break
            }
            if request.path.hasSuffix("/affiliatetiers") {
                return .json(
                    #"{"tiers":[{"network_affiliate_tier_id":3,"network_affiliate_ids":[50,51]},"#
                        + #"{"network_affiliate_tier_id":4,"network_affiliate_ids":null}]}"#)
            }
            let (status, notes) = (status.withLock { $0 }, notes.withLock { $0 })
            let object =
                #"{"network_affiliate_id":51,"name":"Harbor Media","account_status":"\#(status)","internal_notes":"\#(notes)","#
                + #""relationship":{"labels":{"total":1,"entries":["premium"]},"billing":{"payment_type":"none"}}}"#
            return .json(request.method == "PATCH" ? #"{"result":true}"# : object)
        }
        let journal = MemoryJournal()
        var options = WriterOptions(who: "ines@desk")
        options.readBackDelays = [0]
        let client = try server.client(.everflow)
        return (EditWriter(client: client, journal: journal, options: options, now: { tuesday }), journal, server)
    }

    private func apply(_ writer: EditWriter) async throws -> WriteResult {
        let target = try #require(EditTarget(text: "acme/affiliate:51"))
        let found = try await writer.read(target, changing: ["account_status", "internal_notes"])
        let live = try #require(found)
        let assignments = [Edit.Assignment("account_status", "inactive"), Edit.Assignment("internal_notes", "late")]
        let edit = try Edit.proposing(assignments, on: live)
        let token = try Confirmation(edit).confirm()
        return await writer.apply(edit, token: try #require(token))
    }

    @Test("both requests are journalled with their own fields, and the outcome has both")
    func both() async throws {
        let (writer, journal, server) = try bench(putStatus: 200)
        let result = try await apply(writer)
        #expect(
            result.outcome
                == .applied(after: ["account_status": .text("inactive"), "internal_notes": .text("late")]))
        #expect(journal.entries.map(\.method) == [.patch, .put])
        #expect(journal.entries.map { Array($0.after.keys) } == [["account_status"], ["internal_notes"]])
        let step = UndoStep.next(in: journal.stored, profiles: ["acme": .sandbox])
        #expect(step?.items.map(\.entry) == [2, 1], "one undo takes both back")
        let writes = server.received.filter { $0.method != "GET" }
        #expect(writes.map(\.target) == ["/v1/networks/patch/affiliates/apply", "/v1/networks/affiliates/51"])
        let tier = try JSONValue.parse(writes[1].body)["network_affiliate_tier_id"]
        #expect(tier == .int(3), "the answer leaves it out, and a full update without it would reset it")
    }

    @Test("a refused second request does not hide what the first one did")
    func half() async throws {
        let (writer, journal, server) = try bench(putStatus: 400)
        let result = try await apply(writer)
        #expect(result.word == "refused")
        #expect(result.notes == ["applied before: account_status"])
        #expect(journal.completions.map(\.outcome) == [.applied, .refused])
        #expect(server.received.filter { $0.method == "PUT" }.count == 1)
    }
}
