// The tolerance that every wire type shares, tried on one small type.

import Testing

@testable import Models

@Suite("tolerant reading")
struct WireReaderTests {
    private func group(_ text: String) throws -> Everflow.OfferGroup {
        try Everflow.OfferGroup.read(text.bytes)
    }

    @Test("null equals missing, for every kind of member")
    func null() throws {
        let all = try JSONValue.parse(EverflowExamples.offerGroup.bytes)
        for member in all.object?.members ?? [] where member.name != "network_offer_group_id" {
            var without = all
            without[member.name] = nil
            var null = all
            null[member.name] = .null
            #expect(
                try Everflow.OfferGroup.read(without.serialized()) == Everflow.OfferGroup.read(null.serialized()),
                "\(member.name)")
        }
    }

    @Test("numbers and booleans may come as text, and whole numbers with a fraction of zero")
    func numbersAsText() throws {
        let read = try group(
            #"{"network_offer_group_id":"12","network_id":7.0,"daily_payout_cap":"12500.50","is_caps_enabled":"true","#
                + #""is_soft_cap":0,"time_saved":"1757308800","weekly_click_cap":2e4,"name":77,"#
                + #""relationship":{"network_offer_ids":["204",207]}}"#)
        #expect(read.id == 12)
        #expect(read.networkID == 7)
        #expect(read.caps[.payout, .daily] == Quantity(text: "12500.5"))
        #expect(read.caps[.click, .weekly] == Quantity(20_000))
        #expect(read.isCapsEnabled == true)
        #expect(read.isSoftCap == false)
        #expect(read.timeSaved == Timestamp(seconds: 1_757_308_800))
        #expect(read.name == "77")
        #expect(read.offerIDs == [204, 207])
    }

    @Test("a member of the wrong kind is missing and disturbs no other")
    func wrongKind() throws {
        let read = try group(
            #"{"network_offer_group_id":12,"name":{"a":1},"offer_group_status":[1],"daily_click_cap":"many","#
                + #""time_saved":"yesterday","relationship":[],"is_caps_enabled":"maybe","weekly_click_cap":3}"#)
        #expect(read.name.isEmpty && read.status.isEmpty)
        #expect(read.caps[.click, .daily] == nil && read.timeSaved == nil && read.isCapsEnabled == nil)
        #expect(read.caps[.click, .weekly] == Quantity(3))
    }

    @Test("numbers beyond what is representable are missing")
    func tooLarge() throws {
        let read = try group(
            #"{"network_offer_group_id":12,"daily_click_cap":9223372036854775807,"daily_payout_cap":1e300,"#
                + #""time_saved":9223372036854775807,"time_created":-9223372036854775808,"weekly_click_cap":1e999}"#)
        #expect(read.caps.isEmpty && read.caps[.click, .daily] == nil && read.caps[.payout, .daily] == nil)
        #expect(read.timeSaved == nil && read.timeCreated == nil)
    }

    @Test("a Unix time of 0 says nothing, nor does one before 1970 or beyond the year 9999")
    func unixTimes() throws {
        func saved(_ seconds: String) throws -> Timestamp? {
            try group(#"{"network_offer_group_id":12,"time_saved":\#(seconds)}"#).timeSaved
        }
        #expect(try saved("1") == Timestamp(seconds: 1))
        #expect(try saved("253402300799") == Timestamp(rfc3339: "9999-12-31T23:59:59Z"))
        for seconds in ["0", "-1", "-9000000000000000", "253402300800", "9000000000000000"] {
            #expect(try saved(seconds) == nil)
        }
    }

    @Test("unknown members are ignored wherever they stand")
    func unknownMembers() throws {
        let read = try group(
            #"{"x":{"network_offer_group_id":1},"network_offer_group_id":12,"y":[[]],"relationship":{"z":1,"#
                + #""advertiser":{"network_advertiser_id":19,"w":null,"name":"Sunrise Goods"}}}"#)
        #expect(read.id == 12)
        #expect(read.advertiser?.name == "Sunrise Goods")
    }

    @Test("a web page is told apart from broken JSON", arguments: ["<html>", " \r\n\t<!doctype html>", "<"])
    func webPage(text: String) {
        #expect(throws: WireError.notAnAPI) { try Everflow.NetworkInfo.read(text.bytes) }
        #expect(throws: WireError.notAnAPI) { try LeadConduit.CapCounter.readList(text.bytes) }
        #expect(throws: WireError.notAnAPI) { try LeadConduit.Flow.readList(text.bytes) }
        #expect(throws: WireError.notAnAPI) { try LeadConduit.Flow.read(text.bytes) }
    }

    @Test("notes stay short however many rows are broken")
    func boundedNotes() throws {
        let rows = Array(repeating: JSONValue.int(1), count: 500)
        let page = try Everflow.CustomCap.readPage(JSONValue.array(rows).serialized())
        #expect(page.items.isEmpty)
        #expect(page.skipped.count == 21)
        #expect(page.skipped.first == "custom cap 1 is not an object and was passed over")
        #expect(page.skipped.last == "and 480 more")
    }

    @Test("an error says what is wrong in one line")
    func messages() {
        #expect(WireError.malformed("no offers in the answer").message == "malformed answer: no offers in the answer")
        #expect(WireError.notAnAPI.message == "not an API answer (check key and host)")
        #expect(WireError.refused("name is required").message == "name is required")
    }
}
