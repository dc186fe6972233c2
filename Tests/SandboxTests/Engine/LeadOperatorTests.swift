// Every operator of rule sets, by table. Expected values follow the reference's section 3.3.

import Models
import Testing

@testable import Sandbox

@Suite("Rule operators")
struct LeadOperatorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var left: LeadValue?
        var operation: String
        var right: LeadValue?
        var holds: Bool

        var testDescription: String { "\(String(describing: left)) \(operation) \(String(describing: right))" }

        init(_ left: LeadValue?, _ operation: String, _ right: LeadValue?, _ holds: Bool) {
            self.left = left
            self.operation = operation
            self.right = right
            self.holds = holds
        }
    }

    static let cases: [Case] = [
        Case(.text("tx"), "is equal to", .text("TX"), true),
        Case(.text("60.0"), "is equal to", .number(Quantity(60)), true),
        Case(nil, "is equal to", .text("TX"), false),
        Case(.text("CA"), "is not equal to", .text("TX"), true),
        Case(nil, "is not equal to", .text("TX"), true),
        Case(.text("9"), "is less than", .text("10"), true),
        Case(.text("10"), "is less than", .text("10"), false),
        Case(.text("10"), "is less than or equal to", .number(Quantity(10)), true),
        Case(.text("11"), "is greater than", .text("10"), true),
        Case(.text("ten"), "is greater than", .text("1"), false),
        Case(.number(Quantity(10)), "is greater than or equal to", .text("10"), true),
        Case(.text("ny"), "is included in", .list(["CA", "NY"]), true),
        Case(.text("TX"), "is included in", .text("CA, TX"), true),
        Case(.text("WA"), "is not included in", .list(["CA", "NY"]), true),
        Case(.text("Big Red Dog"), "includes", .text("red"), true),
        Case(.list(["solar", "roof"]), "includes", .text("Solar"), true),
        Case(.list(["solar"]), "does not include", .text("sol"), true),
        Case(.text("0830"), "is between", .text("0830-1645"), true),
        Case(.text("1645"), "is between", .text("0830-1645"), true),
        Case(.text("1646"), "is between", .text("0830-1645"), false),
        Case(.text("900"), "is between", .text("0830-1645"), true),
        Case(.number(Quantity(-5)), "is between", .text("-10-10"), true),
        Case(.text("1700"), "is not between", .text("0830-1645"), true),
        Case(.text("A-100"), "matches pattern", .text("^a-[0-9]{3}$"), true),
        Case(.text("A-10"), "matches pattern", .text("^a-[0-9]{3}$"), false),
        Case(.text("A-10"), "does not match pattern", .text("^a-[0-9]{3}$"), true),
        Case(nil, "is blank", nil, true),
        Case(.text("  "), "is blank", nil, true),
        Case(.list([]), "is blank", nil, true),
        Case(.text("x"), "is not blank", nil, true),
        Case(.flag(true), "is true", nil, true),
        Case(.text("Yes"), "is true", nil, true),
        Case(nil, "is true", nil, false),
        Case(nil, "is not true", nil, true),
        Case(.text("no"), "is false", nil, true),
        Case(.number(.zero), "is false", nil, true),
        Case(nil, "is false", nil, false),
        Case(.text("yes"), "is not false", nil, true),
        Case(.text("damn it"), "is obscene", nil, true),
        Case(.text("lovely"), "is not obscene", nil, true),
        Case(.text("TX"), "resembles", .text("TX"), false),
    ]

    @Test("each operator holds where the reference says so", arguments: cases)
    func operators(_ example: Case) {
        let rule = LeadRule(
            left: "lead.state", operation: LeadOperator(rawValue: example.operation), right: example.right)
        let lead = Lead(variables: example.left.map { ["lead.state": $0] } ?? [:])
        #expect(rule.passes(lead) == example.holds)
    }

    @Test("there are twenty-four operators, each known by its wire text")
    func complete() {
        let known = Set(Self.cases.map(\.operation)).union(["format is valid", "format is invalid"])
        #expect(LeadOperator.allCases.count == 24)
        #expect(LeadOperator.allCases.allSatisfy { known.contains($0.rawValue) })
    }

    @Test(
        "a format is judged by the field's name",
        arguments: [
            ("lead.email", "a@b.example", true), ("lead.email", "a@b", false), ("lead.phone_1", "512-555-0100", true),
            ("lead.phone_1", "512", false), ("lead.postal_code", "78701", true), ("lead.state", "Texas", false),
        ])
    func formats(field: String, text: String, isValid: Bool) {
        let lead = Lead(variables: [field: .text(text)])
        #expect(LeadRule(left: field, operation: .isValid, right: nil).passes(lead) == isValid)
        #expect(LeadRule(left: field, operation: .isInvalid, right: nil).passes(lead) == !isValid)
    }

    @Test("a template on the left is the text it is")
    func template() {
        let lead = Lead(variables: ["{{lead.state}}": .text("TX")])
        let rule = LeadRule(left: "{{lead.state}}", operation: .isEqual, right: .text("TX"))
        #expect(!rule.passes(lead))
    }

    @Test("rule sets nest, join by and or or, and a rule's own rule set is and-ed")
    func nesting() throws {
        let text = """
            {"op":"or","rules":[{"lhv":"lead.a","op":"is true","rule_set":{"op":"and","rules":[
              {"lhv":"lead.b","op":"is true"}]}},{"op":"and","rules":[{"lhv":"lead.c","op":"is true"}]}]}
            """
        let set = try #require(FlowCompiler.ruleSet(try JSONValue.parse(Array(text.utf8))))
        let passes = { (names: [String]) in
            set.passes(Lead(variables: Dictionary(uniqueKeysWithValues: names.map { ("lead.\($0)", .flag(true)) })))
        }
        #expect(!passes(["a"]))
        #expect(passes(["a", "b"]))
        #expect(passes(["c"]))
        #expect(!passes(["b"]))
    }

    @Test(
        "patterns match as regular expressions do",
        arguments: [
            ("a|b", "xbx", true), ("^a|b$", "xb", true), ("colou?r", "color", true), ("[^0-9]+$", "12a", true),
            ("^(ab)+$", "ababab", true), ("^(ab)+$", "aba", false), ("^\\d{2,3}$", "1234", false),
            ("^\\d{2,}$", "1234", true), ("a.c", "abc", true), ("\\.", "a", false), ("^$", "", true),
            ("^[a-f0-9]{4}$", "be1f", true), ("(", "(", false), ("\\w+@\\w+\\.com", "me@mail.com", true),
        ])
    func patterns(pattern: String, text: String, isMatch: Bool) {
        #expect((TextPattern(pattern)?.matches(text) ?? false) == isMatch)
    }

    @Test("a pattern that makes backtracking engines hang is answered at once")
    func hostilePattern() throws {
        let pattern = try #require(TextPattern("^(a+)+$"))
        #expect(!pattern.matches(String(repeating: "a", count: 4000) + "b"))
        #expect(TextPattern("((a{100}){100}){100}") == nil)
    }
}
