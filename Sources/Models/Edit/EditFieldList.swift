// List fields as text, both ways: `51, 64`, `sub1 exact_match abc; sku begins_with X`, `include US; exclude CA`. One
// syntax for the command line and for the rows of an editor. Knows no object's values.

extension EditField {
    /// Whether it holds a list, whose entries are edited one by one.
    public var isList: Bool {
        switch shape {
        case .ids, .labels, .variables, .targeting: true
        case .count, .money, .length, .text, .flag, .word, .zone, .percentage, .margin, .date, .id, .idOrNone: false
        }
    }

    /// How an entry is typed, for a hint: `include US`.
    public var entryExample: String {
        switch shape {
        case .ids: "51"
        case .labels: "premium"
        case .variables: "sub1 exact_match abc"
        case .targeting(let list): list.example
        case .count, .money, .length, .text, .flag, .word, .zone, .percentage, .margin, .date, .id, .idOrNone: ""
        }
    }

    /// The entries that a typed list says; none for an empty text and for `none`.
    public func entries(typed: String) throws(FieldProblem) -> [JSONValue] {
        if typed == "none" { return [] }
        return try entries(of: try lines(of: typed))
    }

    /// One entry, valid by itself.
    public func entry(typed: String) throws(FieldProblem) -> JSONValue {
        let entries = try entries(typed: typed)
        guard entries.count == 1 else { throw fault("takes one entry here, such as \(entryExample)") }
        if let problem = problem(with: .list(entries)) { throw problem }
        return entries[0]
    }

    /// An entry as it is typed.
    public func text(ofEntry entry: JSONValue) -> String {
        switch shape {
        case .labels: return EditField.label(entry.text ?? FieldList.serialized(entry))
        case .variables:
            let row = Everflow.CustomPayoutVariable(json: entry)
            return [row.variable, row.comparisonMethod, row.value].map { ListSyntax.typed($0) }.joined(separator: " ")
        case .targeting(let list): return EditField.text(Everflow.TargetingEntry(json: entry), list)
        case .ids, .count, .money, .length, .text, .flag, .word, .zone, .percentage, .margin, .date, .id, .idOrNone:
            return entry.text ?? FieldList.serialized(entry)
        }
    }

    /// The value that holds these entries: each once, ids in their order.
    public func value(ofEntries entries: [JSONValue]) -> FieldValue {
        let entries = FieldList.unique(entries)
        guard shape == .ids else { return .list(entries) }
        let ids = entries.compactMap(\.int64)
        return .list(ids.count == entries.count ? ids.sorted().map { .int($0) } : entries)
    }

    /// A list as it is typed.
    func text(ofEntries entries: [JSONValue]) -> String {
        let separator: String =
            switch shape {
            case .ids, .labels: ", "
            default: "; "
            }
        return entries.isEmpty ? "none" : entries.map(text(ofEntry:)).joined(separator: separator)
    }

    /// Reads a whole list, or with a sign at each entry what is added to `base` and taken out of it. Entries that `base`
    /// has too stay as they came.
    func list(typed: String, base: FieldValue) throws(FieldProblem) -> FieldValue {
        var lines = try typed == "none" ? [] : lines(of: typed)
        let signs = lines.indices.map { EditField.takeSign(of: &lines[$0][0]) }
        let known = base.entries
        guard signs.contains(where: { $0 != nil }) else {
            return value(ofEntries: EditField.kept(try entries(of: lines), from: known))
        }
        var result = known
        for index in lines.indices {
            guard let sign = signs[index] else { throw fault("takes + or - before every entry or before none") }
            if lines[index][0].text.isEmpty, !lines[index][0].isQuoted { lines[index].removeFirst() }
            for entry in try entries(lines[index]) {
                let meaning = FieldList.meaning(of: entry)
                result.removeAll { sign == "-" && FieldList.meaning(of: $0) == meaning }
                if sign == "+" { result.append(entry) }
            }
        }
        return value(ofEntries: result)
    }

    private func entries(of lines: [[ListSyntax.Word]]) throws(FieldProblem) -> [JSONValue] {
        var found: [JSONValue] = []
        for words in lines { found += try entries(words) }
        return found
    }

    private static func takeSign(of word: inout ListSyntax.Word) -> Character? {
        guard !word.isQuoted, let sign = word.text.first, sign == "+" || sign == "-" else { return nil }
        word.text.removeFirst()
        return sign
    }

    private static func kept(_ entries: [JSONValue], from known: [JSONValue]) -> [JSONValue] {
        entries.map { entry in
            let meaning = FieldList.meaning(of: entry)
            return known.first { FieldList.meaning(of: $0) == meaning } ?? entry
        }
    }
}

// One entry.
extension EditField {
    private func lines(of typed: String) throws(FieldProblem) -> [[ListSyntax.Word]] {
        let isScalar = shape == .ids || shape == .labels
        do throws(ListSyntax.Failure) {
            return try ListSyntax.entries(typed, separators: isScalar ? ",;" : ";")
        } catch {
            throw fault(error.message)
        }
    }

    /// - Returns: of one line of ids each; one entry of anything else.
    private func entries(_ words: [ListSyntax.Word]) throws(FieldProblem) -> [JSONValue] {
        switch shape {
        case .ids:
            var ids: [JSONValue] = []
            for word in words {
                guard let id = Int(decimal: Array(word.text.utf8)) else {
                    throw fault("takes ids such as 51, 64: \(word.text) is none")
                }
                ids.append(.int(id))
            }
            return ids
        case .labels: return [.string(words.map(\.text).joined(separator: " "))]
        case .variables:
            guard words.count == 3 else {
                throw fault("takes variable, comparison and value, such as \(entryExample); quotes around spaces")
            }
            return [
                .object([
                    ("variable", .string(words[0].text)), ("variable_value", .string(words[2].text)),
                    ("comparison_method", .string(words[1].text)),
                ])
            ]
        case .targeting(let list): return [try targeting(words, list)]
        case .count, .money, .length, .text, .flag, .word, .zone, .percentage, .margin, .date, .id, .idOrNone:
            throw fault("holds no list")
        }
    }

    private func targeting(
        _ words: [ListSyntax.Word], _ list: Everflow.TargetingList
    ) throws(FieldProblem) -> JSONValue {
        var words = words[...]
        func take(_ keywords: [String]) -> String? {
            guard words.count > 1, let first = words.first, !first.isQuoted, keywords.contains(first.text) else {
                return nil
            }
            words.removeFirst()
            return first.text
        }
        let targeting = take(Everflow.TargetingEntry.targetingTypes) ?? "include"
        let match = take(Everflow.TargetingEntry.matchTypes) ?? "exact"
        guard words.count == 1, let id = words.first, id.isQuoted || !EditField.keywords.contains(id.text) else {
            throw fault("takes include or exclude and one id, such as \(entryExample); quotes around spaces")
        }
        let row = Everflow.TargetingEntry(list, id: id.text, targetingType: targeting, matchType: match)
        guard id.isQuoted else { return row.json }
        var json = row.json
        json[list.idName] = .string(id.text)
        return json
    }

    private static let keywords = Everflow.TargetingEntry.targetingTypes + Everflow.TargetingEntry.matchTypes

    private static func text(_ row: Everflow.TargetingEntry, _ list: Everflow.TargetingList) -> String {
        let id = row.id(in: list) ?? ""
        let isNumberText = row.json[list.idName] == .string(id) && Int(id) != nil
        let typed = isNumberText ? ListSyntax.quoted(id) : ListSyntax.typed(id, keywords: keywords)
        let match = row.matchType == "exact" ? [] : [row.matchType]
        return ([row.targetingType] + match + [typed]).joined(separator: " ")
    }

    /// Words of a label stand together without quotes.
    private static func label(_ text: String) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let isPlain =
            text != "none"
            && words.indices.allSatisfy { index in
                let typed = ListSyntax.typed(words[index])
                return typed == words[index] || (index > 0 && "+-".contains(words[index].first ?? " "))
            }
        return isPlain ? text : ListSyntax.quoted(text)
    }

    func fault(_ text: String) -> FieldProblem { FieldProblem(field: name, "\(name) \(text)") }
}

extension Everflow.TargetingList {
    fileprivate var example: String {
        switch self {
        case .countries: "include US"
        case .osVersions: "include minimum 17"
        case .ips: "exclude 203.0.113.7"
        case .platforms, .deviceTypes, .browsers, .languages, .regions, .cities, .dmas, .mobileCarriers, .isps,
            .connectionTypes:
            "include 3"
        }
    }
}
