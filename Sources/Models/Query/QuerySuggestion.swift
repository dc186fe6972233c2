// What could stand where the cursor is in a query: fields, keywords and values. Pure, and told the names that exist.

/// One way to go on with a query.
public struct QuerySuggestion: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case field, keyword, value, saved
    }

    public var kind: Kind
    /// What takes the place of `range`.
    public var text: String
    /// In characters of the query, up to the cursor; empty when nothing has been typed of it yet.
    public var range: Range<Int>
    /// A few words for a list; empty for values.
    public var summary: String
}

extension CapQuery {
    /// What the word before the cursor could become, best known order first: fields in the order of the catalogue.
    ///
    /// - Parameters:
    ///   - cursor: in characters; what stands behind it is not looked at.
    ///   - saved: the queries that have a name.
    ///   - values: the values that a text field has in the data, in the order in which they are to be offered.
    public static func suggestions(
        for text: String, cursor: Int, limit: Int = 12, saved: SavedQueries = .none,
        values: (QueryField) -> [String] = { _ in [] }
    ) -> [QuerySuggestion] {
        let characters = Array(text.prefix(max(0, min(cursor, QueryParser.longest))))
        guard let place = QueryPlace(characters) else { return [] }
        return Array(place.candidates(saved, values).lazy.filter(place.canBecome).prefix(limit).map(place.suggestion))
    }

    /// Whether the last word may be the beginning of more than itself: `uti` of `util >= 90`, `an` of `and`. What is meant
    /// is not known before it is finished.
    public static func mayGoOn(_ text: String) -> Bool {
        var characters = Array(text.prefix(QueryParser.longest))
        while characters.last?.isWhitespace == true { characters.removeLast() }
        return QueryPlace(characters)?.isBeginning ?? false
    }
}

/// Where in a query the cursor stands.
private struct QueryPlace {
    struct Candidate {
        var kind: QuerySuggestion.Kind
        var text: String
        var summary = ""
    }

    /// What has been typed of the word, in lower case.
    private var typed = ""
    private var range: Range<Int>
    /// The field whose value is being typed.
    private var field: QueryField?
    /// Whether a term stands before, so that `and` and `or` may follow.
    private var hasTerm = false

    /// Nil where nothing can be offered: behind a quoted text, or where the text cannot be cut into tokens.
    init?(_ characters: [Character]) {
        range = characters.count..<characters.count
        var isOpenQuote = false
        var tokens: [QueryToken]
        if let whole = try? QueryLexer.tokens(of: characters) {
            tokens = whole
        } else if let closed = try? QueryLexer.tokens(of: characters + ["\""]) {
            (tokens, isOpenQuote) = (closed, true)
        } else {
            return nil
        }
        if let last = tokens.last, isOpenQuote || last.range.upperBound == characters.count {
            switch last.content {
            case .word(let word): (typed, range) = (word.lowercased(), last.range)
            case .quoted(let quoted) where isOpenQuote:
                (typed, range) = (quoted.lowercased(), last.range.lowerBound..<characters.count)
            case .quoted, .close: return nil
            case .comparison, .open: break
            }
            if !range.isEmpty { tokens.removeLast() }
        }
        if tokens.last?.comparison != nil {
            guard case .word(let name) = tokens.dropLast().last?.content, let named = QueryField(named: name) else {
                return nil
            }
            field = named
        } else if isOpenQuote {
            return nil
        }
        hasTerm = tokens.last.map { $0.keyword == nil && $0.content != .open } ?? false
    }

    func candidates(_ saved: SavedQueries, _ values: (QueryField) -> [String]) -> [Candidate] {
        if typed.hasPrefix("@"), field == nil {
            return saved.names.map { Candidate(kind: .saved, text: "@\($0)") }
        }
        if let field { return known(field, values).map { Candidate(kind: .value, text: $0) } }
        let keywords: [(QueryKeyword, String)] =
            (hasTerm ? [(.and, "both"), (.or, "either")] : []) + [(.not, "what does not match")]
        return keywords.map { Candidate(kind: .keyword, text: $0.rawValue, summary: $1) }
            + QueryField.allCases.flatMap { field in
                ([field.rawValue] + field.aliases).map { Candidate(kind: .field, text: $0, summary: field.summary) }
            }
    }

    private func known(_ field: QueryField, _ values: (QueryField) -> [String]) -> [String] {
        switch field.kind {
        case .word(let words): words
        case .flag: ["yes", "no"]
        case .text: values(field)
        case .number, .percent, .duration: []
        }
    }

    /// Whether the word is no value and may become a keyword or a field that is compared with something.
    var isBeginning: Bool {
        guard field == nil, !typed.isEmpty else { return false }
        return candidates(.none) { _ in [] }.contains { candidate in
            canBecome(candidate) && (candidate.text != typed || QueryField(named: typed)?.kind != .flag)
        }
    }

    /// Other names of a field are offered only to those who type them.
    func canBecome(_ candidate: Candidate) -> Bool {
        if candidate.kind == .field, typed.isEmpty { return QueryField(rawValue: candidate.text) != nil }
        return candidate.text.lowercased().hasPrefix(typed)
    }

    func suggestion(_ candidate: Candidate) -> QuerySuggestion {
        let text = candidate.kind == .value ? QueryPlace.quoted(candidate.text) : candidate.text
        return QuerySuggestion(kind: candidate.kind, text: text, range: range, summary: candidate.summary)
    }

    /// In quotes when it would not be one word, or would be read as something else.
    private static func quoted(_ text: String) -> String {
        let isWord =
            !text.isEmpty && QueryKeyword(rawValue: text.lowercased()) == nil && text.lowercased() != "none"
            && !text.contains { $0.isWhitespace || "()\"=<>!".contains($0) }
        guard !isWord else { return text }
        return "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
