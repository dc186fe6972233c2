// Why a value cannot stand in a field, as a sentence that begins with the field's name. One field at a time, types
// included: bodies come from editors and from the network alike.

extension MoneyField {
    /// nil when `value` can stand there; a missing or null value is judged by presence.
    public func problem(with value: JSONValue?) -> FieldProblem? {
        guard presence != .server else { return nil }
        guard let value, !value.isNull else {
            return presence == .required ? FieldProblem(field: name, "\(name) must have a value") : nil
        }
        return complaint(about: value).map { FieldProblem(field: name, "\(name) \($0)") }
    }

    private func complaint(about value: JSONValue) -> String? {
        switch shape {
        case .name: return MoneyField.line(value)
        case .text: return MoneyField.text(value) == nil ? "must be a text" : nil
        case .flag: return MoneyField.isFlag(value) ? nil : "must be true or false"
        case .word(let words): return MoneyField.word(value, of: words)
        case .id: return MoneyField.isWhole(value, from: 1) ? nil : "must be an id: a whole number, 1 or more"
        case .idOrNone: return MoneyField.isWhole(value, from: 0) ? nil : "must be an id: a whole number, 0 or more"
        case .ids: return MoneyField.ids(value)
        case .count: return MoneyField.isWhole(value, from: 0) ? nil : "must be a whole number, 0 or more"
        case .percentage: return MoneyField.isWhole(value, from: 0) ? nil : "must be whole percent, 0 or more"
        case .amount: return MoneyField.amount(value)
        case .margin:
            guard let margin = MoneyField.number(value), margin >= .zero, margin <= Quantity(100) else {
                return "must be percent, 0 to 100"
            }
            return nil
        case .date: return MoneyField.date(value)
        case .variables: return MoneyField.rows(value, MoneyField.variable)
        case .ruleset: return MoneyField.ruleset(value)
        case .labels: return MoneyField.labels(value)
        case .answer: return nil
        }
    }

    /// A JSON number, not a text that looks like one.
    static func number(_ value: JSONValue?) -> Quantity? {
        guard case .number? = value else { return nil }
        return value?.quantity
    }

    static func text(_ value: JSONValue?) -> String? {
        guard case .string(let text)? = value else { return nil }
        return text
    }

    private static func isFlag(_ value: JSONValue) -> Bool {
        if case .bool = value { true } else { false }
    }

    private static func isWhole(_ value: JSONValue, from least: Int) -> Bool {
        guard let number = number(value) else { return false }
        return number.isWhole && number >= Quantity(least)
    }

    private static func line(_ value: JSONValue) -> String? {
        guard let text = text(value) else { return "must be a text" }
        if text.allSatisfy(\.isWhitespace) { return "must not be empty" }
        let hasControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return hasControl ? "must be one line without control characters" : nil
    }

    private static func word(_ value: JSONValue, of words: [String]) -> String? {
        if let text = text(value), words.contains(text) { return nil }
        return "must be one of \(words.filter { !offActions.contains($0) }.joined(separator: ", "))"
    }

    private static func ids(_ value: JSONValue) -> String? {
        guard let ids = value.array, ids.allSatisfy({ isWhole($0, from: 1) }) else {
            return "must be a list of ids: whole numbers, 1 or more"
        }
        return nil
    }

    private static func amount(_ value: JSONValue) -> String? {
        guard let amount = number(value), amount >= .zero else { return "must be an amount, 0 or more" }
        return amount > LimitExpression.largest ? "is too large: at most \(LimitExpression.largest)" : nil
    }

    private static func date(_ value: JSONValue) -> String? {
        guard let text = text(value), text.isEmpty || CivilDate(text: text) != nil else {
            return "must be a date such as 2026-06-01, or empty"
        }
        return nil
    }

    private static func labels(_ value: JSONValue) -> String? {
        guard let labels = value.array, labels.allSatisfy({ text($0) != nil }) else { return "must be a list of texts" }
        return nil
    }
}

// Rows.
extension MoneyField {
    /// The first row that `complaint` finds at fault, by its number.
    private static func rows(_ value: JSONValue, _ complaint: (JSONValue) -> String?) -> String? {
        guard let rows = value.array else { return "must be a list of rows" }
        for (index, row) in rows.enumerated() {
            if let text = complaint(row) { return "row \(index + 1) \(text)" }
        }
        return nil
    }

    private static func variable(_ row: JSONValue) -> String? {
        guard row.object != nil else { return "must be an object" }
        if (text(row["variable"]) ?? "").isEmpty { return "needs a variable" }
        if text(row["variable_value"]) == nil { return "needs a variable_value" }
        let methods = Everflow.CustomPayoutVariable.Comparison.allCases.map(\.rawValue)
        guard let method = text(row["comparison_method"]), methods.contains(method) else {
            return "needs a comparison_method: one of \(methods.joined(separator: ", "))"
        }
        return nil
    }

    private static func ruleset(_ value: JSONValue) -> String? {
        guard value.object != nil else { return "must be an object" }
        for list in Everflow.TargetingList.allCases {
            guard let rows = value[list.rawValue], !rows.isNull else { continue }
            if let text = targeting(rows, list) { return "\(list.rawValue) \(text)" }
        }
        guard let proxy = value["is_block_proxy"], !proxy.isNull, !isFlag(proxy) else { return nil }
        return "is_block_proxy must be true or false"
    }

    /// Why `value` cannot be the list `list` of a rule set, as the end of a sentence.
    static func targeting(_ value: JSONValue, _ list: Everflow.TargetingList) -> String? {
        rows(value) { row in
            guard row.object != nil else { return "must be an object" }
            let entry = Everflow.TargetingEntry(json: row)
            if entry.id(in: list) == nil { return "needs a \(list.idName)" }
            guard Everflow.TargetingEntry.targetingTypes.contains(entry.targetingType) else {
                return "needs a targeting_type: include or exclude"
            }
            let matches = Everflow.TargetingEntry.matchTypes
            return matches.contains(entry.matchType)
                ? nil : "needs a match_type: one of \(matches.joined(separator: ", "))"
        }
    }

}
