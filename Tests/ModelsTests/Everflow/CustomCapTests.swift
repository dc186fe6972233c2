// Custom caps (Everflow reference, section 4): the examples field by field, and lists with odd rows.

import Testing

@testable import Models

@Suite("Everflow custom caps")
struct CustomCapTests {
    @Test("the list example is read field by field")
    func example() throws {
        let page = try Everflow.CustomCap.readPage(EverflowExamples.customCaps.bytes)
        #expect(page.paging == Everflow.Paging(page: 1, pageSize: 50, totalCount: 1))
        #expect(page.isLast && page.skipped.isEmpty)
        let cap = try #require(page.items.first)
        #expect(page.items.count == 1)
        #expect(cap.id == 412 && cap.networkID == 7 && cap.affiliateID == 51 && cap.offerID == 204)
        #expect(cap.name == "Harbor Media ramp-up")
        #expect(cap.timeCreated == Timestamp(seconds: 1_756_704_000))
        #expect(cap.timeSaved == Timestamp(seconds: 1_757_308_800))
        #expect(cap.isSoftCap == false)
        let affiliate = try #require(cap.affiliate)
        #expect(affiliate.id == 51 && affiliate.networkID == 7)
        #expect(affiliate.name == "Harbor Media" && affiliate.accountStatus == "active")
        let offer = try #require(cap.offer)
        #expect(offer.id == 204 && offer.networkID == 7 && offer.advertiserID == 19 && offer.offerGroupID == 0)
        #expect(offer.name == "Sunrise Kettle CPA" && offer.status == "active" && offer.trackingDomainID == 2)
        #expect(offer.visibility == "require_approval" && offer.currencyID == "USD")
        #expect(cap.currencyID == "USD")
    }

    @Test("each of the example's sixteen limits is in its own place")
    func limits() throws {
        let cap = try #require(try Everflow.CustomCap.readPage(EverflowExamples.customCaps.bytes).items.first)
        let expected: [String: String] = [
            "daily_conversion_cap": "40", "monthly_conversion_cap": "900", "monthly_payout_cap": "12500.5",
            "daily_click_cap": "5000",
        ]
        for metric in CapMetric.everflow {
            for (period, prefix) in zip(CapPeriod.everflow, ["daily", "weekly", "monthly", "global"]) {
                let name = "\(prefix)_\(metric.rawValue)_cap"
                #expect(cap.caps[metric, period]?.description == expected[name] ?? "0", "\(name)")
                #expect(Everflow.CapMatrix.wireName(metric, period) == name)
                let place = try #require(Everflow.CapMatrix.place(wireName: name))
                #expect(place.metric == metric && place.period == period)
            }
        }
        #expect(
            cap.caps.limits == [
                CapLimit(metric: .conversion, period: .daily, maximum: Quantity(40)),
                CapLimit(metric: .conversion, period: .monthly, maximum: Quantity(900)),
                CapLimit(metric: .payout, period: .monthly, maximum: Quantity(text: "12500.5")),
                CapLimit(metric: .click, period: .daily, maximum: Quantity(5_000)),
            ])
        #expect(!cap.caps.isEmpty)
    }

    @Test("a limit that is no number is not taken for none without a word")
    func unreadableLimit() throws {
        let text = """
            {"custom_cap_settings":[{"network_custom_cap_setting_id":1,"network_affiliate_id":51,"network_offer_id":204,
            "daily_conversion_cap":{},"daily_click_cap":5,"weekly_click_cap":null}],"paging":{"page":1,"page_size":50,
            "total_count":1}}
            """
        let page = try Everflow.CustomCap.readPage(text.bytes)
        #expect(
            page.items.map(\.caps.limits) == [[CapLimit(metric: .click, period: .daily, maximum: Quantity(5))]])
        #expect(page.skipped == ["daily_conversion_cap is no number and was passed over"])
    }

    @Test("the list example is written back as it stands")
    func writtenBack() throws {
        let page = try Everflow.CustomCap.readPage(EverflowExamples.customCaps.bytes)
        #expect(try page.json(key: "custom_cap_settings") == JSONValue.parse(EverflowExamples.customCaps.bytes))
    }

    @Test("one object is read like a row of the list")
    func single() throws {
        let page = try Everflow.CustomCap.readPage(EverflowExamples.customCaps.bytes)
        let row = try #require(JSONValue.parse(EverflowExamples.customCaps.bytes)["custom_cap_settings"]?[0])
        #expect(try Everflow.CustomCap.read(row.serialized()) == page.items.first)
    }

    @Test("the create example is read field by field and written back as it stands")
    func draft() throws {
        let draft = try Everflow.CustomCapDraft.read(EverflowExamples.customCapDraft.bytes)
        #expect(draft.affiliateID == 51 && draft.offerID == 204 && draft.name == "Harbor Media ramp-up")
        #expect(draft.caps[.conversion, .daily] == Quantity(40))
        #expect(draft.caps[.payout, .monthly] == Quantity(text: "12500.5"))
        #expect(draft.caps[.click, .daily] == nil && draft.caps.limits.count == 2)
        #expect(draft.isSoftCap == false)
        #expect(try draft.json() == JSONValue.parse(EverflowExamples.customCapDraft.bytes))
    }

    @Test("a bare array of caps is accepted")
    func bareArray() throws {
        let list = try #require(JSONValue.parse(EverflowExamples.customCaps.bytes)["custom_cap_settings"])
        let page = try Everflow.CustomCap.readPage(list.serialized())
        #expect(page.items.map(\.id) == [412])
        #expect(page.paging == nil && page.isLast)
    }

    @Test("broken rows among good ones are passed over with a note each and hide no other")
    func brokenRows() throws {
        let text = #"""
            {"custom_cap_settings":[
              {"network_custom_cap_setting_id":1,"network_affiliate_id":2,"network_offer_id":3},
              {"network_affiliate_id":2,"network_offer_id":3},
              "row", null, 7, [],
              {"network_custom_cap_setting_id":{},"network_affiliate_id":2,"network_offer_id":3},
              {"network_custom_cap_setting_id":4,"network_affiliate_id":2},
              {"network_custom_cap_setting_id":5,"network_offer_id":3},
              {"network_custom_cap_setting_id":"6","network_affiliate_id":"2","network_offer_id":"3"}]}
            """#
        let page = try Everflow.CustomCap.readPage(text.bytes)
        #expect(page.items.map(\.id) == [1, 6])
        #expect(
            page.skipped == [
                "custom cap 2 has no network_custom_cap_setting_id and was passed over",
                "custom cap 3 is not an object and was passed over",
                "custom cap 4 is not an object and was passed over",
                "custom cap 5 is not an object and was passed over",
                "custom cap 6 is not an object and was passed over",
                "custom cap 7 has no network_custom_cap_setting_id and was passed over",
                "custom cap 8 has no network_offer_id and was passed over",
                "custom cap 9 has no network_affiliate_id and was passed over",
            ])
    }

    @Test("a custom cap without a name, a soft flag or limits still decodes, as a hard cap without limits")
    func sparse() throws {
        let text = #"{"network_custom_cap_setting_id":1,"network_affiliate_id":2,"network_offer_id":3,"name":null}"#
        let cap = try Everflow.CustomCap.read(text.bytes)
        #expect(cap.name.isEmpty && !cap.isSoftCap && cap.caps.isEmpty && cap.affiliate == nil)
    }

    @Test("ids that stand only inside the relationship are taken from there")
    func idsFromRelationship() throws {
        let text = #"""
            {"network_custom_cap_setting_id":1,"relationship":{"affiliate":{"network_affiliate_id":51},
             "offer":{"network_offer_id":204}}}
            """#
        let cap = try Everflow.CustomCap.read(text.bytes)
        #expect(cap.affiliateID == 51 && cap.offerID == 204)
    }

    @Test("an older answer's additional affiliate members are read")
    func olderAffiliate() throws {
        let text = #"""
            {"network_custom_cap_setting_id":1,"network_affiliate_id":51,"network_offer_id":204,"relationship":{"affiliate":
            {"network_affiliate_id":51,"network_id":7,"name":"n","account_status":"s","network_employee_id":4,
             "internal_notes":"i","has_notifications":true,"network_traffic_source_id":5,"account_executive_id":6,
             "adress_id":8,"default_currency_id":"EUR","is_contact_address_enabled":true,
             "enable_media_cost_tracking_links":true,"time_created":9,"time_saved":10,"referrer_id":11}}}
            """#
        let affiliate = try #require(try Everflow.CustomCap.read(text.bytes).affiliate)
        #expect(affiliate.employeeID == 4 && affiliate.internalNotes == "i" && affiliate.hasNotifications == true)
        #expect(affiliate.trafficSourceID == 5 && affiliate.accountExecutiveID == 6 && affiliate.adressID == 8)
        #expect(affiliate.defaultCurrencyID == "EUR" && affiliate.isContactAddressEnabled == true)
        #expect(affiliate.enableMediaCostTrackingLinks == true && affiliate.referrerID == 11)
        #expect(affiliate.timeCreated == Timestamp(seconds: 9) && affiliate.timeSaved == Timestamp(seconds: 10))
    }

    @Test("a status that the reference does not name is kept as it came")
    func unknownStatus() throws {
        let text = #"[{"network_affiliate_id":1,"account_status":"on_probation"}]"#
        let page = try Everflow.Affiliate.readPage(text.bytes)
        #expect(page.items.first?.accountStatus == "on_probation")
        #expect(page.items.first?.json()["account_status"] == .string("on_probation"))
    }

    @Test("the bulk edit example is read field by field and written back as it stands")
    func bulkEdit() throws {
        let edit = try Everflow.BulkEdit.read(EverflowExamples.customCapEdit.bytes)
        #expect(edit.customCapIDs == [412, 413] && edit.offerIDs == nil && edit.affiliateIDs == nil)
        #expect(edit.fields.map(\.fieldType) == ["daily_conversion_cap", "is_soft_cap"])
        #expect(edit.fields.map(\.fieldValue) == [.int(60), .bool(true)])
        #expect(edit.fields.allSatisfy { $0.fieldOperator == nil })
        #expect(try edit.json() == JSONValue.parse(EverflowExamples.customCapEdit.bytes))
    }

    @Test("the answer of an edit or a delete is read and written")
    func result() throws {
        let answer = try Everflow.EditResult.read(#"{"result":true}"#.bytes)
        #expect(answer.result)
        #expect(answer.json().compact == #"{"result":true}"#)
        #expect(throws: WireError.malformed("no result in the answer")) { try Everflow.EditResult.read("{}".bytes) }
    }
}
