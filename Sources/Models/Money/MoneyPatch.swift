// Why the bulk update of custom payout settings cannot be made, and what it makes of a setting (Everflow reference,
// 9.2).

public enum MoneyPatch {
    private static let idsName = "network_custom_payout_revenue_setting_ids"

    /// Why the body of `PATCH /networks/custom/payoutrevenue` is refused, before any setting is looked at.
    public static func problems(in body: JSONValue) -> [FieldProblem] {
        guard body.object != nil else { return [FieldProblem("the body must be a JSON object")] }
        var problems: [FieldProblem] = []
        let ids = MoneyField(idsName, .ids, .required)
        if let problem = ids.problem(with: body[idsName]) {
            problems.append(problem)
        } else if body[idsName]?.array?.isEmpty ?? true {
            problems.append(FieldProblem(field: idsName, "\(idsName) must name a setting"))
        }
        guard let rows = body["fields"]?.array, !rows.isEmpty else {
            return problems + [FieldProblem(field: "fields", "fields must be a list of {field_type, field_value}")]
        }
        return problems + rows.compactMap(problem)
    }

    /// The setting `tree` with the body's fields set; what the outcome must be judged as a whole by
    /// `MoneyResource.customPayout.problems(in:)`. Fields that `problems(in:)` refuses are passed over.
    public static func applied(_ body: JSONValue, to tree: JSONValue) -> JSONValue {
        (body["fields"]?.array ?? []).reduce(tree) { setting, row in
            guard let field = field(of: row) else { return setting }
            return field.setting(row["field_value"] ?? .null, in: setting)
        }
    }

    private static func field(of row: JSONValue) -> Everflow.CustomPayoutField? {
        MoneyField.text(row["field_type"]).flatMap(Everflow.CustomPayoutField.init)
    }

    private static func problem(_ row: JSONValue) -> FieldProblem? {
        guard let name = MoneyField.text(row["field_type"]) else {
            return FieldProblem(field: "fields", "fields must be a list of {field_type, field_value}")
        }
        guard let field = Everflow.CustomPayoutField(rawValue: name) else {
            return FieldProblem(field: name, "\(name) is no field_type of a custom payout setting")
        }
        guard let value = row["field_value"] else {
            return FieldProblem(field: name, "\(name) must have a field_value")
        }
        guard let member = field.rulesetMember else {
            return MoneyResource.customPayout.field(named: name)?.problem(with: value)
        }
        return rulesetProblem(name, member, value)
    }

    private static func rulesetProblem(_ name: String, _ member: String, _ value: JSONValue) -> FieldProblem? {
        if value.isNull { return nil }
        guard let list = Everflow.TargetingList(rawValue: member) else {
            return MoneyField(name, .flag).problem(with: value)
        }
        return MoneyField.targeting(value, list).map { FieldProblem(field: name, "\(name) \($0)") }
    }
}
