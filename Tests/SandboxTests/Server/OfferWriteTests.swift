// Bulk edits of offers and affiliates with their previews, and full updates of groups and affiliates, over real HTTP.
// Everflow reference, 6.4, 7 and 8.

import Models
import Testing

@testable import Sandbox

@Suite("Offer, group and affiliate writes", .serialized)
struct OfferWriteTests {
    private static let result = #"{"result":true}"#
    private static let apply = "/v1/networks/patch/offers/apply"
    private static let submit = "/v1/networks/patch/offers/submit"

    private static func offers(_ sandbox: RunningSandbox) async throws -> [JSONValue] {
        try await sandbox.everflow("/v1/networks/offers?page_size=2000").json["offers"]?.array ?? []
    }

    private static func edit(_ ids: [Int64], _ fields: String, noun: String = "offer") -> String {
        #"{"network_\#(noun)_ids":[\#(ids.map(String.init).joined(separator: ","))],"fields":[\#(fields)]}"#
    }

    private static func field(_ name: String, _ value: String) -> String {
        #"{"field_type":"\#(name)","field_value":\#(value),"operator":"overwrite"}"#
    }

    private static func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

    private static func serialized(_ tree: JSONValue) -> String { String(decoding: tree.serialized(), as: UTF8.self) }

    /// An active offer without limits and without a group, with an active affiliate.
    private static func calm(_ sandbox: RunningSandbox) async throws -> (index: Int, id: Int64, affiliate: Int64) {
        let offers = try await offers(sandbox)
        let index = try #require(
            offers.firstIndex { offer in
                offer["offer_status"]?.text == "active" && offer["network_offer_group_id"]?.int64 == 0
                    && LimitSlot.all.allSatisfy { offer[$0.fieldName]?.int64 == 0 }
            })
        let affiliates = try await sandbox.everflow("/v1/networks/affiliates").json["affiliates"]?.array ?? []
        let affiliate = try #require(affiliates.first { $0["account_status"]?.text == "active" })
        return (
            index, try #require(offers[index]["network_offer_id"]?.int64),
            try #require(affiliate["network_affiliate_id"]?.int64)
        )
    }

    private static func click(_ offer: Int64, _ affiliate: Int64, _ sandbox: RunningSandbox) async throws -> JSONValue {
        try await sandbox.everflow(
            "/sandbox/events", body: #"{"type":"click","offer_id":\#(offer),"affiliate_id":\#(affiliate)}"#
        ).json
    }

    // MARK: - Offers

    @Test("the preview shows the reference's verdict and changes nothing, applying changes what it showed")
    func previewAndApply() async throws {
        try await RunningSandbox.run { sandbox in
            let before = try await Self.offers(sandbox)
            let offer = try await Self.calm(sandbox)
            let name = try #require(before[offer.index]["name"]?.text)
            let body = Self.edit([offer.id], Self.field("daily_conversion_cap", "260"))
            let preview = try await sandbox.everflow(Self.submit, body: body)
            #expect(preview.status == 200)
            let expected = try Self.parse(
                """
                { "changes": [ { "network_offer": { "network_offer_id": \(offer.id), "network_id": 7, "name": "\(name)", "offer_status": "active" },
                     "change_status": "ok",
                     "current_field": { "field_type": "daily_conversion_cap", "field_value": 0, "operator": "overwrite" },
                     "changed_field": { "field_type": "daily_conversion_cap", "field_value": 260, "operator": "overwrite" },
                     "error_message": "", "related_changes": "" } ],
                  "resource_errors": [] }
                """)
            #expect(preview.json == expected)
            #expect(try await Self.offers(sandbox) == before)
            #expect(try await sandbox.everflow(Self.apply, body: body, method: "PATCH").body == Self.result)
            var after = before
            after[offer.index]["daily_conversion_cap"] = .int(260)
            after[offer.index]["time_saved"] = .int(RunningSandbox.start.seconds)
            #expect(try await Self.offers(sandbox) == after)
        }
    }

    @Test("switching caps on without a limit in the same edit is refused, with one it is done")
    func capsEnabled() async throws {
        try await RunningSandbox.run { sandbox in
            let before = try await Self.offers(sandbox)
            let offer = try await Self.calm(sandbox)
            let on = Self.field("is_caps_enabled", "true")
            let alone = Self.edit([offer.id], on)
            let preview = try await sandbox.everflow(Self.submit, body: alone).json
            #expect(preview["changes"]?[0]?["change_status"]?.text == "error")
            #expect(preview["changes"]?[0]?["error_message"]?.text?.contains("is_caps_enabled") == true)
            let refused = try await sandbox.everflow(Self.apply, body: alone, method: "PATCH")
            #expect(refused.status == 400)
            #expect(refused.error?.contains("\(offer.id)") == true)
            #expect(try await Self.offers(sandbox) == before)
            let both = Self.edit([offer.id], "\(on),\(Self.field("weekly_click_cap", "9"))")
            #expect(try await sandbox.everflow(Self.apply, body: both, method: "PATCH").status == 200)
            #expect(try await Self.offers(sandbox)[offer.index]["weekly_click_cap"]?.int64 == 9)
            // The limit that it has now does not stand in for one in the edit.
            #expect(try await sandbox.everflow(Self.apply, body: alone, method: "PATCH").status == 400)
        }
    }

    @Test("switching caps off tells how many custom caps no longer apply")
    func relatedChanges() async throws {
        try await RunningSandbox.run { sandbox in
            let caps = try await sandbox.everflow("/v1/networks/custom/caps?page_size=2000").json["custom_cap_settings"]
            let id = try #require(caps?[0]?["network_offer_id"]?.int64)
            let count = caps?.array?.filter { $0["network_offer_id"]?.int64 == id }.count ?? 0
            let body = Self.edit([id], Self.field("is_caps_enabled", "false"))
            let change = try await sandbox.everflow(Self.submit, body: body).json["changes"]?[0]
            #expect(change?["change_status"]?.text == "ok")
            #expect(change?["related_changes"]?.text?.hasSuffix(": \(count)") == true)
        }
    }

    @Test("a deleted offer is a resource error that stops the whole edit until its status is set again")
    func resourceErrors() async throws {
        try await RunningSandbox.run { sandbox in
            let ids = try await Self.offers(sandbox).prefix(2).compactMap { $0["network_offer_id"]?.int64 }
            let delete = Self.edit([ids[0]], Self.field("offer_status", #""deleted""#))
            #expect(try await sandbox.everflow(Self.apply, body: delete, method: "PATCH").status == 200)
            let before = try await Self.offers(sandbox)
            let body = Self.edit(ids, Self.field("daily_click_cap", "5"))
            let errors = try await sandbox.everflow(Self.submit, body: body).json["resource_errors"]?.array ?? []
            #expect(errors.compactMap { $0["id"]?.text } == ["\(ids[0])"])
            #expect(errors.first?["message"]?.text == "the offer is deleted")
            #expect(try await sandbox.everflow(Self.apply, body: body, method: "PATCH").status == 400)
            #expect(try await Self.offers(sandbox) == before)
            let revive = Self.edit([ids[0]], Self.field("offer_status", #""active""#))
            #expect(try await sandbox.everflow(Self.apply, body: revive, method: "PATCH").status == 200)
            #expect(try await sandbox.everflow(Self.apply, body: body, method: "PATCH").status == 200)
        }
    }

    @Test(
        "a bulk edit with a bad part is refused and changes nothing",
        arguments: [
            (400, "daily_click_cap", "-1"), (400, "daily_click_cap", #""5""#), (400, "offer_status", #""gone""#),
            (400, "is_caps_enabled", "1"), (400, "colour", "1"), (404, "", "5"),
        ])
    func refusedEdits(status: Int, name: String, value: String) async throws {
        try await RunningSandbox.run { sandbox in
            let before = try await Self.offers(sandbox)
            let offer = try await Self.calm(sandbox)
            let body =
                name.isEmpty
                ? Self.edit([offer.id, 999_999], Self.field("daily_click_cap", value))
                : Self.edit([offer.id], "\(Self.field("weekly_click_cap", "5")),\(Self.field(name, value))")
            let answer = try await sandbox.everflow(Self.apply, body: body, method: "PATCH")
            #expect(answer.status == status)
            #expect(answer.error?.isEmpty == false)
            #expect(try await Self.offers(sandbox) == before)
        }
    }

    @Test("the engine obeys an offer's new limit and its status with the next click")
    func engine() async throws {
        try await RunningSandbox.run { sandbox in
            let offer = try await Self.calm(sandbox)
            let outcome = { try await Self.click(offer.id, offer.affiliate, sandbox)["outcome"]?.text }
            let patch = { (name: String, value: String) async throws in
                let body = Self.edit([offer.id], Self.field(name, value))
                #expect(try await sandbox.everflow(Self.apply, body: body, method: "PATCH").status == 200)
            }
            #expect(try await outcome() == "accepted")
            try await patch("global_click_cap", "1")
            #expect(try await outcome() == "refused")
            try await patch("global_click_cap", "0")
            #expect(try await outcome() == "accepted")
            try await patch("offer_status", #""paused""#)
            #expect(try await Self.click(offer.id, offer.affiliate, sandbox)["reason"]?.text == "offer is not active")
        }
    }

    // MARK: - Groups

    /// The body of a full update: the object with what answers nest at the top.
    private static func lifted(_ group: JSONValue) -> JSONValue {
        var body = group
        body["network_offer_ids"] = group["relationship"]?["network_offer_ids"]
        body["labels"] = group["relationship"]?["labels"]?["entries"]
        return body
    }

    @Test("a group put back as it was with one limit changed differs in that limit and its time alone")
    func putGroup() async throws {
        try await RunningSandbox.run { sandbox in
            let groups = try await sandbox.everflow("/v1/networks/offergroups").json["offer_groups"]?.array ?? []
            let id = try #require(groups[0]["network_offer_group_id"]?.int64)
            let path = "/v1/networks/offergroups/\(id)"
            var body = Self.lifted(groups[0])
            body["internal_notes"] = .string("spring")
            body["labels"] = .array([.string("vip")])
            body["monthly_payout_cap"] = .int(1_000_000)
            let saved = try await sandbox.everflow(path, body: Self.serialized(body), method: "PUT")
            #expect(saved.status == 200)
            #expect(saved.json == (try await sandbox.everflow(path).json))
            let group = try Everflow.OfferGroup.read(Array(saved.body.utf8))
            #expect(group.internalNotes == "spring" && group.labels == ["vip"])
            #expect(group.caps[.payout, .monthly] == Quantity(1_000_000))
            #expect(saved.json["relationship"]?["network_offer_ids"] == body["network_offer_ids"])
            for name in ["name", "currency_id", "is_caps_enabled", "is_soft_cap", "time_created"] {
                #expect(saved.json[name] == groups[0][name])
            }
            let bare = try Self.parse(
                """
                {"network_advertiser_id":\(try #require(body["network_advertiser_id"]?.int64)),"name":"Bare",
                 "offer_group_status":"active","currency_id":"USD","network_offer_ids":[]}
                """)
            let emptied = try await sandbox.everflow(path, body: Self.serialized(bare), method: "PUT").json
            #expect(emptied["is_caps_enabled"] == .bool(false))
            #expect(LimitSlot.all.allSatisfy { emptied[$0.fieldName]?.int64 == 0 })
            #expect(emptied["relationship"]?["network_offer_ids"]?.array?.isEmpty == true)
        }
    }

    @Test("a new group counts what its offers have counted, and stops them at its limit")
    func createGroup() async throws {
        try await RunningSandbox.run { sandbox in
            let offer = try await Self.calm(sandbox)
            let advertiser = try #require(try await Self.offers(sandbox)[offer.index]["network_advertiser_id"]?.int64)
            _ = try await Self.click(offer.id, offer.affiliate, sandbox)
            let body = """
                {"network_advertiser_id":\(advertiser),"name":"New","offer_group_status":"active","currency_id":"USD",
                 "network_offer_ids":[\(offer.id)],"is_caps_enabled":true,"global_click_cap":1}
                """
            let created = try await sandbox.everflow("/v1/networks/offergroups", body: body)
            #expect(created.status == 200)
            let id = try #require(created.json["network_offer_group_id"]?.int64)
            let remaining = created.json["relationship"]?["remaining_caps"]?["remaining_global_click_cap"]?.int64
            #expect((remaining ?? 1) <= 0)
            #expect(try await Self.offers(sandbox)[offer.index]["network_offer_group_id"]?.int64 == id)
            let click = try await Self.click(offer.id, offer.affiliate, sandbox)
            #expect(click["binding_cap"]?["cap"]?.text == "group:\(id)")
            let foreign = try #require(
                try await Self.offers(sandbox).first { $0["network_advertiser_id"]?.int64 != advertiser })
            let stranger = try #require(foreign["network_offer_id"]?.int64)
            for bad in [
                body.replacing("[\(offer.id)]", with: "[\(stranger)]"), body.replacing(#""active""#, with: #""odd""#),
                body.replacing(#""name":"New","#, with: ""),
            ] {
                #expect(try await sandbox.everflow("/v1/networks/offergroups", body: bad).status == 400)
            }
            #expect(
                try await sandbox.everflow("/v1/networks/offergroups/99999", body: body, method: "PUT").status == 404)
        }
    }

    // MARK: - Affiliates

    @Test("the reference's bulk edit of an affiliate stops its clicks, and its preview says so before")
    func editAffiliate() async throws {
        try await RunningSandbox.run { sandbox in
            let offer = try await Self.calm(sandbox)
            let body = Self.edit([offer.affiliate], Self.field("account_status", #""inactive""#), noun: "affiliate")
            let preview = try await sandbox.everflow("/v1/networks/patch/affiliates/submit", body: body).json
            let change = preview["changes"]?[0]
            #expect(change?["network_affiliate"]?["network_affiliate_id"]?.int64 == offer.affiliate)
            #expect(change?["current_field"]?["field_value"]?.text == "active")
            #expect(change?["changed_field"]?["field_value"]?.text == "inactive")
            #expect(preview["resource_errors"]?.array?.isEmpty == true)
            let applied = try await sandbox.everflow(
                "/v1/networks/patch/affiliates/apply", body: body, method: "PATCH")
            #expect(applied.body == Self.result)
            let click = try await Self.click(offer.id, offer.affiliate, sandbox)
            #expect(click["reason"]?.text == "affiliate is not active")
            let bad = body.replacing("inactive", with: "asleep")
            let refused = try await sandbox.everflow("/v1/networks/patch/affiliates/apply", body: bad, method: "PATCH")
            #expect(refused.status == 400)
        }
    }

    @Test("an affiliate's full update keeps what is sent, resets what is not, and needs its billing")
    func putAffiliate() async throws {
        try await RunningSandbox.run { sandbox in
            let id = try await Self.calm(sandbox).affiliate
            let path = "/v1/networks/affiliates/\(id)"
            let known = try await sandbox.everflow("\(path)?relationship=billing").json
            #expect(try await sandbox.everflow(path).json["relationship"]?["billing"] == nil)
            var body = known
            body["billing"] = known["relationship"]?["billing"]
            body["labels"] = try Self.parse(#"["a","b"]"#)
            body["internal_notes"] = .string("call first")
            body["contact_address"] = try Self.parse(#"{"address_1":"1 Pier","city":"Oslo","country_code":"NO"}"#)
            let saved = try await sandbox.everflow(path, body: Self.serialized(body), method: "PUT")
            #expect(saved.status == 200)
            let now = try await sandbox.everflow("\(path)?relationship=billing").json
            for name in ["name", "account_status", "network_employee_id", "internal_notes", "contact_address"] {
                #expect(now[name] == body[name])
            }
            #expect(now["relationship"]?["labels"]?["entries"] == body["labels"])
            #expect(now["relationship"]?["billing"] == body["billing"])
            for (name, value) in [("billing", nil), ("account_status", JSONValue.string("suspended")), ("name", nil)] {
                var bad = body
                bad[name] = value
                #expect(try await sandbox.everflow(path, body: Self.serialized(bad), method: "PUT").status == 400)
            }
            body["internal_notes"] = nil
            _ = try await sandbox.everflow(path, body: Self.serialized(body), method: "PUT")
            #expect(try await sandbox.everflow(path).json["internal_notes"]?.text == "")
        }
    }

    @Test("offers, groups and affiliates are the same after a restart")
    func restart() async throws {
        let file = TemporaryDatabase()
        let path = file.path
        var before: [String] = []
        let seen = { (sandbox: RunningSandbox) async throws -> [String] in
            [
                try await sandbox.everflow("/v1/networks/offers?page_size=2000").body,
                try await sandbox.everflow("/v1/networks/offergroups").body,
                try await sandbox.everflow("/v1/networks/affiliates?page_size=2000&relationship=billing").body,
            ]
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let offer = try await Self.calm(sandbox)
            let body = Self.edit([offer.id], Self.field("monthly_revenue_cap", "77.25"))
            _ = try await sandbox.everflow(Self.apply, body: body, method: "PATCH")
            let groups = try await sandbox.everflow("/v1/networks/offergroups").json["offer_groups"]?.array ?? []
            let group = try #require(groups[0]["network_offer_group_id"]?.int64)
            var tree = Self.lifted(groups[0])
            tree["internal_notes"] = .string("kept")
            tree["network_offer_ids"] = .array([])
            _ = try await sandbox.everflow(
                "/v1/networks/offergroups/\(group)", body: Self.serialized(tree), method: "PUT")
            let stop = Self.edit([offer.affiliate], Self.field("account_status", #""suspended""#), noun: "affiliate")
            _ = try await sandbox.everflow("/v1/networks/patch/affiliates/apply", body: stop, method: "PATCH")
            before = try await seen(sandbox)
        }
        try await RunningSandbox.run(path: path) { sandbox in
            let after = try await seen(sandbox)
            #expect(after == before)
        }
    }
}
