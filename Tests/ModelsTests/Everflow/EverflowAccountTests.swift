// The network object, time zones, paging and errors of Everflow (reference, 1.1, 1.3, 1.7).

import Testing

@testable import Models

@Suite("Everflow account, paging and errors")
struct EverflowAccountTests {
    @Test("the network example is read field by field and written back as it stands")
    func network() throws {
        let network = try Everflow.NetworkInfo.read(EverflowExamples.network.bytes)
        #expect(network.id == 7)
        #expect(network.name == "Lanternfish Network")
        #expect(network.status == "active")
        #expect(network.defaultCurrencyID == "USD")
        #expect(network.reportingTimezoneID == 80)
        #expect(network.timeCreated == Timestamp(milliseconds: 1_672_531_200_000))
        #expect(network.timeSaved == Timestamp(milliseconds: 1_735_689_600_000))
        #expect(try network.json() == JSONValue.parse(EverflowExamples.network.bytes))
    }

    @Test("the time zone example is read field by field and written back as it stands")
    func timezones() throws {
        let page = try Everflow.Timezone.readList(EverflowExamples.timezones.bytes)
        #expect(
            page.items == [
                Everflow.Timezone(
                    id: 67, timezone: "UTC", timezoneName: "Greenwich Mean Time (UTC)", utcOffset: "+00:00"),
                Everflow.Timezone(
                    id: 80, timezone: "America/New_York", timezoneName: "Eastern Standard Time", utcOffset: "-05:00"),
            ])
        #expect(page.isLast && page.paging == nil && page.skipped.isEmpty)
        #expect(try page.json(key: "timezones") == JSONValue.parse(EverflowExamples.timezones.bytes))
    }

    @Test("the paging example is read field by field")
    func paging() throws {
        let text = #"{"offers":[],"# + EverflowExamples.paging.dropFirst()
        let page = try Everflow.Offer.readPage(text.bytes)
        #expect(page.paging == Everflow.Paging(page: 1, pageSize: 50, totalCount: 137))
        #expect(!page.isLast)
        #expect(try page.json(key: "offers") == JSONValue.parse(text.bytes))
    }

    @Test(
        "a list is exhausted when page times page size reaches the total",
        arguments: [(1, 50, 137, false), (2, 50, 137, false), (3, 50, 137, true), (1, 50, 50, true), (1, 50, 0, true)])
    func exhausted(page: Int, size: Int, total: Int, isLast: Bool) {
        let paging = Everflow.Paging(page: page, pageSize: size, totalCount: total)
        #expect(Everflow.Page<Everflow.Offer>(items: [], paging: paging).isLast == isLast)
    }

    @Test(
        "paging that is missing, null or nonsense makes the answer complete",
        arguments: [
            "", #","paging":null"#, #","paging":[]"#, #","paging":{"page":0,"page_size":50,"total_count":9}"#,
            #","paging":{"page":1,"page_size":-1,"total_count":9}"#,
            #","paging":{"page":9223372036854775807,"page_size":9223372036854775807,"total_count":9}"#,
        ])
    func oddPaging(text: String) throws {
        let page = try Everflow.Offer.readPage(#"{"offers":[{"network_offer_id":1}]\#(text)}"#.bytes)
        #expect(page.items.count == 1)
        #expect(page.isLast)
    }

    @Test("paging numbers may come as text")
    func pagingAsText() throws {
        let text = #"{"offers":null,"paging":{"page":"2","page_size":"50","total_count":"137"}}"#
        let page = try Everflow.Offer.readPage(text.bytes)
        #expect(page.paging == Everflow.Paging(page: 2, pageSize: 50, totalCount: 137))
        #expect(page.items.isEmpty)
    }

    @Test(
        "the error text is found under each of its names, first things first",
        arguments: [
            (EverflowExamples.errorLower, "Invalid parameters."), (EverflowExamples.errorUpper, "name is required"),
            (#"{"message":"Out of realm"}"#, "Out of realm"), (#"{"message":"m","Error":"E","error":"e"}"#, "e"),
            (#"{"message":"m","Error":"E"}"#, "E"), (#"{"error":{"a":1},"message":"m"}"#, "m"),
            (#"{"error":"","Error":"E"}"#, "E"), (#"{"code":3}"#, #"{"code":3}"#), ("busy", "busy"),
        ])
    func errors(body: String, expected: String) {
        #expect(Everflow.errorMessage(in: body.bytes) == expected)
    }

    @Test("a body that is no JSON is quoted up to 500 characters, an empty one says nothing")
    func rawErrors() {
        #expect(
            Everflow.errorMessage(in: String(repeating: "é", count: 700).bytes) == String(repeating: "é", count: 500))
        #expect(Everflow.errorMessage(in: []) == nil)
        #expect(Everflow.errorMessage(in: " \r\n".bytes) == nil)
        #expect(Everflow.errorMessage(in: [0xFF, 0xFE]) == "\u{FFFD}\u{FFFD}")
    }

    @Test("the error writer gives the documented body")
    func errorJSON() throws {
        #expect(
            try Everflow.errorJSON("Invalid parameters.") == JSONValue.parse(EverflowExamples.errorLower.bytes))
    }

    @Test(
        "a success that holds an error text only is a failure with that text",
        arguments: [#"{"error":"denied"}"#, #"{"Error":"denied"}"#, #"{"message":"denied"}"#])
    func refused(body: String) {
        let refusal = WireError.refused("denied")
        #expect(throws: refusal) { try Everflow.NetworkInfo.read(body.bytes) }
        #expect(throws: refusal) { try Everflow.Timezone.readList(body.bytes) }
        #expect(throws: refusal) { try Everflow.CustomCap.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.CustomCap.read(body.bytes) }
        #expect(throws: refusal) { try Everflow.Offer.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.Offer.read(body.bytes) }
        #expect(throws: refusal) { try Everflow.OfferRow.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.OfferGroup.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.Affiliate.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.AffiliateRow.readPage(body.bytes) }
        #expect(throws: refusal) { try Everflow.Report.read(body.bytes) }
        #expect(throws: refusal) { try Everflow.EditResult.read(body.bytes) }
    }

    @Test("an error text beside the expected key does not spoil a good answer")
    func errorBesideRows() throws {
        let page = try Everflow.Offer.readPage(#"{"error":"","message":"ok","offers":[{"network_offer_id":1}]}"#.bytes)
        #expect(page.items.map(\.id) == [1])
    }

    @Test("JSON of another shape is malformed, and says what is missing")
    func otherShape() {
        #expect(throws: WireError.malformed("no offers in the answer")) { try Everflow.Offer.readPage("{}".bytes) }
        #expect(throws: WireError.malformed("offers is not a list")) {
            try Everflow.Offer.readPage(#"{"offers":{}}"#.bytes)
        }
        #expect(throws: WireError.malformed("offers is not a list")) { try Everflow.Offer.readPage("3".bytes) }
        #expect(throws: WireError.malformed("the network has no network_id")) {
            try Everflow.NetworkInfo.read(#"{"name":"n"}"#.bytes)
        }
        #expect(throws: WireError.malformed("not an object")) { try Everflow.NetworkInfo.read("[]".bytes) }
        #expect(throws: WireError.malformed("no table in the answer")) { try Everflow.Report.read("{}".bytes) }
    }
}
