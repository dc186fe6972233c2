// What the answers to writes and previews mean (Everflow reference, 1.1 and 6.4; LeadConduit reference, 3.5).

import Testing

@testable import Models

@Suite("Answers to writes")
struct WriteStepTests {
    private func offerSteps() throws -> [WriteStep] {
        let live = try EditExamples.offer()
        return try WritePlan.steps(for: try EditExamples.edit(live, ("daily_conversion_cap", "260")), live: live)
    }

    @Test("a preview's own verdict decides")
    func preview() throws {
        let preview = try #require(try offerSteps().first)
        #expect(preview.verdict(EverflowExamples.offerPreview.bytes) == .accepted(notes: []))
        let related = EverflowExamples.offerPreview
            .replacing("\"related_changes\": \"\"", with: "\"related_changes\": \"is_caps_enabled becomes true\"")
        #expect(
            preview.verdict(related.bytes)
                == .accepted(notes: ["daily_conversion_cap also changes: is_caps_enabled becomes true"]))
        let refused = EverflowExamples.offerPreview.replacing("\"ok\"", with: "\"error\"")
            .replacing("\"error_message\": \"\"", with: "\"error_message\": \"too low\"")
        #expect(preview.verdict(refused.bytes) == .refused(["daily_conversion_cap: too low"]))
        let broken =
            #"{"changes":[],"resource_errors":[{"id":204,"label":"Kettle","type":"offer","message":"no payout"}]}"#
        #expect(preview.verdict(broken.bytes) == .refused(["Kettle: no payout"]))
        #expect(
            preview.verdict(#"{"changes":[],"resource_errors":[]}"#.bytes)
                == .refused(["the server would change nothing"]))
        #expect(preview.verdict(#"{"error":"no"}"#.bytes) == .refused(["no"]))
        #expect(
            preview.verdict(#"{"changes":[7],"resource_errors":[]}"#.bytes)
                == .unreadable("malformed answer: a change or error in the preview cannot be read"))
    }

    @Test("a bulk edit's answer is done, refused or unreadable")
    func result() throws {
        let apply = try #require(try offerSteps().last)
        #expect(apply.verdict(#"{"result":true}"#.bytes) == .accepted(notes: []))
        #expect(apply.verdict(#"{"result":false}"#.bytes) == .refused(["the server answered result false"]))
        #expect(apply.verdict(#"{"Error":"Invalid parameters."}"#.bytes) == .refused(["Invalid parameters."]))
        for body in ["", "{", "{}", "<html>"] {
            guard case .unreadable = apply.verdict(body.bytes) else {
                Issue.record("\(body) was taken for an answer")
                continue
            }
        }
    }

    @Test("a flow is saved when it comes back, and live when the deploy says no error")
    func flow() throws {
        let live = try EditExamples.lead("leads/cap:\(EditExamples.capID)")
        let steps = try WritePlan.steps(for: try EditExamples.edit(live, ("maximum", "2500")), live: live)
        #expect(steps.map(\.purpose) == [.write, .deploy])
        #expect(steps[0].verdict(LeadConduitFlowExample.flow.bytes) == .accepted(notes: []))
        #expect(steps[0].verdict(#"{"error":"invalid flow","errors":{}}"#.bytes) == .refused(["invalid flow"]))
        #expect(steps[1].verdict(#"{ "message": "Flow deployed" }"#.bytes) == .accepted(notes: ["Flow deployed"]))
        #expect(steps[1].verdict(#"{"error":"not authorized"}"#.bytes) == .refused(["not authorized"]))
    }

    @Test("only reads pass without a token")
    func reads() throws {
        let reads = [
            Everflow.Requests.network(),
            Everflow.Requests.offersTable(page: 1, pageSize: 50),
            Everflow.Requests.offersTableFallback(page: 1, pageSize: 50),
            Everflow.Requests.affiliatesTable(page: 1, pageSize: 50),
            Everflow.Requests.entityReport(from: "2026-03-09", to: "2026-03-10", timezoneID: 80, currency: "USD"),
            Everflow.Requests.previewOffers(ids: [1], fields: []),
            Everflow.Requests.previewAffiliates(ids: [1], fields: []),
            LeadConduit.Requests.changelogs(flowID: "f1"), LeadConduit.Requests.flows(),
        ]
        #expect(reads.allSatisfy { $0.isRead })
        let writes = [
            Everflow.Requests.createCustomCap(Everflow.CustomCapDraft()), Everflow.Requests.deleteCustomCap(id: 1),
            Everflow.Requests.patchCustomCaps(ids: [1], fields: []),
            Everflow.Requests.applyOffers(ids: [1], fields: []),
            Everflow.Requests.applyAffiliates(ids: [1], fields: []),
            Everflow.Requests.putOfferGroup(id: 1, body: .null),
            Everflow.Requests.putAffiliate(id: 1, body: .null), LeadConduit.Requests.putFlow(id: "f", tree: .null),
            LeadConduit.Requests.deploy(flowID: "f1"), APIRequest(.post, "/flows/f1/sources/e1/submit"),
            APIRequest(.post, "/networks/custom/caps?x=table"), APIRequest(.post, "/networks/reporting/../custom/caps"),
            APIRequest(.put, "/networks/offerstable"), APIRequest(.post, "/networks/offergroups"),
        ]
        #expect(writes.allSatisfy { !$0.isRead })
    }
}
