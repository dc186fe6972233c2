// The names of the LeadConduit API (reference sections 1-5): its objects, answers and requests as values, and the rules
// that several of them share.

/// LeadConduit's wire types. Ids are any non-empty text, compared exactly; instants are RFC 3339 in UTC.
public enum LeadConduit {
    /// The period that `duration` and `duration_units` name. A missing duration is 1; units that the reference does not
    /// name, and durations that are not whole or have ten digits, are kept as text to be shown and never computed with.
    public static func period(duration: Quantity?, units: String) -> CapPeriod {
        let length = duration ?? Quantity(1)
        let unit = units.isEmpty ? "-" : units
        guard length.wholeValue <= Int32.max else { return CapPeriod(unit: .other("\(length) \(unit)")) }
        guard knownUnits.contains(units) else {
            return CapPeriod(unit: .other(unit), length: max(1, length.wholeValue))
        }
        guard length.isWhole, length >= Quantity(1) else {
            return CapPeriod(unit: .other("\(length) \(units)"))
        }
        return CapPeriod(unit: CapPeriod.Unit(rawValue: units), length: length.wholeValue)
    }

    private static let knownUnits: Set<String> = ["month", "week", "day", "hour", "minute"]

    /// The text under `error` or `message` and what `errors` lists; nil when the body has none of them (section 1.2).
    public static func errorMessage(in bytes: [UInt8]) -> String? {
        guard let document = try? JSONDocument(bytes) else { return nil }
        return document.withRoot { root in
            var parts: [String] = []
            root["errors"]?.forEachMember { name, value in
                let part = value.text.map { "\(name) \($0)" } ?? name
                if !part.isEmpty { parts.append(part) }
            }
            let details = parts.isEmpty ? nil : parts.joined(separator: "; ")
            let texts = [WireAnswer.errorText(root), details].compactMap { $0 }
            return texts.isEmpty ? nil : texts.joined(separator: ": ")
        }
    }

    /// `{"error": "..."}`.
    public static func errorJSON(_ message: String) -> JSONValue {
        .object([("error", .string(message))])
    }
}

extension WireFields {
    /// A count or a limit: negative means missing (reference, section 9, rule 3).
    mutating func amount(_ name: StaticString, _ value: inout Quantity?) {
        field(name, &value)
        if let read = value, read < .zero { value = nil }
    }
}
