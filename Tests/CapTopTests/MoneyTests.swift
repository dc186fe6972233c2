// The money side on screen: lists, progress, what a pair earns and why, and editing through the editor of the caps.
import Models
import Testing

@testable import CapTop

@Suite struct MoneyTests {
    /// Everflow reference, 9.2, 10.2 and 11, for the sample's offer 204 and affiliate 51; tier 4 is empty.
    private static let setting = """
        {"network_custom_payout_revenue_setting_id":318,"network_id":7,"is_apply_all_affiliates":false,
        "network_affiliate_ids":[51],"network_offer_id":204,"name":"Harbor Media bonus rate",
        "network_offer_payout_revenue_id":0,"description":"","public_description":"Summer rate",
        "custom_setting_status":"active","is_custom_payout_enabled":true,"payout_amount":18,"payout_percentage":0,
        "payout_type":"cpa","is_custom_revenue_enabled":false,"revenue_amount":0,"revenue_percentage":0,
        "revenue_type":"blank","is_postback_disabled":false,"date_valid_from":"","date_valid_to":"",
        "is_apply_specific_offer_urls":false,"network_offer_url_ids":null,"currency_id":"USD"}
        """
    private static func tier(_ id: Int, _ name: String, _ members: String) -> String {
        """
        {"network_affiliate_tier_id":\(id),"network_id":7,"name":"\(name)","status":"active","description":"",
        "network_affiliate_ids":\(members),"payout_margin":12.5,"is_default_tier":false}
        """
    }

    private func desk() throws -> Operating {
        var desk = Operating(filter: "412 conv")
        var snapshot = Sample.acmeSnapshot()
        snapshot.network.environment = .sandbox
        let settings = try Everflow.CustomPayoutRevenue.readPage(
            Array("{\"custom_payout_revenue_settings\":[\(MoneyTests.setting)]}".utf8))
        let tiers = [MoneyTests.tier(3, "Harbor tier", "[51]"), MoneyTests.tier(4, "Silver", "null")]
        snapshot.money = NetworkMoney(
            payouts: settings.items, commissions: [],
            tiers: try Everflow.AffiliateTier.readPage(Array("{\"tiers\":[\(tiers.joined(separator: ","))]}".utf8))
                .items)
        desk.act(.loaded(snapshot))
        desk.objects["acme/payout:318"] = Sample.live(MoneyTests.setting, "acme/payout:318")
        desk.objects["acme/tier:3"] = Sample.live(tiers[0], "acme/tier:3")
        return desk
    }

    @Test("P, C and T open the lists; every field of the line under the cursor is below it; esc goes back to the caps")
    func lists() throws {
        var desk = try desk()
        desk.act(.resized(width: 120, height: 80))
        desk.press("P")
        #expect(desk.shows("Custom payouts 1") && desk.shows("Harbor Media bonus rate") && desk.shows("18 cpa"))
        desk.press("T")
        #expect(desk.shows("Affiliate tiers 2") && desk.shows("12.5%") && desk.shows("Harbor Media (51)"))
        desk.press("C")
        #expect(desk.shows("there are none"))
        desk.press("escape")
        #expect(desk.state.screen == .caps)
    }

    @Test("every documented field of a resource stands in the lower part", arguments: MoneyResource.allCases)
    func everyField(resource: MoneyResource) throws {
        var desk = try desk()
        let commission = try Everflow.TieredCommission.readPage(
            Array(#"{"tiered_commissions":[{"network_tiered_commission_id":9,"name":"Kettle"}]}"#.utf8))
        desk.state.networks[0].snapshot?.money?.commissions = commission.items
        let keys: [MoneyResource: String] = [.customPayout: "P", .tieredCommission: "C", .affiliateTier: "T"]
        desk.press(keys[resource] ?? "")
        let names = MoneyDetail(state: desk.state, width: 100).lines.compactMap { line -> String? in
            guard case .field(let name, _) = line, !name.isEmpty else { return nil }
            return name
        }
        #expect(names == resource.fields.map(\.name))
    }

    @Test("the lower part tells what has not been read from what is none")
    func unread() throws {
        var desk = try desk()
        func lines() -> [MoneyDetail.Line] { MoneyDetail(state: desk.state, width: 100).lines }
        desk.press("T")
        #expect(lines().contains(.field("labels", "not read yet")) && lines().contains(.field("relationship", "-")))
        desk.state.networks[0].snapshot?.money?.tiers?[0].labels = ["premium"]
        #expect(lines().contains(.field("labels", "premium")))
        desk.press("P")
        #expect(lines().contains(.field("variables", "-")) && lines().contains(.field("ruleset", "-")))
        desk.state.networks[0].snapshot?.money?.unreadPayouts = [318]
        #expect(lines().contains(.field("variables", "not read yet")))
        #expect(lines().contains(.field("ruleset", "not read yet")))
    }

    @Test("names of fields and values are whole where there is room for them")
    func wholeTexts() throws {
        var desk = try desk()
        desk.act(.resized(width: 80, height: 60))
        desk.press("P")
        #expect(desk.shows("network_custom_payout_revenue_setting_id 318"))
        desk.act(.resized(width: 120, height: 60))
        desk.press("D")
        #expect(desk.shows("network_offer_payout_revenue_id ") && desk.shows("\"Harbor Media bonus rate\""))
    }

    @Test("the detail pane of a pair says which setting wins and what a conversion pays")
    func answer() throws {
        var desk = try desk()
        desk.act(.resized(width: 160, height: 60))
        #expect(desk.shows("payout: 18 USD a conversion"), "\(desk.screen.joined(separator: "\n"))")
        #expect(desk.shows("setting 318 \"Harbor Media bonus rate\" wins"))
        #expect(desk.shows("tier 3 \"Harbor tier\", margin 12.5%"))
    }

    @Test("an affiliate and an offer that share no cap have their answer too, when both are selected")
    func answerWithoutCap() throws {
        var desk = try desk()
        desk.act(.resized(width: 160, height: 60))
        desk.press("escape", "tab", "tab")
        while desk.state.affiliates.id?.id != "51" { desk.press("down") }
        desk.press("tab")
        while desk.state.offers.id?.id != "204" { desk.press("down") }
        desk.state.networks[0].snapshot?.meters.removeAll { $0.object.scope != .group }
        desk.state.rebuild()
        #expect(desk.state.selectedCap == nil && desk.shows("payout: 18 USD a conversion"))
    }

    @Test("p on a pair edits the setting that wins there, and without one proposes one for just this pair")
    func payoutOfPair() throws {
        var desk = try desk()
        desk.press("p")
        #expect(desk.state.editor?.target.text == "acme/payout:318")
        #expect(desk.state.editor?.focused?.field.name == "payout_amount")
        desk.press("escape")
        desk.state.networks[0].snapshot?.money?.payouts = []
        desk.press("p")
        #expect(desk.state.editor?.isCreation == true)
        #expect(desk.state.editor?.values["network_offer_id"] == .quantity(Quantity(204)))
        #expect(desk.state.editor?.values["network_affiliate_ids"]?.entries == [.int(51)])
    }

    @Test("a payout is raised like a cap: arithmetic, confirmation, the exact request")
    func raise() throws {
        var desk = try desk()
        desk.press("P", "e")
        while desk.state.editor?.focused?.field.name != "payout_amount" { desk.press("down") }
        desk.press("ctrl-u")
        desk.type("+10%")
        desk.press("enter")
        #expect(desk.shows("PATCH /networks/custom/payoutrevenue"))
        desk.press("y")
        #expect(desk.summaries == [["payout_amount 18 -> 19.8 (+10 %)"]])
    }

    @Test("fields that do nothing as the others are say so; switching a side on brings its own problems")
    func dependentFields() throws {
        var desk = try desk()
        desk.act(.resized(width: 120, height: 60))
        desk.press("P", "e")
        #expect(desk.shows("payout_percentage") && desk.shows("not used"))
        while desk.state.editor?.focused?.field.name != "is_custom_payout_enabled" { desk.press("down") }
        desk.press("space")
        #expect(desk.state.editor?.problems.isEmpty == false, "neither payout nor revenue would be on")
        desk.press("enter", "y")
        #expect(desk.sent.isEmpty)
    }

    @Test("a list is edited row by row; a name becomes its id; a row that cannot be read is not taken")
    func rows() throws {
        var desk = try desk()
        desk.press("P", "e")
        while desk.state.editor?.focused?.field.name != "network_affiliate_ids" { desk.press("down") }
        desk.press("space")
        #expect(desk.state.editor?.entries?.rows.map(\.text) == ["51", ""])
        desk.type("north")
        #expect(desk.shows("tab: Northwind Perf. (64)"))
        desk.press("enter")
        #expect(desk.state.editor?.entries != nil, "north is no id")
        desk.press("tab", "enter")
        #expect(desk.state.editor?.focused?.input.text == "51, 64")
        desk.press("enter", "y")
        #expect(desk.summaries == [["network_affiliate_ids 51 -> 51, 64"]])
    }

    @Test("esc leaves the rows as they were; an emptied row goes")
    func rowsDiscardedAndRemoved() throws {
        var desk = try desk()
        desk.press("P", "e")
        while desk.state.editor?.focused?.field.name != "ruleset_countries" { desk.press("down") }
        desk.press("space")
        desk.type("include US")
        desk.press("escape")
        #expect(desk.state.editor?.touched.isEmpty == true && desk.state.editor?.entries == nil)
        desk.press("space")
        desk.type("include US")
        desk.press("down")
        desk.type("exclude CA")
        desk.press("up", "ctrl-u", "enter")
        #expect(desk.state.editor?.focused?.input.text == "exclude CA")
    }

    @Test("a new setting begins with the defaults, and is refused until it has what it needs")
    func create() throws {
        var desk = try desk()
        desk.press("P", "n")
        let defaults = try #require(desk.state.editor).values
        #expect(defaults["custom_setting_status"] == .text("active") && defaults["payout_type"] == .text("blank"))
        #expect(defaults["is_custom_payout_enabled"] == .flag(false) && defaults["name"] == nil)
        desk.type("Spring rate")
        // What a POST needs beside the defaults (Everflow reference, 9.2). The types are cpc, cpa and so on.
        let needs: [(String, (inout Operating) -> Void)] = [
            ("network_offer_id", { $0.type("204") }), ("is_custom_payout_enabled", { $0.press("space") }),
            ("payout_type", { $0.press("space", "space") }), ("payout_amount", { $0.type("18") }),
            (
                "network_affiliate_ids",
                { desk in
                    desk.press("space")
                    desk.type("51")
                    desk.press("enter")
                }
            ),
        ]
        for (field, give) in needs {
            desk.press("enter")
            #expect(desk.state.confirm == nil && desk.state.editor?.problems.isEmpty == false, "without \(field)")
            desk.press("page-up")
            for _ in 0..<50 where desk.state.editor?.focused?.field.name != field { desk.press("down") }
            give(&desk)
        }
        desk.press("enter", "y")
        #expect(desk.sent.map(\.target.text) == ["acme/payout:new"])
        let sent = try #require(desk.sent.first).after
        #expect(sent["payout_type"] == .text("cpa") && sent["payout_amount"] == .quantity(Quantity(18)))
        #expect(sent["network_offer_id"] == .quantity(Quantity(204)) && sent["name"] == .text("Spring rate"))
        #expect(sent["custom_setting_status"] == .text("active"))
        #expect(sent["network_affiliate_ids"]?.entries == [.int(51)])
    }

    @Test("of a new object what is empty reads -, and a default goes with the first key")
    func emptyFields() throws {
        var desk = try desk()
        desk.press("T", "n")
        let line = try #require(desk.screen.first { $0.contains("description") })
        #expect(line.split(separator: " ").contains("-") && !line.contains("~"), "\(line)")
        while desk.state.editor?.focused?.field.name != "payout_margin" { desk.press("down") }
        desk.type("12.5")
        #expect(desk.state.editor?.focused?.input.text == "12.5", "in place of 0")
    }

    @Test("D on a tier proposes to retire it, because the API cannot delete it")
    func retire() throws {
        var desk = try desk()
        desk.press("T", "D", "enter")
        #expect(desk.shows("status active -> deleted"))
        desk.press("y")
        #expect(desk.summaries == [["status active -> deleted"]])
    }

    @Test("v moves an affiliate between tiers: both changes are one, previewed and confirmed once")
    func tierMove() throws {
        var desk = try desk()
        desk.press("T", "down", "v")
        desk.type("harb")
        desk.press("enter")
        #expect(desk.shows("Move Harbor Media to Silver"))
        desk.press("enter", "y")
        #expect(
            desk.sent.map { "\($0.target.text) \($0.summary().joined())" } == [
                "acme/tier:3 network_affiliate_ids 51 -> none", "acme/tier:4 network_affiliate_ids none -> 51",
            ])
    }

    @Test("marked settings are switched off together")
    func bulk() throws {
        var desk = try desk()
        desk.press("P", "M", "e")
        desk.type("custom_setting_status=inactive")
        desk.press("enter", "y")
        #expect(desk.summaries == [["custom_setting_status active -> inactive"]])
    }

    @Test("a change of many is offered what these objects take, and says where it would do nothing")
    func bulkHints() throws {
        var desk = try desk()
        desk.press("P", "M", "e")
        #expect(desk.shows("field=value, such as payout_amount=+10%") && !desk.shows("*2"))
        // The setting pays an amount for each action: cpa knows no percentage (Everflow reference, 9.2).
        desk.type("payout_percentage=10")
        #expect(desk.state.bulk?.rows.map(\.isIdle) == [true] && desk.shows("not used"))
        desk.press("ctrl-u")
        desk.type("payout_amount=20")
        #expect(desk.state.bulk?.rows.map(\.isIdle) == [false] && !desk.shows("not used"))
    }

    @Test("while locked, the money screens show and change nothing")
    func locked() throws {
        var desk = try desk()
        desk.press("P")
        desk.state.lock()
        desk.press("e", "n", "D", "v", "u")
        #expect(desk.state.editor == nil && desk.state.picker == nil && desk.sent.isEmpty)
    }

    @Test("the rows of a list open once the list is known, and what somebody adds while they are open is asked about")
    func rowsOfAList() throws {
        var desk = try desk()
        desk.holdsReads = true
        desk.press("T", "e")
        for _ in 0..<20 where desk.state.editor?.focused?.field.name != "network_affiliate_ids" { desk.press("down") }
        desk.press("space")
        #expect(desk.state.editor?.entries == nil, "rows of a list that has not been read would take its place")
        desk.answerReads()
        desk.press("space")
        #expect(desk.state.editor?.entries?.rows.map(\.text) == ["51", ""])
        desk.type("64")
        let target = try #require(desk.state.editor?.target)
        let theirs = try #require(Sample.live(MoneyTests.tier(3, "Harbor tier", "[51,70]"), target.text))
        desk.act(.objectRead(target, .found(theirs)))
        desk.press("enter", "enter")
        #expect(desk.state.editor?.phase == .clashing && desk.sent.isEmpty)
    }

    @Test(
        "marks stay while the list is filtered, the line says how many lines are found, and esc brings the filter back")
    func filter() throws {
        var desk = try desk()
        desk.press("T", "m", "m")
        desk.press("/")
        desk.type("harb")
        #expect(desk.shows("1/2"))
        desk.press("enter")
        #expect(desk.state.markedSubjects.count == 2)
        desk.press("/")
        desk.type("or x")
        desk.press("escape")
        #expect(desk.state.money.filter == "harb")
    }
}
