// Offer groups (Everflow reference, section 7) and affiliates (section 8).

import Testing

@testable import Models

@Suite("Everflow offer groups and affiliates")
struct OfferGroupAndAffiliateTests {
    @Test("the group example is read field by field and written back as it stands")
    func group() throws {
        let group = try Everflow.OfferGroup.read(EverflowExamples.offerGroup.bytes)
        #expect(group.id == 12 && group.networkID == 7 && group.advertiserID == 19)
        #expect(group.name == "Sunrise spring budget" && group.internalNotes == "" && group.status == "active")
        #expect(group.isCapsEnabled == true && group.isSoftCap == nil && group.currencyID == nil)
        #expect(
            group.caps.limits == [
                CapLimit(metric: .payout, period: .monthly, maximum: Quantity(90_000)),
                CapLimit(metric: .click, period: .weekly, maximum: Quantity(20_000)),
            ])
        #expect(group.timeCreated == Timestamp(seconds: 1_740_787_200))
        #expect(group.timeSaved == Timestamp(seconds: 1_757_308_800))
        let advertiser = try #require(group.advertiser)
        #expect(advertiser.id == 19 && advertiser.networkID == 7 && advertiser.name == "Sunrise Goods")
        #expect(advertiser.accountStatus == "active")
        #expect(group.labels == [] && group.offerIDs == [204, 207])
        let remaining = try #require(group.remainingCaps)
        #expect(remaining[.click, .weekly] == Quantity(7_350) && remaining[.payout, .monthly] == Quantity(41_200))
        #expect(try group.json() == JSONValue.parse(EverflowExamples.offerGroup.bytes))
    }

    @Test("the groups' envelope and a bare array give the same groups")
    func groupList() throws {
        let envelope = try Everflow.OfferGroup.readPage(#"{"offer_groups":[\#(EverflowExamples.offerGroup)]}"#.bytes)
        let bare = try Everflow.OfferGroup.readPage("[\(EverflowExamples.offerGroup)]".bytes)
        #expect(envelope.items.map(\.id) == [12] && envelope == bare && envelope.isLast)
    }

    @Test("used is limit minus remaining; the limit decides, the sentinel means unknown")
    func used() throws {
        var remaining = Everflow.RemainingCaps()
        remaining[.click, .weekly] = Quantity(7_350)
        remaining[.payout, .daily] = Quantity(-1_000)
        remaining[.revenue, .daily] = Quantity(-25)
        remaining[.conversion, .daily] = Quantity(50)
        remaining[.conversion, .weekly] = .zero
        #expect(remaining.used(of: Quantity(20_000), .click, .weekly) == Quantity(12_650))
        #expect(remaining.used(of: .zero, .click, .weekly) == nil)
        #expect(remaining.used(of: nil, .click, .weekly) == nil)
        #expect(remaining.used(of: Quantity(10), .payout, .daily) == nil)
        #expect(remaining.used(of: Quantity(100), .revenue, .daily) == Quantity(125))
        #expect(remaining.used(of: Quantity(40), .conversion, .daily) == .zero)
        #expect(remaining.used(of: Quantity(40), .conversion, .weekly) == Quantity(40))
        #expect(remaining.used(of: Quantity(40), .click, .daily) == nil)
        #expect(remaining.used(of: Quantity(40), .lead, .daily) == nil)
    }

    @Test("places that Everflow does not have are never limited")
    func foreignPlaces() {
        var caps = Everflow.CapMatrix()
        caps[.lead, .daily] = Quantity(1)
        caps[.click, CapPeriod(unit: .hour)] = Quantity(1)
        caps[.click, CapPeriod(unit: .day, length: 2)] = Quantity(1)
        #expect(caps == Everflow.CapMatrix() && caps.isEmpty)
        #expect(Everflow.CapMatrix.wireName(.lead, .daily) == nil)
        #expect(Everflow.CapMatrix.place(wireName: "hourly_click_cap") == nil)
    }

    @Test("a limit can be set, replaced and taken away")
    func setLimit() {
        var caps = Everflow.CapMatrix()
        caps[.revenue, .global] = Quantity(5)
        caps[.revenue, .global] = Quantity(6)
        caps[.conversion, .daily] = .zero
        #expect(caps.limits == [CapLimit(metric: .revenue, period: .global, maximum: Quantity(6))])
        caps[.revenue, .global] = nil
        #expect(caps.isEmpty && caps[.revenue, .global] == nil && caps[.conversion, .daily] == .zero)
    }

    @Test("the affiliate example is read field by field and written back as it stands")
    func affiliate() throws {
        let affiliate = try Everflow.Affiliate.read(EverflowExamples.affiliate.bytes)
        #expect(affiliate.id == 51 && affiliate.networkID == 7 && affiliate.name == "Harbor Media")
        #expect(affiliate.accountStatus == "active" && affiliate.employeeID == 4 && affiliate.internalNotes == "")
        #expect(affiliate.hasNotifications == true && affiliate.trafficSourceID == 0)
        #expect(affiliate.accountExecutiveID == 0 && affiliate.adressID == 0 && affiliate.addressID == nil)
        #expect(affiliate.defaultCurrencyID == "USD" && affiliate.isContactAddressEnabled == false)
        #expect(affiliate.enableMediaCostTrackingLinks == false && affiliate.referrerID == 0)
        #expect(affiliate.timeCreated == Timestamp(seconds: 1_735_689_600))
        #expect(affiliate.timeSaved == Timestamp(seconds: 1_751_328_000))
        #expect(affiliate.labels == ["premium"] && affiliate.encodedValue == "7HK30")
        let manager = try #require(affiliate.accountManager)
        #expect(manager.firstName == "Ines" && manager.lastName == "Moreau" && manager.email == "ines@example.net")
        #expect(manager.workPhone == "" && manager.cellPhone == "" && manager.instantMessagingID == 0)
        #expect(manager.instantMessagingIdentifier == "")
        #expect(try affiliate.json() == JSONValue.parse(EverflowExamples.affiliate.bytes))
    }

    @Test("the members that the affiliate example lacks are read too")
    func otherMembers() throws {
        let text = #"""
            {"network_affiliate_id":51,"address_id":9,"network_affiliate_tier_id":3,"contact_address":{"address_1":"a",
             "address_2":"b","city":"c","region_code":"QC","country_code":"CA","zip_postal_code":"H2X"}}
            """#
        let affiliate = try Everflow.Affiliate.read(text.bytes)
        #expect(affiliate.addressID == 9 && affiliate.affiliateTierID == 3)
        let address = try #require(affiliate.contactAddress)
        #expect(address.address1 == "a" && address.address2 == "b" && address.city == "c")
        #expect(address.regionCode == "QC" && address.countryCode == "CA" && address.zipPostalCode == "H2X")
    }

    @Test("the affiliates' envelope and the bare array of the beta page give the same affiliates")
    func affiliateList() throws {
        let paging = #""paging":{"page":1,"page_size":50,"total_count":1}"#
        let envelope = try Everflow.Affiliate.readPage(
            #"{"affiliates":[\#(EverflowExamples.affiliate)],\#(paging)}"#.bytes)
        let bare = try Everflow.Affiliate.readPage("[\(EverflowExamples.affiliate)]".bytes)
        #expect(envelope.items == bare.items && bare.items.count == 1)
        #expect(envelope.paging?.totalCount == 1 && bare.paging == nil)
    }

    @Test("the affiliate table example is read field by field and written back as it stands")
    func affiliateRow() throws {
        let page = try Everflow.AffiliateRow.readPage(EverflowExamples.affiliatesTable.bytes)
        let row = try #require(page.items.first)
        #expect(row.id == 51 && row.networkID == 7 && row.name == "Harbor Media" && row.accountStatus == "active")
        #expect(row.accountManagerID == 4 && row.accountManagerName == "Ines Moreau")
        #expect(row.accountExecutiveID == 0 && row.accountExecutiveName == "")
        #expect(row.todayRevenue == "$1,240.00" && row.balance == Quantity(text: "8312.5"))
        #expect(row.globalTrackingDomainURL == "" && row.countryCode == "US")
        #expect(
            row.timeCreated == Timestamp(seconds: 1_735_689_600) && row.timeSaved == Timestamp(seconds: 1_751_328_000))
        #expect(page.paging == Everflow.Paging(page: 1, pageSize: 50, totalCount: 1))
        #expect(try page.json(key: "affiliates") == JSONValue.parse(EverflowExamples.affiliatesTable.bytes))
    }

    @Test("the affiliates' bulk edit example is read field by field and written back as it stands")
    func bulkEdit() throws {
        let edit = try Everflow.BulkEdit.read(EverflowExamples.affiliateEdit.bytes)
        #expect(edit.affiliateIDs == [51] && edit.offerIDs == nil)
        #expect(
            edit.fields == [
                Everflow.FieldEdit(
                    fieldType: "account_status", fieldValue: .string("inactive"), fieldOperator: "overwrite")
            ])
        #expect(try edit.json() == JSONValue.parse(EverflowExamples.affiliateEdit.bytes))
    }
}
