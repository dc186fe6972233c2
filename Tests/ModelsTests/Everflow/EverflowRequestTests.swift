// Everflow's read requests, word for word (reference, 1.3, 1.4, 1.7, 4.1, 6.1, 7, 8.1, 12).

import Testing

@testable import Models

@Suite("Everflow requests")
struct EverflowRequestTests {
    private func line(_ request: APIRequest) -> String {
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let target = query.isEmpty ? request.path : "\(request.path)?\(query)"
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(request.method.rawValue) \(target)\(body)"
    }

    @Test("calls without parameters")
    func plain() {
        #expect(line(Everflow.Requests.network()) == "GET /networks")
        #expect(line(Everflow.Requests.networkInfoFallback()) == "GET /networks/info")
        #expect(line(Everflow.Requests.timezones()) == "GET /meta/timezones")
        #expect(line(Everflow.Requests.offerGroups()) == "GET /networks/offergroups")
    }

    @Test("objects by id")
    func byID() {
        #expect(line(Everflow.Requests.customCap(id: 412)) == "GET /networks/custom/caps/412")
        #expect(line(Everflow.Requests.offer(id: 204)) == "GET /networks/offers/204")
        #expect(line(Everflow.Requests.offerGroup(id: 12)) == "GET /networks/offergroups/12")
        #expect(line(Everflow.Requests.affiliate(id: 51)) == "GET /networks/affiliates/51")
    }

    @Test("lists carry their page, and a filter when only what changed is wanted")
    func lists() {
        let requests = Everflow.Requests.self
        #expect(
            line(requests.customCaps(page: 2, pageSize: 2000)) == "GET /networks/custom/caps?page=2&page_size=2000")
        #expect(line(requests.offers(page: 1, pageSize: 50)) == "GET /networks/offers?page=1&page_size=50")
        let saved = Timestamp(milliseconds: 1_735_689_600_999)
        #expect(
            line(requests.offers(page: 1, pageSize: 50, savedAfter: saved))
                == "GET /networks/offers?page=1&page_size=50&filter=time_saved>1735689600")
        #expect(
            line(requests.affiliates(page: 3, pageSize: 10, savedAfter: saved))
                == "GET /networks/affiliates?page=3&page_size=10&filter=time_saved>1735689600")
    }

    @Test("tables carry their page in the query and an empty body")
    func tables() {
        let requests = Everflow.Requests.self
        let page = "?page=2&page_size=100 {}"
        #expect(line(requests.offersTable(page: 2, pageSize: 100)) == "POST /networks/offerstable" + page)
        #expect(line(requests.offersTableFallback(page: 2, pageSize: 100)) == "POST /networks/offers/table" + page)
        #expect(line(requests.affiliatesTable(page: 2, pageSize: 100)) == "POST /networks/affiliatestable" + page)
    }

    @Test("the report asks for days in a zone, by offer and affiliate unless told otherwise")
    func report() {
        let plain = Everflow.Requests.entityReport(
            from: "2026-03-09", to: "2026-03-10", timezoneID: 80, currency: "USD")
        #expect(
            line(plain)
                == #"POST /networks/reporting/entity/table {"from":"2026-03-09","to":"2026-03-10","timezone_id":80,"#
                + #""currency_id":"USD","columns":[{"column":"offer"},{"column":"affiliate"}],"query":{"filters":[]}}"#)
        let filtered = Everflow.Requests.entityReport(
            from: "2026-03-10", to: "2026-03-10", timezoneID: 67, currency: "EUR", columns: ["offer"],
            filters: [Everflow.ReportFilter(resourceType: "offer", value: "204")])
        #expect(
            line(filtered)
                == #"POST /networks/reporting/entity/table {"from":"2026-03-10","to":"2026-03-10","timezone_id":67,"#
                + #""currency_id":"EUR","columns":[{"column":"offer"}],"#
                + #""query":{"filters":[{"resource_type":"offer","filter_id_value":"204"}]}}"#)
    }
}
