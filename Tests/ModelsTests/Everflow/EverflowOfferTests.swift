// Offers (Everflow reference, section 6): object, table row, bulk edit and its preview.

import Testing

@testable import Models

@Suite("Everflow offers")
struct EverflowOfferTests {
    private func offer() throws -> Everflow.Offer {
        try Everflow.Offer.read(EverflowExamples.offer.bytes)
    }

    private func row() throws -> Everflow.OfferRow {
        try #require(try Everflow.OfferRow.readPage(EverflowExamples.offersTable.bytes).items.first)
    }

    @Test("the offer example's own fields are read")
    func identity() throws {
        let offer = try offer()
        #expect(offer.id == 204 && offer.networkID == 7 && offer.advertiserID == 19 && offer.offerGroupID == 0)
        #expect(offer.name == "Sunrise Kettle CPA" && offer.status == "active")
        #expect(offer.visibility == "require_approval" && offer.currencyID == "USD")
        #expect(offer.thumbnailURL == "" && offer.categoryID == 3 && offer.internalNotes == "" && offer.projectID == "")
        #expect(offer.destinationURL == "https://shop.example.com/kettle?tid={transaction_id}")
        #expect(offer.previewURL == "" && offer.serverSideURL == "" && offer.htmlDescription == "")
        #expect(offer.dateLiveUntil == "")
        #expect(offer.isCapsEnabled == true && offer.isSoftCap == false && offer.capsTimezoneID == 80)
        #expect(offer.timeCreated == Timestamp(seconds: 1_735_689_600))
        #expect(offer.timeSaved == Timestamp(seconds: 1_757_308_800))
    }

    @Test("the offer example's traffic settings are read")
    func traffic() throws {
        let offer = try offer()
        #expect(offer.redirectMode == "standard" && offer.conversionMethod == "server_postback")
        #expect(offer.sessionDefinition == "cookie" && offer.sessionDuration == 24 && offer.trackingDomainID == 2)
        #expect(offer.isUseSecureLink == true && offer.isFailTrafficEnabled == false)
        #expect(offer.redirectRoutingMethod == "internal" && offer.redirectInternalRoutingType == "priority")
        #expect(offer.isDuplicateFilterEnabled == false && offer.duplicateFilterTargetingAction == "unknown")
        #expect(offer.isMustApproveConversion == false)
    }

    @Test("the offer example's relationship is read")
    func relationship() throws {
        let offer = try offer()
        let category = try #require(offer.category)
        #expect(category.id == 3 && category.networkID == 7 && category.name == "Home" && category.status == "active")
        #expect(category.timeCreated == Timestamp(seconds: 1_735_689_600) && category.timeSaved == category.timeCreated)
        #expect(offer.labels == ["kitchen"] && offer.encodedValue == "4QW21")
        #expect(offer.isLockedCurrency == true && offer.isLockedCapsTimezone == true)
        let entry = try #require(offer.payoutRevenue?.first)
        #expect(offer.payoutRevenue?.count == 1)
        #expect(entry.id == 731 && entry.networkID == 7 && entry.offerID == 204 && entry.entryName == "Base")
        #expect(entry.payoutType == "cpa" && entry.payoutAmount == Quantity(15) && entry.payoutPercentage == .zero)
        #expect(entry.revenueType == "rpa" && entry.revenueAmount == Quantity(text: "21.5"))
        #expect(entry.revenuePercentage == .zero && entry.isDefault && entry.isPrivate == false)
        #expect(entry.isPostbackDisabled == false && entry.isEnforceCaps == true)
        #expect(entry.timeCreated == Timestamp(seconds: 1_735_689_600) && entry.globalAdvertiserEventID == 0)
        #expect(entry.isMustApproveConversion == false && entry.isAllowDuplicateConversion == true)
        #expect(entry.isEmailAttributionDefaultEvent == false)
    }

    static let limits = [
        CapLimit(metric: .conversion, period: .daily, maximum: Quantity(200)),
        CapLimit(metric: .conversion, period: .monthly, maximum: Quantity(4_000)),
        CapLimit(metric: .payout, period: .monthly, maximum: Quantity(60_000)),
        CapLimit(metric: .revenue, period: .global, maximum: Quantity(250_000)),
    ]

    @Test("the limits of offer and table row are those of the examples")
    func limits() throws {
        #expect(try offer().caps.limits == EverflowOfferTests.limits)
        #expect(try row().caps.limits == EverflowOfferTests.limits)
    }

    @Test("offer and table are written back as they stand")
    func writtenBack() throws {
        #expect(try offer().json() == JSONValue.parse(EverflowExamples.offer.bytes))
        let page = try Everflow.OfferRow.readPage(EverflowExamples.offersTable.bytes)
        #expect(try page.json(key: "offers") == JSONValue.parse(EverflowExamples.offersTable.bytes))
    }

    @Test("a list of offers reads each like the object alone")
    func list() throws {
        let text = #"{"offers":[\#(EverflowExamples.offer)],"paging":{"page":1,"page_size":50,"total_count":1}}"#
        let page = try Everflow.Offer.readPage(text.bytes)
        #expect(try page.items == [offer()])
        #expect(page.isLast)
    }

    @Test("the table example's fields are read")
    func tableRow() throws {
        let row = try row()
        #expect(row.id == 204 && row.networkID == 7 && row.advertiserID == 19 && row.name == "Sunrise Kettle CPA")
        #expect(row.status == "active" && row.thumbnailURL == "" && row.visibility == "require_approval")
        #expect(row.advertiserName == "Sunrise Goods" && row.category == "Home" && row.offerGroupID == 0)
        #expect(
            row.timeCreated == Timestamp(seconds: 1_735_689_600) && row.timeSaved == Timestamp(seconds: 1_757_308_800))
        #expect(row.payout == "CPA: $15.00" && row.revenue == "RPA: $21.50" && row.todayRevenue == "$2,580.00")
        #expect(row.destinationURL == "https://shop.example.com/kettle?tid={transaction_id}")
        #expect(row.encodedValue == "4QW21" && row.labels == nil && row.channels == nil)
        #expect(row.todayClicks == Quantity(3_120) && row.isForceTermsAndConditions == false && row.projectID == "")
        #expect(row.optimizedThumbnailURL == "" && row.currencyID == "USD")
        #expect(row.revenueAmount == Quantity(text: "21.5") && row.payoutAmount == Quantity(15))
        #expect(row.todayRevenueAmount == Quantity(2_580) && row.todayPayoutAmount == Quantity(1_800))
        #expect(row.payoutType == "cpa" && row.revenueType == "rpa")
        #expect(row.payoutPercentage == .zero && row.revenuePercentage == .zero)
        #expect(row.isCapsEnabled == nil && row.isSoftCap == nil && row.capsTimezoneID == nil)
        #expect(row.ruleset?["network_ruleset_id"]?.int64 == 5_120)
        #expect(row.ruleset?["network_id"]?.int64 == 7)
        #expect(row.ruleset?["countries"]?.array == [] && row.ruleset?["platforms"]?.array == [])
        #expect(row.ruleset?["is_block_proxy"]?.bool == false && row.ruleset?["is_use_day_parting"]?.bool == false)
    }

    @Test("what remains of the table example's caps is in its own place")
    func remaining() throws {
        let remaining = try #require(try row().remainingCaps)
        for metric in CapMetric.everflow {
            for period in CapPeriod.everflow {
                let expected: Int =
                    switch (metric, period) {
                    case (.conversion, .daily): 80
                    case (.conversion, .monthly): 1_427
                    case (.payout, .monthly): 21_400
                    case (.revenue, .global): 96_310
                    default: -1_000
                    }
                #expect(remaining[metric, period] == Quantity(expected), "\(metric) \(period.text)")
            }
        }
    }

    @Test("a table row that carries the three flags of the object gives them")
    func flagsInRow() throws {
        let text = #"[{"network_offer_id":1,"is_caps_enabled":false,"is_soft_cap":true,"caps_timezone_id":67}]"#
        let row = try #require(try Everflow.OfferRow.readPage(text.bytes).items.first)
        #expect(row.isCapsEnabled == false && row.isSoftCap == true && row.capsTimezoneID == 67)
    }

    @Test("labels and channels of a table row are read when they are lists")
    func labelsInRow() throws {
        let text = #"[{"network_offer_id":1,"labels":["a",null,2],"channels":[]}]"#
        let row = try #require(try Everflow.OfferRow.readPage(text.bytes).items.first)
        #expect(row.labels == ["a", "2"] && row.channels == [])
    }

    @Test("the bulk edit examples are read field by field and written back as they stand")
    func bulkEdit() throws {
        let edit = try Everflow.BulkEdit.read(EverflowExamples.offerEdit.bytes)
        #expect(edit.offerIDs == [204, 205] && edit.customCapIDs == nil)
        #expect(
            edit.fields == [
                Everflow.FieldEdit(fieldType: "is_caps_enabled", fieldValue: .bool(true), fieldOperator: "overwrite"),
                Everflow.FieldEdit(
                    fieldType: "daily_conversion_cap", fieldValue: .int(260), fieldOperator: "overwrite"),
            ])
        #expect(try edit.json() == JSONValue.parse(EverflowExamples.offerEdit.bytes))
    }

    @Test("the preview example is read field by field and written back as it stands")
    func preview() throws {
        let preview = try Everflow.EditPreview.read(EverflowExamples.offerPreview.bytes)
        let change = try #require(preview.changes.first)
        #expect(preview.changes.count == 1 && preview.resourceErrors.isEmpty)
        #expect(change.offer?.id == 204 && change.offer?.networkID == 7)
        #expect(change.offer?.name == "Sunrise Kettle CPA" && change.offer?.status == "active")
        #expect(change.affiliate == nil && change.status == "ok")
        #expect(
            change.current
                == Everflow.FieldEdit(
                    fieldType: "daily_conversion_cap", fieldValue: .int(200), fieldOperator: "overwrite"))
        #expect(
            change.changed
                == Everflow.FieldEdit(
                    fieldType: "daily_conversion_cap", fieldValue: .int(260), fieldOperator: "overwrite"))
        #expect(change.errorMessage == "" && change.relatedChanges == .string(""))
        #expect(try preview.json() == JSONValue.parse(EverflowExamples.offerPreview.bytes))
    }

    @Test("a preview's objects that were invalid already are read")
    func resourceErrors() throws {
        let text =
            #"{"changes":[],"resource_errors":[{"id":205,"label":"Kettle 2","type":"offer","message":"no URL"}]}"#
        let error = try #require(try Everflow.EditPreview.read(text.bytes).resourceErrors.first)
        #expect(error.id == "205" && error.label == "Kettle 2" && error.type == "offer" && error.message == "no URL")
    }
}
