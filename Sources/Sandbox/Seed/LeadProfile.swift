// What leads look like: their fields, and the rules that seeded caps ask of them with the share of leads that pass.

import Models

enum LeadProfile {
    static let fields = [
        "first_name", "last_name", "email", "phone_1", "state", "postal_code", "age", "home_owner", "loan_amount",
    ]

    /// A rule and how many leads pass it.
    struct Rule: Sendable {
        var name: String
        var left: String
        var operation: LeadOperator
        var right: JSONValue?
        var share: Double
    }

    static let rules: [Rule] = [
        Rule(name: "Texas", left: "lead.state", operation: .isEqual, right: .string("TX"), share: 0.22),
        Rule(name: "New Mexico", left: "lead.state", operation: .isEqual, right: .string("NM"), share: 0.05),
        Rule(
            name: "Coasts", left: "lead.state", operation: .isIncluded, right: .array([.string("CA"), .string("NY")]),
            share: 0.32),
        Rule(name: "Home owners", left: "lead.home_owner", operation: .isTrue, right: nil, share: 0.6),
        Rule(name: "Age 25 to 44", left: "lead.age", operation: .isBetween, right: .string("25-44"), share: 0.4),
        Rule(
            name: "Large loans", left: "lead.loan_amount", operation: .isGreaterOrEqual, right: .int(200_000),
            share: 0.5),
        Rule(
            name: "Gmail", left: "lead.email", operation: .matchesPattern, right: .string("@gmail\\.com$"), share: 0.5),
        Rule(
            name: "Outside Florida", left: "lead.state", operation: .isNotEqual, right: .string("FL"), share: 0.85),
    ]

    /// By share of a hundred.
    private static let states = [
        ("TX", 22), ("CA", 20), ("FL", 15), ("NY", 12), ("IL", 10), ("OH", 9), ("WA", 7), ("NM", 5),
    ]

    /// A lead's fields as a submission would carry them.
    static func lead(using random: inout SplitMix64) -> [String: LeadValue] {
        let first = random.element(of: ["Alex", "Sam", "Maria", "José", "Yuki", "Chen", "Fatima", "Olu"]) ?? "Alex"
        let last = random.element(of: ["Smith", "Garcia", "Lee", "Müller", "Sato", "Okafor", "Novak"]) ?? "Smith"
        let host = random.chance(0.5) ? "gmail.com" : "example.com"
        let number = random.integer(in: 1000...9999)
        return [
            "first_name": .text(first), "last_name": .text(last), "email": .text("lead\(number)@\(host)"),
            "phone_1": .text("512555\(number)"), "state": .text(state(random.integer(in: 0...99))),
            "postal_code": .text("\(random.integer(in: 10_000...99_999))"),
            "age": .number(Quantity(random.integer(in: 20...69))), "home_owner": .flag(random.chance(0.6)),
            "loan_amount": .number(Quantity(random.integer(in: 1...399) * 1000 + 1000)),
        ]
    }

    private static func state(_ roll: Int) -> String {
        var left = roll
        for (state, share) in states {
            left -= share
            if left < 0 { return state }
        }
        return "TX"
    }
}
