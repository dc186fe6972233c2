// The requests of the money side, word for word (Everflow reference, 9.1, 10.1, 11), and which of them only read.

import Models
import TestSupport
import Testing

@Suite("money requests")
struct MoneyRequestTests {
    private let requests = Everflow.Requests.self

    private func line(_ request: APIRequest) -> String {
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let target = query.isEmpty ? request.path : "\(request.path)?\(query)"
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(request.method.rawValue) \(target)\(body)"
    }

    @Test("lists and objects")
    func reads() {
        #expect(
            line(requests.customPayouts(page: 1, pageSize: 2000))
                == "GET /networks/custom/payoutrevenue?page=1&page_size=2000")
        #expect(
            line(
                requests.customPayouts(
                    page: 2, pageSize: 50, offerID: 204, savedAfter: Timestamp(seconds: 1_735_689_600)))
                == "GET /networks/custom/payoutrevenue?page=2&page_size=50&filter=network_offer_id=204"
                + "&filter=time_saved>1735689600")
        #expect(
            line(requests.customPayoutsTable(page: 1, pageSize: 50, relationships: ["offer", "affiliates"]))
                == "POST /networks/custom/payoutrevenuetable?page=1&page_size=50&relationship=offer"
                + "&relationship=affiliates {}")
        #expect(
            line(requests.customPayout(id: 318))
                == "GET /networks/custom/payoutrevenue/318?relationship=variables&relationship=targeting")
        #expect(line(requests.tieredCommission(id: 9)) == "GET /networks/tieredcommissions/9")
        #expect(line(requests.affiliateTiers()) == "GET /networks/affiliatetiers")
        #expect(line(requests.affiliateTier(id: 3)) == "GET /networks/affiliatetiers/3?relationship=all")
    }

    @Test("the commissions' table searches by name and by whom and what they are for")
    func commissionTable() {
        #expect(
            line(requests.tieredCommissionsTable(page: 1, pageSize: 100))
                == #"POST /networks/tieredcommissions/table?page=1&page_size=100 {"search_terms":[],"#
                + #""filters":{"network_affiliate_ids":[],"network_offer_ids":[],"network_advertiser_ids":[]}}"#)
        #expect(
            line(
                requests.tieredCommissionsTable(
                    page: 1, pageSize: 100, name: "Kettle", affiliateIDs: [51], offerIDs: [204, 205],
                    advertiserIDs: [19]))
                == #"POST /networks/tieredcommissions/table?page=1&page_size=100 "#
                + #"{"search_terms":[{"search_type":"name","value":"Kettle"}],"#
                + #""filters":{"network_affiliate_ids":[51],"network_offer_ids":[204,205],"network_advertiser_ids":[19]}}"#
        )
    }

    @Test("creations, full updates, the bulk update and the deletion")
    func writes() throws {
        let body = JSONValue.object([("name", .string("n"))])
        #expect(line(requests.createCustomPayout(body: body)) == #"POST /networks/custom/payoutrevenue {"name":"n"}"#)
        #expect(
            line(requests.putCustomPayout(id: 318, body: body))
                == #"PUT /networks/custom/payoutrevenue/318 {"name":"n"}"#)
        #expect(line(requests.deleteCustomPayout(id: 318)) == "DELETE /networks/custom/payoutrevenue/318")
        #expect(line(requests.createTieredCommission(body: body)) == #"POST /networks/tieredcommissions {"name":"n"}"#)
        #expect(
            line(requests.putTieredCommission(id: 9, body: body)) == #"PUT /networks/tieredcommissions/9 {"name":"n"}"#)
        #expect(line(requests.createAffiliateTier(body: body)) == #"POST /networks/affiliatetiers {"name":"n"}"#)
        #expect(line(requests.putAffiliateTier(id: 3, body: body)) == #"PUT /networks/affiliatetiers/3 {"name":"n"}"#)
        let patch = requests.patchCustomPayouts(
            ids: [318], fields: [Everflow.CustomPayoutField.status.edit(.string("inactive"))])
        let example = try JSONValue.parse(MoneyExamples.customPayoutPatch.bytes)
        #expect(line(patch) == "PATCH /networks/custom/payoutrevenue " + example.compact)
        #expect(try Everflow.BulkEdit.read(example.serialized()).customPayoutIDs == [318])
    }

    @Test("tables only read; everything else that is not a GET needs a confirmation")
    func reading() {
        let reads = [
            requests.customPayouts(page: 1, pageSize: 1), requests.customPayoutsTable(page: 1, pageSize: 1),
            requests.customPayout(id: 1), requests.tieredCommissionsTable(page: 1, pageSize: 1),
            requests.tieredCommission(id: 1), requests.affiliateTiers(), requests.affiliateTier(id: 1),
        ]
        #expect(reads.allSatisfy { $0.isRead })
        let body = JSONValue.object([])
        let writes = [
            requests.createCustomPayout(body: body), requests.putCustomPayout(id: 1, body: body),
            requests.patchCustomPayouts(ids: [1], fields: []), requests.deleteCustomPayout(id: 1),
            requests.createTieredCommission(body: body), requests.putTieredCommission(id: 1, body: body),
            requests.createAffiliateTier(body: body), requests.putAffiliateTier(id: 1, body: body),
        ]
        #expect(!writes.contains { $0.isRead })
    }
}
