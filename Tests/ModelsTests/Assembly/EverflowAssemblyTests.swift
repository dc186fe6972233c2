// From Everflow's wire values to meters: scopes, zones, windows, counts and where each count comes from.

import Models
import Testing

@Suite struct EverflowAssemblyTests {
    private let now = Timestamp(rfc3339: "2026-03-10T20:20:41Z") ?? Timestamp(seconds: 0)
    private let network = Network(name: "acme", kind: .everflow, environment: .production)

    private func inventory() throws -> EverflowInventory {
        var inventory = EverflowInventory()
        inventory.set(
            info: try Everflow.NetworkInfo.read(
                bytes(#"{"network_id":7,"name":"Lanternfish","default_currency_id":"USD","reporting_timezone_id":80}"#))
        )
        inventory.set(
            timezones: try Everflow.Timezone.readList(
                bytes(
                    #"{"timezones":[{"timezone_id":67,"timezone":"UTC"},{"timezone_id":80,"timezone":"America/New_York"},"#
                        + #"{"timezone_id":16,"timezone":"Asia/Tokyo"}]}"#)
            ).items)
        return inventory
    }

    private func customCaps(_ rows: String) throws -> [Everflow.CustomCap] {
        try Everflow.CustomCap.readPage(bytes(#"{"custom_cap_settings":[\#(rows)]}"#)).items
    }

    /// With one custom cap an affiliate on one offer, its id that of the affiliate.
    private func inventory(capping affiliates: [Int], on offer: Int, _ limits: String) throws -> EverflowInventory {
        let rows = affiliates.map { affiliate in
            #"{"network_custom_cap_setting_id":\#(affiliate),"network_affiliate_id":\#(affiliate),"#
                + #""network_offer_id":\#(offer),\#(limits)}"#
        }
        var inventory = try inventory()
        inventory.merge(customCaps: try customCaps(rows.joined(separator: ",")), isWhole: true)
        return inventory
    }

    private func offers(_ rows: String) throws -> [Everflow.Offer] {
        try Everflow.Offer.readPage(bytes(#"{"offers":[\#(rows)]}"#)).items
    }

    private func report(_ rows: String, isIncomplete: Bool = false) throws -> Everflow.Report {
        try Everflow.Report.read(bytes(#"{"table":[\#(rows)],"incomplete_results":\#(isIncomplete)}"#))
    }

    private func row(_ offer: Int, _ affiliate: Int, _ numbers: String) -> String {
        #"{"columns":[{"column_type":"affiliate","id":"\#(affiliate)"},{"column_type":"offer","id":"\#(offer)"}],"#
            + #""reporting":{\#(numbers)}}"#
    }

    private func instant(_ text: String) -> Timestamp? { Timestamp(rfc3339: text) }

    @Test("a custom cap becomes one meter a limit above zero, named by affiliate and offer, in the network's zone")
    func customCap() throws {
        var inventory = try inventory()
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":412,"network_affiliate_id":51,"network_offer_id":204,"name":"ramp-up","#
                    + #""daily_conversion_cap":40,"weekly_conversion_cap":0,"monthly_payout_cap":12500.5,"#
                    + #""global_click_cap":9,"weekly_revenue_cap":null,"is_soft_cap":true}"#), isWhole: true)
        inventory.merge(
            offers: try offers(
                #"{"network_offer_id":204,"name":"Kettle","offer_status":"active","currency_id":"EUR","caps_timezone_id":0}"#
            ),
            isWhole: true)
        let snapshot = inventory.snapshot(of: network, usage: EverflowUsage(), now: now)
        #expect(
            snapshot.meters.map(\.id.text) == [
                "acme/custom:412/conversion/day", "acme/custom:412/payout/month", "acme/custom:412/click/global",
            ])
        let object = try #require(snapshot.meters.first?.object)
        #expect(object.scope == .custom)
        #expect(object.name == "ramp-up")
        #expect(object.affiliate == NamedID(id: "51", name: ""))
        #expect(object.offer == NamedID(id: "204", name: "Kettle"))
        #expect(object.isSoftCap && object.isEnabled && !object.isTimeZoneAssumed)
        #expect(object.timeZone == "America/New_York")
        #expect(object.currency == "EUR")
        #expect(snapshot.meters.allSatisfy { $0.object === object })
        #expect(snapshot.meters.map(\.limit.maximum) == [Quantity(40), Quantity(text: "12500.5"), Quantity(9)])
        #expect(snapshot.meters.allSatisfy { $0.count == nil && $0.precision == .unknown })
        #expect(snapshot.network.accountName == "Lanternfish")
        #expect(snapshot.network.timeZone == "America/New_York")
    }

    @Test("windows are local days, Monday weeks and months over a change to summer time; global has none")
    func windows() throws {
        var inventory = try inventory()
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":1,"network_affiliate_id":2,"network_offer_id":3,"daily_click_cap":1,"#
                    + #""weekly_click_cap":1,"monthly_click_cap":1,"global_click_cap":1}"#), isWhole: true)
        let meters = inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters
        // New York went to summer time on 8 March 2026: midnight is 05:00Z before and 04:00Z after.
        #expect(
            meters.map(\.startedAt) == [
                instant("2026-03-10T04:00:00Z"), instant("2026-03-09T04:00:00Z"), instant("2026-03-01T05:00:00Z"), nil,
            ])
        #expect(
            meters.map(\.expiresAt) == [
                instant("2026-03-11T04:00:00Z"), instant("2026-03-16T04:00:00Z"), instant("2026-04-01T04:00:00Z"), nil,
            ])
    }

    @Test("the offer's own zone wins; an unknown zone falls back to the network's and says so")
    func zones() throws {
        var inventory = try inventory()
        let caps = [1, 2, 9].map { offer in
            #"{"network_custom_cap_setting_id":\#(offer),"network_affiliate_id":2,"network_offer_id":\#(offer),"#
                + #""daily_click_cap":1}"#
        }
        inventory.merge(customCaps: try customCaps(caps.joined(separator: ",")), isWhole: true)
        inventory.merge(
            offers: try offers(
                #"{"network_offer_id":1,"caps_timezone_id":16},{"network_offer_id":2,"caps_timezone_id":9999}"#),
            isWhole: true)
        let meters = inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters
        #expect(meters.map(\.object.timeZone) == ["Asia/Tokyo", "America/New_York", "America/New_York"])
        #expect(meters.map(\.object.isTimeZoneAssumed) == [false, true, true])
        // Tokyo's 11 March began at 15:00Z on the 10th.
        #expect(meters.first?.startedAt == instant("2026-03-10T15:00:00Z"))
    }

    @Test("without a known network zone UTC is assumed")
    func noZone() throws {
        var inventory = EverflowInventory()
        inventory.merge(
            offers: try offers(#"{"network_offer_id":1,"caps_timezone_id":0,"daily_click_cap":5}"#), isWhole: true)
        let snapshot = inventory.snapshot(of: network, usage: EverflowUsage(), now: now)
        #expect(snapshot.meters.first?.object.timeZone == "UTC")
        #expect(snapshot.meters.first?.object.isTimeZoneAssumed == true)
        #expect(snapshot.network.timeZone == nil)
    }

    @Test("an offer with caps switched off disables its own and its custom caps")
    func disabled() throws {
        var inventory = try inventory()
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":1,"network_affiliate_id":2,"network_offer_id":3,"daily_click_cap":1}"#
            ),
            isWhole: true)
        inventory.merge(
            offers: try offers(#"{"network_offer_id":3,"is_caps_enabled":false,"daily_click_cap":4}"#), isWhole: true)
        let meters = inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters
        #expect(meters.map(\.object.scope) == [.custom, .offer])
        #expect(meters.allSatisfy { $0.state == .disabled })
    }

    @Test("custom caps count what the report has for the pair, by unique clicks and cv; a missing pair is zero")
    func customUsage() throws {
        let inventory = try inventory(
            capping: [51, 64], on: 204,
            #""daily_conversion_cap":40,"daily_payout_cap":500,"daily_click_cap":5000,"daily_revenue_cap":1000"#)
        let needs = inventory.usageNeeds(at: now)
        #expect(needs.count == 1)
        let key = try #require(needs.first?.key)
        #expect(key == UsageKey(timezoneID: 80, currency: "USD", period: .daily))
        #expect(needs.first?.from.text == "2026-03-10" && needs.first?.to.text == "2026-03-10")
        var usage = EverflowUsage()
        let numbers = #""total_click":3310,"unique_click":3120,"cv":31,"total_cv":33,"payout":465,"revenue":666.5"#
        usage[key] = UsageTable(try report(row(204, 51, numbers)), asOf: now)
        let meters = inventory.snapshot(of: network, usage: usage, now: now).meters
        #expect(
            meters.prefix(4).map(\.count) == [
                Quantity(31), Quantity(465), Quantity(3120), Quantity(text: "666.5"),
            ])
        #expect(meters.suffix(4).map(\.count) == [.zero, .zero, .zero, .zero])
        #expect(meters.allSatisfy { $0.precision == .derived && $0.asOf == now })
    }

    @Test("what remains decides for offers: used is cap less remaining, above 100 % when overshot")
    func remaining() throws {
        var inventory = try inventory()
        inventory.merge(
            offers: try offers(
                #"{"network_offer_id":204,"name":"Kettle","daily_conversion_cap":200,"monthly_payout_cap":100,"#
                    + #""weekly_click_cap":10,"global_revenue_cap":7}"#), isWhole: true)
        inventory.join(
            offerRows: try Everflow.OfferRow.readPage(
                bytes(
                    #"{"offers":[{"network_offer_id":204,"name":"Kettle","daily_conversion_cap":200,"#
                        + #""monthly_payout_cap":100,"weekly_click_cap":10,"global_revenue_cap":7,"relationship":{"#
                        + #""remaining_caps":{"remaining_daily_conversion_cap":80,"remaining_monthly_payout_cap":0,"#
                        + #""remaining_weekly_click_cap":-3,"remaining_global_revenue_cap":-1000}}}]}"#)
            ).items)
        let meters = inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters
        #expect(
            meters.map(\.id.text) == [
                "acme/offer:204/conversion/day", "acme/offer:204/payout/month", "acme/offer:204/click/week",
                "acme/offer:204/revenue/global",
            ])
        #expect(meters.map(\.count) == [Quantity(120), Quantity(100), Quantity(13), nil])
        #expect(meters.map(\.precision) == [.exact, .exact, .exact, .unknown])
        // The one that the sentinel leaves unknown is asked of the reports.
        let needs = inventory.usageNeeds(at: now)
        #expect(needs.map(\.key.period) == [.global])
    }

    @Test("an offer's and a group's usage are sums over affiliates and members")
    func sums() throws {
        var inventory = try inventory()
        inventory.merge(
            offers: try offers(#"{"network_offer_id":1,"daily_click_cap":10},{"network_offer_id":2}"#), isWhole: true)
        inventory.set(
            groups: try Everflow.OfferGroup.readPage(
                bytes(
                    #"{"offer_groups":[{"network_offer_group_id":12,"name":"Spring","offer_group_status":"active","#
                        + #""daily_click_cap":100,"relationship":{"network_offer_ids":[1,2]}}]}"#)
            ).items)
        let key = try #require(inventory.usageNeeds(at: now).first?.key)
        var usage = EverflowUsage()
        let rows = [
            row(1, 5, #""unique_click":3"#), row(1, 6, #""unique_click":"4""#), row(2, 5, #""unique_click":5"#),
        ]
        usage[key] = UsageTable(try report(rows.joined(separator: ",")), asOf: now)
        let snapshot = inventory.snapshot(of: network, usage: usage, now: now)
        #expect(snapshot.meters.map(\.object.scope) == [.offer, .group])
        #expect(snapshot.meters.map(\.count) == [Quantity(7), Quantity(12)])
        #expect(snapshot.groups == [OfferGroup(id: "12", name: "Spring", status: "active", offerIDs: ["1", "2"])])
    }

    @Test("in a report that was cut, what is there counts and what is not there is unknown")
    func incomplete() throws {
        let inventory = try inventory(capping: [51, 64], on: 204, #""daily_conversion_cap":40"#)
        let key = try #require(inventory.usageNeeds(at: now).first?.key)
        var usage = EverflowUsage()
        var table = UsageTable(try report(row(204, 51, #""cv":31"#), isIncomplete: true), asOf: now)
        usage[key] = table
        func counts() -> [Quantity?] {
            inventory.snapshot(of: network, usage: usage, now: now).meters.map(\.count)
        }
        #expect(counts() == [Quantity(31), nil])
        let alone = try report(row(204, 51, #""cv":31"#) + "," + row(204, 64, #""cv":2"#))
        table.complete([204], from: UsageTable(byOffer: [204: alone], asOf: now))
        usage[key] = table
        #expect(counts() == [Quantity(31), Quantity(2)])
    }

    @Test(
        "a row that cannot be read is nobody's zero: what it may have said is unknown until its offer is asked for alone",
        arguments: [
            #"{"columns":[{"column_type":"affiliate","id":"64"},{"column_type":"offer","id":"204"}],"reporting":{"cv":{}}}"#,
            #"{"columns":[{"column_type":"affiliate","id":[]},{"column_type":"offer","id":"204"}],"reporting":{"cv":2}}"#,
            #"{"columns":[{"column_type":7,"id":"64"},{"column_type":"offer","id":"204"}],"reporting":{"cv":2}}"#,
            #"{"columns":[{"column_type":"affiliate","id":"64"},{"column_type":"offer","id":{}}],"reporting":{"cv":2}}"#,
            #"{"columns":"none","reporting":{"cv":2}}"#,
        ])
    func unreadableRow(odd: String) throws {
        let inventory = try inventory(capping: [51, 64], on: 204, #""daily_conversion_cap":40"#)
        let key = try #require(inventory.usageNeeds(at: now).first?.key)
        func counts(_ table: UsageTable) -> [Quantity?] {
            var usage = EverflowUsage()
            usage[key] = table
            return inventory.snapshot(of: network, usage: usage, now: now).meters.map(\.count)
        }
        var table = UsageTable(try report(row(204, 51, #""cv":31"#) + "," + odd), asOf: now)
        #expect(!table.isComplete && table.covered(offer: 204) == nil && table.covered(offer: 9) == nil)
        #expect(counts(table) == [Quantity(31), nil])
        table.complete([204], from: UsageTable(byOffer: [204: try report(odd)], asOf: now))
        #expect(counts(table) == [Quantity(31), nil])
        let alone = try report(row(204, 51, #""cv":31"#) + "," + row(204, 64, #""cv":2,"roas":{}"#))
        table.complete([204], from: UsageTable(byOffer: [204: alone], asOf: now))
        #expect(counts(table) == [Quantity(31), Quantity(2)])
    }

    @Test("a pair missing from one cut span of a global range is unknown, not the other span's count")
    func spans() throws {
        let whole = UsageTable(try report(row(1, 5, #""cv":7"#) + "," + row(1, 6, #""cv":1"#)), asOf: now)
        let cut = UsageTable(try report(row(1, 5, #""cv":3"#), isIncomplete: true), asOf: now)
        let inventory = try inventory(capping: [5, 6], on: 1, #""global_conversion_cap":40"#)
        let key = try #require(inventory.usageNeeds(at: now).first?.key)
        var usage = EverflowUsage()
        usage[key] = whole.adding(cut)
        let meters = inventory.snapshot(of: network, usage: usage, now: now).meters
        #expect(meters.map(\.count) == [Quantity(10), nil])
    }

    @Test("reports are asked per zone, period and currency of amounts; counts ride along with any currency")
    func needs() throws {
        var inventory = try inventory()
        inventory.merge(
            offers: try offers(
                #"{"network_offer_id":1,"caps_timezone_id":16,"currency_id":"EUR"},"#
                    + #"{"network_offer_id":2,"caps_timezone_id":0,"currency_id":"EUR","time_created":1735689600},"#
                    + #"{"network_offer_id":3,"caps_timezone_id":0,"currency_id":"USD","time_created":1704067200}"#),
            isWhole: true)
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":1,"network_affiliate_id":2,"network_offer_id":1,"weekly_click_cap":1},"#
                    + #"{"network_custom_cap_setting_id":2,"network_affiliate_id":2,"network_offer_id":2,"#
                    + #""monthly_payout_cap":1,"global_click_cap":5},"#
                    + #"{"network_custom_cap_setting_id":3,"network_affiliate_id":2,"network_offer_id":3,"#
                    + #""monthly_click_cap":1,"global_click_cap":5}"#), isWhole: true)
        let needs = inventory.usageNeeds(at: now)
        let texts = needs.map {
            "\($0.key.timezoneID) \($0.key.currency) \($0.key.period.text) \($0.from.text) \($0.to.text)"
        }
        // 1704067200 is 2024-01-01T00:00Z, still 31 December in New York; Tokyo is at 11 March, a Wednesday.
        #expect(
            Set(texts) == [
                "16 EUR week 2026-03-09 2026-03-11", "80 EUR month 2026-03-01 2026-03-10",
                "80 EUR global 2023-12-31 2026-03-10",
            ])
        let global = try #require(needs.first { $0.key.period == .global })
        #expect(global.offerIDs == [2, 3])
        let spans = global.spans(ofAtMost: 366)
        #expect(spans.map { $0.upperBound.daysSinceEpoch - $0.lowerBound.daysSinceEpoch + 1 } == [366, 366, 69])
        #expect(spans.first?.lowerBound == global.from && spans.last?.upperBound == global.to)
    }

    @Test("a global count is read from the report that reaches back to its offer's start, whatever the currency")
    func globalCount() throws {
        var inventory = try inventory()
        inventory.merge(
            offers: try offers(
                #"{"network_offer_id":1,"currency_id":"USD","time_created":1767225600},"#
                    + #"{"network_offer_id":2,"currency_id":"USD","time_created":1704067200},"#
                    + #"{"network_offer_id":3,"currency_id":"EUR","time_created":1767225600}"#), isWhole: true)
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":1,"network_affiliate_id":5,"network_offer_id":1,"global_payout_cap":9},"#
                    + #"{"network_custom_cap_setting_id":2,"network_affiliate_id":5,"network_offer_id":2,"global_click_cap":900},"#
                    + #"{"network_custom_cap_setting_id":3,"network_affiliate_id":5,"network_offer_id":3,"global_payout_cap":9}"#
            ), isWhole: true)
        let start = try #require(CivilDate(text: "2023-12-31"))
        var usage = EverflowUsage()
        for need in inventory.usageNeeds(at: now) {
            // 600 clicks came before the younger offers began.
            let clicks = need.from <= start ? 700 : 100
            usage[need.key] = UsageTable(try report(row(2, 5, #""unique_click":\#(clicks)"#)), asOf: now)
        }
        let meters = inventory.snapshot(of: network, usage: usage, now: now).meters
        #expect(meters.first { $0.limit.metric == .click }?.count == Quantity(700))
    }

    @Test("a whole load forgets what is gone; a change keeps order and everything else")
    func merging() throws {
        var inventory = try inventory()
        func cap(_ id: Int, _ limit: Int) -> String {
            #"{"network_custom_cap_setting_id":\#(id),"network_affiliate_id":2,"network_offer_id":3,"daily_click_cap":\#(limit)}"#
        }
        inventory.merge(customCaps: try customCaps([cap(1, 10), cap(2, 20)].joined(separator: ",")), isWhole: true)
        inventory.merge(customCaps: try customCaps([cap(3, 30), cap(1, 11)].joined(separator: ",")), isWhole: false)
        func maxima() -> [Quantity?] {
            inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters.map(\.limit.maximum)
        }
        #expect(maxima() == [Quantity(11), Quantity(20), Quantity(30)])
        inventory.merge(customCaps: try customCaps(cap(3, 30)), isWhole: true)
        #expect(maxima() == [Quantity(30)])
    }

    @Test("names come from custom caps when the lists are not to be had")
    func mentioned() throws {
        var inventory = try inventory()
        inventory.merge(
            customCaps: try customCaps(
                #"{"network_custom_cap_setting_id":1,"network_affiliate_id":51,"network_offer_id":204,"daily_click_cap":1,"#
                    + #""relationship":{"affiliate":{"network_affiliate_id":51,"name":"Harbor","account_status":"active"},"#
                    + #""offer":{"network_offer_id":204,"name":"Kettle","offer_status":"paused","currency_id":"EUR"}}}"#
            ),
            isWhole: true)
        let snapshot = inventory.snapshot(of: network, usage: EverflowUsage(), now: now)
        #expect(snapshot.affiliates == [Affiliate(id: "51", name: "Harbor", status: "active")])
        #expect(snapshot.offers == [Offer(id: "204", name: "Kettle", status: "paused")])
        #expect(snapshot.meters.first?.object.affiliate?.name == "Harbor")
        #expect(snapshot.meters.first?.object.currency == "EUR")
    }

    /// With work that grows as the square of them it would not end.
    @Test("a hundred thousand custom caps with three limits each are three hundred thousand meters")
    func large() throws {
        var inventory = try inventory()
        var caps: [Everflow.CustomCap] = []
        for id in 1...100_000 {
            var cap = Everflow.CustomCap()
            cap.id = id
            cap.affiliateID = id % 500 + 1
            cap.offerID = id / 500 + 1
            cap.caps[.conversion, .daily] = Quantity(10)
            cap.caps[.click, .weekly] = Quantity(100)
            cap.caps[.payout, .monthly] = Quantity(1000)
            caps.append(cap)
        }
        inventory.merge(customCaps: caps, isWhole: true)
        #expect(!inventory.usageNeeds(at: now).isEmpty)
        #expect(inventory.snapshot(of: network, usage: EverflowUsage(), now: now).meters.count == 300_000)
    }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
