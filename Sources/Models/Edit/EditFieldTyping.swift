// Reads what a person typed into a field: arithmetic, words, texts, lists. Whether it can be sent says EditField itself.

extension EditField {
    /// Reads what a person typed: arithmetic for limits, `true`/`false` (also `yes`/`no`, `on`/`off`), a word, a text, a
    /// list.
    ///
    /// `none` clears a field that may be empty, and lists. With a sign at each entry (`+77, -64`) a list is changed by
    /// those entries only.
    public func value(typed: String, base: FieldValue) throws(FieldProblem) -> FieldValue {
        let value = try parsed(typed, base: base)
        if let problem = problem(with: value) { throw problem }
        return value
    }

    private func parsed(_ typed: String, base: FieldValue) throws(FieldProblem) -> FieldValue {
        if isClearable, typed == "none" || (typed.isEmpty && shape != .text) { return .none }
        switch shape {
        case .count, .percentage: return .quantity(try limit(typed, base: base, isWhole: true))
        case .money, .margin: return .quantity(try limit(typed, base: base, isWhole: false))
        case .idOrNone where typed == "none": return .quantity(.zero)
        case .length, .id, .idOrNone: return Quantity(text: typed).map(FieldValue.quantity) ?? .text(typed)
        case .flag:
            switch typed.lowercased() {
            case "true", "yes", "on": return .flag(true)
            case "false", "no", "off": return .flag(false)
            default: return .text(typed)
            }
        case .date: return .text(typed == "none" ? "" : typed)
        case .text, .word, .zone: return .text(typed)
        case .ids, .labels, .variables, .targeting: return try list(typed: typed, base: base)
        }
    }

    private func limit(_ typed: String, base: FieldValue, isWhole: Bool) throws(FieldProblem) -> Quantity {
        do {
            let expression = try LimitExpression(typed)
            return try expression.value(from: base.quantity, isWhole: isWhole, zeroIsUnlimited: isZeroUnlimited)
        } catch {
            throw FieldProblem(field: name, "\(name) \(error.message)")
        }
    }
}
