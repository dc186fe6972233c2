// Lists as they are typed and shown, both ways, and what makes two lists the same.

import Foundation
import Testing

@testable import Models

@Suite("Typed lists")
struct ListSyntaxTests {
    private func field(_ name: String, _ kind: EditableKind = .customPayout) throws -> EditField {
        try #require(EditField.named(name, of: kind))
    }

    /// Field, what is typed, the entries on the wire, and the text that shows them.
    static let rows: [(String, EditableKind, String, String, String)] = [
        ("network_affiliate_ids", .customPayout, "51, 64", "[51,64]", "51, 64"),
        ("network_affiliate_ids", .customPayout, "64 51;51\n7", "[7,51,64]", "7, 51, 64"),
        ("network_affiliate_ids", .customPayout, "none", "[]", "none"),
        ("network_affiliate_ids", .customPayout, "", "[]", "none"),
        ("labels", .affiliateTier, "premium, top partner", #"["premium","top partner"]"#, "premium, top partner"),
        ("labels", .affiliateTier, #""a, b"; "-x"; "none""#, #"["a, b","-x","none"]"#, #""a, b", "-x", "none""#),
        (
            "variables", .customPayout, "sub1 exact_match abc; sku begins_with X",
            #"[{"variable":"sub1","variable_value":"abc","comparison_method":"exact_match"},{"variable":"sku","variable_value":"X","comparison_method":"begins_with"}]"#,
            "sub1 exact_match abc; sku begins_with X"
        ),
        (
            "variables", .customPayout, #"sub1 contains "summer \"26\"; a\\b"; sub2 exact_match """#,
            #"[{"variable":"sub1","variable_value":"summer \"26\"; a\\b","comparison_method":"contains"},{"variable":"sub2","variable_value":"","comparison_method":"exact_match"}]"#,
            #"sub1 contains "summer \"26\"; a\\b"; sub2 exact_match """#
        ),
        (
            "ruleset_countries", .customPayout, "include US; exclude CA",
            #"[{"country_id":"US","match_type":"exact","targeting_type":"include"},{"country_id":"CA","match_type":"exact","targeting_type":"exclude"}]"#,
            "include US; exclude CA"
        ),
        (
            "ruleset_countries", .customPayout, "227",
            #"[{"country_id":227,"match_type":"exact","targeting_type":"include"}]"#,
            "include 227"
        ),
        (
            "ruleset_os_versions", .customPayout, #"include minimum "17"; exclude exact 9.1"#,
            #"[{"os_version_id":"17","match_type":"minimum","targeting_type":"include"},{"os_version_id":"9.1","match_type":"exact","targeting_type":"exclude"}]"#,
            #"include minimum "17"; exclude 9.1"#
        ),
        (
            "ruleset_isps", .customPayout, #"exclude "Harbor Net"; include "exact""#,
            #"[{"isp_id":"Harbor Net","match_type":"exact","targeting_type":"exclude"},{"isp_id":"exact","match_type":"exact","targeting_type":"include"}]"#,
            #"exclude "Harbor Net"; include "exact""#
        ),
    ]

    @Test(
        "a typed list becomes the wire's entries, and they are shown so that they can be typed again", arguments: rows)
    func both(name: String, kind: EditableKind, typed: String, wire: String, text: String) throws {
        let field = try field(name, kind)
        let value = try field.value(typed: typed, base: .list([]))
        #expect(String(decoding: value.json.serialized(), as: UTF8.self) == wire)
        #expect(field.typedText(for: value) == text && field.display(value) == text)
        #expect(try field.value(typed: text, base: .list([])).json == value.json)
        for entry in value.entries { #expect(try field.entry(typed: field.text(ofEntry: entry)) == entry) }
    }

    @Test("what is no list says what it should be, with an example that is one")
    func faults() throws {
        for (name, kind, typed) in [
            ("network_affiliate_ids", EditableKind.customPayout, "51, x"),
            ("network_affiliate_ids", .customPayout, "0"),
            ("network_affiliate_ids", .customPayout, "+51, 64"), ("variables", .customPayout, "sub1 abc"),
            ("variables", .customPayout, "sub1 like abc"), ("variables", .customPayout, "sub1 contains \"abc"),
            ("ruleset_countries", .customPayout, "include"), ("ruleset_countries", .customPayout, "maybe US"),
            ("ruleset_countries", .customPayout, "include \"US\"CA"),
        ] {
            let field = try field(name, kind)
            let message = try FieldProblem.message { _ = try field.value(typed: typed, base: .list([])) }
            #expect(message?.hasPrefix("\(name) ") == true, "\(typed): \(message ?? "taken")")
        }
        for kind in [EditableKind.customPayout, .tieredCommission, .affiliateTier] {
            for field in EditField.fields(of: kind) where field.isList {
                #expect(try field.text(ofEntry: field.entry(typed: field.entryExample)) == field.entryExample)
            }
            #expect(EditField.fields(of: kind).allSatisfy { $0.isList || $0.entryExample.isEmpty })
        }
        #expect(try FieldProblem.message { _ = try field("network_offer_url_ids").entry(typed: "1, 2") } != nil)
    }

    @Test("with signs a list is changed by the entries that come and go; what stays keeps its unknown members")
    func signs() throws {
        let ids = try field("network_affiliate_ids")
        #expect(
            try ids.value(typed: "+77, -51", base: .list([.int(51), .int(64)])).json == .array([.int(64), .int(77)]))
        let countries = try field("ruleset_countries")
        let known = try EditExamples.tree(
            #"[{"country_id":227,"label":"United States","match_type":"exact","targeting_type":"include"}]"#)
        let base = FieldValue.list(known.array ?? [])
        for typed in ["+exclude CA", "exclude CA; include 227"] {
            let entries = try countries.value(typed: typed, base: base).entries
            #expect(entries.count == 2 && entries.contains(known[0] ?? .null))
        }
        #expect(try countries.value(typed: "- include 227", base: base) == .list([]))
    }

    @Test("lists are equal when they say the same: neither order counts nor what a server adds to a row")
    func equality() throws {
        func list(_ text: String) throws -> FieldValue { .list(try EditExamples.tree(text).array ?? []) }
        #expect(try list("[51,64]") == list(#"[64,51.0,"51"]"#) && list("[51]").hashValue == list("[51,51]").hashValue)
        #expect(try list("[51]") != list("[51,64]") && list("[]") != .none)
        #expect(
            try list(#"[{"country_id":227,"targeting_type":"include"}]"#)
                == list(#"[{"id":9,"country_id":227,"label":"US","match_type":"exact","targeting_type":"include"}]"#))
        #expect(
            try list(#"[{"country_id":227,"targeting_type":"include"}]"#)
                != list(#"[{"country_id":227,"targeting_type":"exclude"}]"#))
    }

    @Test("values with lists survive the journal's text and recorded actions; older entries are read as before")
    func journal() throws {
        let values = try EditExamples.customPayout().values
        #expect(FieldValue.values(text: FieldValue.text(values)) == values)
        #expect(
            FieldValue.values(text: #"{"daily_conversion_cap":44,"name":"x","is_soft_cap":false,"y":null,"z":{}}"#)
                == [
                    "daily_conversion_cap": .quantity(Quantity(44)), "name": .text("x"), "is_soft_cap": .flag(false),
                    "y": .none,
                ])
        let edit = try EditExamples.edit(try EditExamples.customPayout(), ("ruleset_countries", "+exclude CA"))
        let recorded = try JSONDecoder().decode(Edit.self, from: JSONEncoder().encode(edit))
        #expect(recorded == edit && recorded.changes.first?.mine.json == edit.changes.first?.mine.json)
    }
}
