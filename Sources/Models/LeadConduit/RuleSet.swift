// The rules that say which leads a cap or step is about (LeadConduit reference, 3.3), and their text for people. Holds no
// engine: who evaluates rules reads them from here.

extension LeadConduit {
    /// Rules joined by `and` or `or`.
    public struct RuleSet: Hashable, Sendable, JSONWritable {
        /// A rule, or another set.
        public enum Element: Hashable, Sendable {
            case rule(Rule)
            case ruleSet(RuleSet)
        }

        public var id: String?
        /// `and` or `or`; other words as they came.
        public var op = ""
        public var rules: [Element] = []

        public init() {}

        public init(id: String? = nil, op: String, rules: [Element]) {
            self.id = id
            self.op = op
            self.rules = rules
        }

        /// One line an element, the second and later ones beginning with `and` or `or`: `state is equal to TX`.
        public var lines: [String] {
            rules.enumerated().map { index, element in
                index == 0 ? element.text : "\(op) \(element.text)"
            }
        }

        /// All of it in one line.
        public var text: String { lines.joined(separator: " ") }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// One comparison.
    public struct Rule: Hashable, Sendable, JSONWritable {
        public var id: String?
        /// A variable such as `lead.state`, or a template.
        public var lhv = ""
        /// `is equal to`, `is blank`, ...
        public var op = ""
        /// Text, number, boolean or list of texts; nil for operators that compare with nothing.
        public var rhv: JSONValue?
        /// And-ed with this rule.
        public var ruleSet: RuleSet?

        public init() {}

        public init(id: String? = nil, lhv: String, op: String, rhv: JSONValue? = nil, ruleSet: RuleSet? = nil) {
            self.id = id
            self.lhv = lhv
            self.op = op
            self.rhv = rhv
            self.ruleSet = ruleSet
        }

        /// `state is equal to TX`: without the prefix `lead.`, lists with commas.
        public var text: String {
            let variable = lhv.hasPrefix("lead.") ? String(lhv.dropFirst("lead.".count)) : lhv
            let value = rhv.map { rhv in
                rhv.array?.compactMap(\.text).joined(separator: ", ") ?? rhv.text ?? ""
            }
            let own = [variable, op, value ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
            guard let ruleSet, !ruleSet.rules.isEmpty else { return own }
            return "\(own) and \(ruleSet.grouped)"
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.RuleSet {
    /// In brackets where its own joining word could be mistaken for that around it.
    fileprivate var grouped: String { rules.count > 1 ? "(\(text))" : text }
}

extension LeadConduit.RuleSet.Element {
    /// The line of a rule, or a whole set in one line.
    public var text: String {
        switch self {
        case .rule(let rule): rule.text
        case .ruleSet(let set): set.grouped
        }
    }
}

extension LeadConduit.RuleSet: WireObject {
    static let noun = "rule set"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("op", &op)
        fields.objects("rules", &rules)
    }
}

extension LeadConduit.RuleSet.Element: WireObject {
    static let noun = "rule"

    init() {
        self = .rule(LeadConduit.Rule())
    }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        if fields.isReading("rules") { self = .ruleSet(LeadConduit.RuleSet()) }
        switch self {
        case .rule(var rule):
            rule.exchange(&fields)
            self = .rule(rule)
        case .ruleSet(var set):
            set.exchange(&fields)
            self = .ruleSet(set)
        }
    }
}

extension LeadConduit.Rule: WireObject {
    static let noun = "rule"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("lhv", &lhv)
        fields.field("op", &op)
        fields.tree("rhv", &rhv)
        fields.object("rule_set", &ruleSet)
    }
}
