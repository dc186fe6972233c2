// Rule sets as text for people (LeadConduit reference, 3.3), and their nesting.

import Testing

@testable import Models

@Suite("LeadConduit rule sets")
struct RuleSetTests {
    private func ruleSet(_ json: String) throws -> LeadConduit.RuleSet {
        try decode(JSONValue.parse(json.bytes))
    }

    @Test("each rule is a line, joined by the set's own word")
    func lines() throws {
        let set = try ruleSet(
            #"""
            {"id":"r","op":"or","rules":[{"lhv":"lead.state","op":"is equal to","rhv":"TX"},
             {"lhv":"lead.age","op":"is greater than","rhv":30},{"lhv":"lead.email","op":"is not blank"},
             {"lhv":"source.vip","op":"is equal to","rhv":true},
             {"lhv":"lead.zip","op":"is included in","rhv":["73301","87501",5]}]}
            """#)
        #expect(
            set.lines == [
                "state is equal to TX", "or age is greater than 30", "or email is not blank",
                "or source.vip is equal to true", "or zip is included in 73301, 87501, 5",
            ])
    }

    @Test("a set inside a set, and a rule with a set of its own, keep their brackets")
    func nested() throws {
        let set = try ruleSet(
            #"""
            {"op":"and","rules":[{"op":"or","rules":[{"lhv":"lead.state","op":"is equal to","rhv":"TX"},
             {"lhv":"lead.state","op":"is equal to","rhv":"NM"}]},
             {"lhv":"lead.age","op":"is between","rhv":"18-65","rule_set":{"op":"or","rules":[
               {"lhv":"a","op":"is true"},{"lhv":"b","op":"is true"}]}}]}
            """#)
        #expect(
            set.lines == [
                "(state is equal to TX or state is equal to NM)",
                "and age is between 18-65 and (a is true or b is true)",
            ])
        guard case .ruleSet(let inner) = set.rules[0], case .rule(let rule) = set.rules[1] else {
            Issue.record("a set was read as a rule or a rule as a set")
            return
        }
        #expect(inner.op == "or" && inner.rules.count == 2)
        #expect(rule.ruleSet?.rules.count == 2)
    }

    @Test("what is written reads back the same")
    func roundTrip() throws {
        let inner = LeadConduit.RuleSet(id: "i", op: "or", rules: [.rule(.init(lhv: "a", op: "is blank"))])
        let set = LeadConduit.RuleSet(
            id: "o", op: "and",
            rules: [
                .ruleSet(inner), .rule(.init(id: "x", lhv: "b", op: "includes", rhv: .string("c"), ruleSet: inner)),
                .rule(.init(lhv: "d", op: "is included in", rhv: .array([.string("1"), .bool(false)]))),
            ])
        #expect(try decode(set.json()) == set)
        #expect(
            set.json().compact
                == #"{"id":"o","op":"and","rules":[{"id":"i","op":"or","rules":[{"lhv":"a","op":"is blank"}]},"#
                + #"{"id":"x","lhv":"b","op":"includes","rhv":"c","rule_set":{"id":"i","op":"or","rules":"#
                + #"[{"lhv":"a","op":"is blank"}]}},{"lhv":"d","op":"is included in","rhv":["1",false]}]}"#)
    }

    @Test("caps and rules nested beyond reason are cut off with a note, in list and flow alike")
    func depth() throws {
        let levels = 100
        let nested =
            String(repeating: #"{"id":"c","caps":["#, count: levels) + #"{"id":"last"}"#
            + String(repeating: "]}", count: levels)
        let counters = try LeadConduit.CapCounter.readList("[\(nested)]".bytes)
        #expect(counters.items.map(\.id) == ["c"])
        #expect(counters.skipped == ["caps is nested too deeply and was taken as empty"])
        let flow = try LeadConduit.Flow.read(#"{"id":"f","caps":[\#(nested)]}"#.bytes)
        #expect(flow.notes == ["caps is nested too deeply and was taken as empty"])
        var depth = 0
        var caps = flow.caps ?? []
        while let cap = caps.first {
            depth += 1
            caps = cap.caps ?? []
        }
        #expect((16...32).contains(depth))
        let rules =
            String(repeating: #"{"op":"and","rules":["#, count: levels) + "{}"
            + String(repeating: "]}", count: levels)
        let text = #"{"id":"f","caps":[{"id":"c","rule_set":\#(rules)}]}"#
        #expect(try LeadConduit.Flow.read(text.bytes).caps?.first?.ruleSet?.op == "and")
    }
}
