// Why a body cannot be stored: the fields one by one, then the rules between them (Everflow reference, 9.2, 10.2, 11).
// Editors and the sandbox ask the same question and get the same words.

extension MoneyResource {
    /// Why `body`, as a POST or a PUT carries it, is refused: at most one problem a field, in the wire's order; empty
    /// when it can be stored. Whether the objects it names exist is not judged here.
    public func problems(in body: JSONValue) -> [FieldProblem] {
        guard body.object != nil else { return [FieldProblem("the body must be a JSON object")] }
        var found = MoneyProblems(body: body, fields: fields)
        switch self {
        case .customPayout: found.judgeCustomPayout()
        case .tieredCommission: found.judgeTieredCommission()
        case .affiliateTier: break
        }
        return found.inOrder
    }
}

/// The problems found so far.
struct MoneyProblems {
    let body: JSONValue
    private let fields: [MoneyField]
    private var byField: [String: FieldProblem] = [:]

    init(body: JSONValue, fields: [MoneyField]) {
        self.body = body
        self.fields = fields
        for field in fields { byField[field.name] = field.problem(with: body[field.name]) }
    }

    var inOrder: [FieldProblem] { fields.compactMap { byField[$0.name] } }

    /// The first problem of a field stays.
    private mutating func add(_ field: String, _ text: String) {
        if byField[field] == nil { byField[field] = FieldProblem(field: field, "\(field) \(text)") }
    }

    private func isOn(_ name: String) -> Bool { body[name] == .bool(true) }
    private func isSound(_ name: String) -> Bool { byField[name] == nil }
    private func number(_ name: String) -> Quantity { MoneyField.number(body[name]) ?? .zero }
    private func word(_ name: String) -> String { MoneyField.text(body[name]) ?? "" }
    private func isListEmpty(_ name: String) -> Bool { body[name]?.array?.isEmpty ?? true }
}

// Custom payout and revenue.
extension MoneyProblems {
    mutating func judgeCustomPayout() {
        if isSound("is_custom_payout_enabled"), isSound("is_custom_revenue_enabled"),
            !isOn("is_custom_payout_enabled"), !isOn("is_custom_revenue_enabled")
        {
            add("is_custom_payout_enabled", "or is_custom_revenue_enabled must be true")
        }
        judgeRate("payout", isOn: isOn("is_custom_payout_enabled"))
        judgeRate("revenue", isOn: isOn("is_custom_revenue_enabled"))
        if isSound("is_apply_all_affiliates"), !isOn("is_apply_all_affiliates"), isListEmpty("network_affiliate_ids") {
            add("network_affiliate_ids", "must name an affiliate unless is_apply_all_affiliates is true")
        }
        if isOn("is_apply_specific_offer_urls"), isListEmpty("network_offer_url_ids") {
            add("network_offer_url_ids", "must name an offer URL while is_apply_specific_offer_urls is true")
        }
        judgeOrder("date_valid_from", "date_valid_to")
    }

    /// The type decides whether an amount, a percentage or both are needed.
    private mutating func judgeRate(_ side: String, isOn: Bool) {
        guard isOn, isSound("\(side)_type") else { return }
        let type = word("\(side)_type")
        guard let rate = MoneyRate.Kind(rawValue: type) else {
            add("\(side)_type", "must not be \(type) while is_custom_\(side)_enabled is true")
            return
        }
        if rate.needsAmount, body["\(side)_amount"]?.isNull ?? true {
            add("\(side)_amount", "must have a value for \(side)_type \(type)")
        }
        if rate.needsPercentage, body["\(side)_percentage"]?.isNull ?? true {
            add("\(side)_percentage", "must have a value for \(side)_type \(type)")
        }
    }

    private mutating func judgeOrder(_ from: String, _ to: String) {
        guard let first = CivilDate(text: word(from)), let last = CivilDate(text: word(to)), last < first else {
            return
        }
        add(to, "must not be before \(from) (\(first.text))")
    }
}

// Tiered commissions.
extension MoneyProblems {
    mutating func judgeTieredCommission() {
        judgeOrder("start_date", "end_date")
        if isListEmpty("network_offer_ids") { add("network_offer_ids", "must name an offer") }
        for side in ["payout", "revenue"] {
            forbidExact("\(side)_action")
            judgeChange(flag: "is_\(side)_enabled", "\(side)_action", "\(side)_value", MoneyField.commissionActions)
            judgeChange(
                flag: "is_retroactive_\(side)_enabled", "retroactive_\(side)_action", "retroactive_\(side)_value",
                MoneyField.retroactiveActions)
        }
        judgeGoals()
    }

    /// The server would store it as `unknown`.
    private mutating func forbidExact(_ name: String) {
        guard word(name) == "exact" else { return }
        byField[name] = FieldProblem(field: name, "\(name) cannot be exact: only retroactive_\(name) can")
    }

    private mutating func judgeChange(flag: String, _ action: String, _ value: String, _ actions: [String]) {
        guard isOn(flag) else { return }
        if !actions.contains(word(action)) {
            add(action, "must be one of \(actions.joined(separator: ", ")) while \(flag) is true")
        }
        if number(value) <= .zero { add(value, "must be above 0 while \(flag) is true") }
    }

    private mutating func judgeGoals() {
        let metrics = Everflow.CommissionMetric.allCases
        let names = metrics.map(\.goalName)
        if names.allSatisfy({ isSound($0) && number($0) == .zero }) {
            add(names[0], "or one of \(names.dropFirst().joined(separator: ", ")) must be above 0")
        }
        for metric in metrics where isSound(metric.goalName) {
            let top = number(metric.maxName)
            let goal = number(metric.goalName)
            if top != .zero, top <= goal {
                add(metric.maxName, "must be 0 or above \(metric.goalName) (\(goal))")
            }
        }
    }
}
