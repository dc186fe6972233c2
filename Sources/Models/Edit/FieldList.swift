// What the entries of a list field mean: ids, labels, conditions on variables, rows of a rule set. Knows no field.

enum FieldList {
    /// What an entry says, apart from how it is written: numbers and their texts are one, and of a row only what the
    /// reference documents counts (Everflow reference, 9.2). Servers add members of their own to rows.
    static func meaning(of entry: JSONValue) -> [String] {
        guard entry.object != nil else { return [entry.quantity?.description ?? entry.text ?? serialized(entry)] }
        if let variable = entry["variable"]?.text {
            return [variable, entry["comparison_method"]?.text ?? "", entry["variable_value"]?.text ?? ""]
        }
        guard let id = id(of: entry) else { return [serialized(entry)] }
        let row = Everflow.TargetingEntry(json: entry)
        return [id, row.matchType, row.targetingType]
    }

    /// The entries without those that say what one before says.
    static func unique(_ entries: [JSONValue]) -> [JSONValue] {
        var seen = Set<[String]>()
        return entries.filter { seen.insert(meaning(of: $0)).inserted }
    }

    static func serialized(_ entry: JSONValue) -> String { String(decoding: entry.serialized(), as: UTF8.self) }

    private static func id(of row: JSONValue) -> String? {
        for list in Everflow.TargetingList.allCases {
            if let text = row[list.idName]?.text, !text.isEmpty { return text }
        }
        return Everflow.TargetingEntry(json: row).id(in: .countries)
    }
}
