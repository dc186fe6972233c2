// Every wire type, with every field set and with none, reads back as what was written: from a document and from a tree.

import Testing

@testable import Models

@Suite("wire round trips")
struct WireRoundTripTests {
    private func check<Value: WireObject & Equatable>(_ type: Value.Type) throws {
        let full = WireFiller.filled(type)
        let written = WireWriter.json(full)
        #expect(try decode(written) == full, "\(type) from a document")
        #expect(try WireAnswer.object(written, notes: WireNotes()) == full, "\(type) from a tree")
        #expect(try WireWriter.json(decode(written, as: type)) == written, "\(type) written again")
        let shuffled = reversed(written)
        #expect(try decode(shuffled) == full, "\(type) with its members in another order")
    }

    private func reversed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let values): .array(values.map(reversed))
        case .object(let object):
            .object(JSONObject(members: object.members.reversed().map { .init($0.name, reversed($0.value)) }))
        default: value
        }
    }

    @Test("Everflow's types")
    func everflow() throws {
        try check(Everflow.NetworkInfo.self)
        try check(Everflow.Timezone.self)
        try check(Everflow.Paging.self)
        try check(Everflow.CustomCap.self)
        try check(Everflow.CustomCapDraft.self)
        try check(Everflow.Offer.self)
        try check(Everflow.OfferRow.self)
        try check(Everflow.OfferGroup.self)
        try check(Everflow.Affiliate.self)
        try check(Everflow.AffiliateRow.self)
        try check(Everflow.RemainingCaps.self)
        try check(Everflow.ReportRow.self)
        try check(Everflow.ReportPoint.self)
        try check(Everflow.ReportFilter.self)
        try check(Everflow.BulkEdit.self)
        try check(Everflow.EditPreview.self)
        try check(Everflow.EditResult.self)
    }

    @Test("LeadConduit's types")
    func leadConduit() throws {
        try check(LeadConduit.CapCounter.self)
        try check(LeadConduit.CapConfiguration.self)
        try check(LeadConduit.PingLimit.self)
        try check(LeadConduit.FlowContents.self)
        try check(LeadConduit.Source.self)
        try check(LeadConduit.Step.self)
        try check(LeadConduit.RuleSet.self)
        try check(LeadConduit.Rule.self)
        try check(LeadConduit.Account.self)
        try check(LeadConduit.User.self)
        try check(LeadConduit.Entity.self)
        try check(LeadConduit.ChangelogEntry.self)
        try check(LeadConduit.ServerStatus.self)
        try check(LeadConduit.DeployAnswer.self)
        try check(LeadConduit.TooManyRequests.self)
    }

    @Test("a whole report")
    func report() throws {
        let report = Everflow.Report(
            rows: [WireFiller.filled(), WireFiller.filled(from: 900)], isIncomplete: true,
            summary: WireFiller.filled(), performance: [WireFiller.filled(from: 300)])
        #expect(try Everflow.Report.read(report.json().serialized()) == report)
    }

    @Test("pages and listings")
    func lists() throws {
        let page = Everflow.Page<Everflow.CustomCap>(
            items: [WireFiller.filled(), WireFiller.filled(from: 5)],
            paging: Everflow.Paging(page: 3, pageSize: 2, totalCount: 6))
        #expect(try Everflow.CustomCap.readPage(page.json(key: "custom_cap_settings").serialized()) == page)
        let listing = LeadConduit.Listing<LeadConduit.CapCounter>(items: [
            WireFiller.filled(), WireFiller.filled(from: 9),
        ])
        #expect(try LeadConduit.CapCounter.readList(listing.json().serialized()) == listing)
    }
}
