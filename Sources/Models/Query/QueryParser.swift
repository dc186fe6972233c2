// Reads a query's tokens into its tree. Keeps its own stack instead of calling itself, so that no text, however deeply
// nested, costs more than one pass; what is too long, too deep or too much is an error with its column.

struct QueryParser {
    /// More than anybody types, and still read in a few milliseconds.
    static let longest = 16_384
    static let deepest = 64
    static let mostTerms = 256

    /// What stands between two parentheses, or in the whole text.
    private struct Group {
        /// The `(`; nil for the whole text.
        var opening: QueryToken?
        /// What has been closed by `or`.
        var alternatives: [QueryNode] = []
        /// What has been read since the last `or`.
        var parts: [QueryNode] = []
        /// The last `and`, `or` or `not`, while nothing has followed it.
        var pending: QueryToken?
        var isNegated = false
    }

    private let tokens: [QueryToken]
    private var place = 0
    private var groups = [Group()]
    private var termCount = 0
    /// The deepest parentheses so far, those of saved queries included.
    private var depth = 0
    private let saved: SavedQueries

    private init(_ tokens: [QueryToken], saved: SavedQueries) {
        self.tokens = tokens
        self.saved = saved
    }

    static func part(of text: String, saved: SavedQueries) throws(QueryError) -> SavedQueries.Part {
        let characters = Array(text)
        guard characters.count <= longest else {
            throw QueryError(
                "the query is too long", at: longest..<characters.count, expected: "at most \(longest) characters")
        }
        var parser = QueryParser(try QueryLexer.tokens(of: characters), saved: saved)
        let node = try parser.parse()
        return SavedQueries.Part(node: node, termCount: parser.termCount, depth: parser.depth + 1)
    }

    /// The saved queries that a text uses, in lower case; none where it cannot be cut into tokens.
    static func names(in text: String) -> [String] {
        guard let tokens = try? QueryLexer.tokens(of: Array(text.prefix(longest))) else { return [] }
        return tokens.indices.compactMap { place in
            place > 0 && tokens[place - 1].comparison != nil ? nil : tokens[place].savedName?.lowercased()
        }
    }

    private mutating func parse() throws(QueryError) -> QueryNode {
        while place < tokens.count {
            let token = tokens[place]
            if let keyword = token.keyword {
                try take(keyword, token)
                place += 1
                continue
            }
            switch token.content {
            case .open: try open(token)
            case .close: try close(token)
            case .comparison(let comparison):
                throw QueryError(
                    "'\(comparison.rawValue)' has no field before it", at: token.range, expected: "a field, as util")
            case .word, .quoted: try addTerm(token)
            }
        }
        if let opening = group.opening {
            throw QueryError("'(' is not closed", at: opening.range, expected: "')' at the end")
        }
        guard tokens.isEmpty else { return try finishedGroup() }
        return .all([])
    }

    private var group: Group {
        get { groups[groups.count - 1] }
        _modify { yield &groups[groups.count - 1] }
    }

    private mutating func take(_ keyword: QueryKeyword, _ token: QueryToken) throws(QueryError) {
        if keyword == .not {
            group.isNegated.toggle()
            group.pending = token
            return
        }
        if let pending = group.pending { throw QueryParser.nothingFollows(pending) }
        guard !group.parts.isEmpty else {
            throw QueryError("nothing stands before '\(keyword.rawValue)'", at: token.range, expected: "a term")
        }
        if keyword == .or { closeAlternative() }
        group.pending = token
    }

    private mutating func closeAlternative() {
        group.alternatives.append(QueryParser.joined(group.parts, QueryNode.all))
        group.parts = []
    }

    private mutating func open(_ token: QueryToken) throws(QueryError) {
        guard groups.count <= QueryParser.deepest else {
            throw QueryError(
                "too many parentheses within each other", at: token.range, expected: "at most \(QueryParser.deepest)")
        }
        groups.append(Group(opening: token))
        depth = max(depth, groups.count - 1)
        place += 1
    }

    private mutating func close(_ token: QueryToken) throws(QueryError) {
        guard let opening = group.opening else {
            throw QueryError("')' closes nothing", at: token.range, expected: "'(' before it")
        }
        guard group.pending != nil || !group.parts.isEmpty else {
            throw QueryError(
                "nothing stands between '(' and ')'", at: opening.range.lowerBound..<token.range.upperBound,
                expected: "a term")
        }
        let node = try finishedGroup()
        groups.removeLast()
        add(node)
        place += 1
    }

    private mutating func finishedGroup() throws(QueryError) -> QueryNode {
        if let pending = group.pending { throw QueryParser.nothingFollows(pending) }
        closeAlternative()
        return QueryParser.joined(group.alternatives, QueryNode.any)
    }

    private mutating func add(_ node: QueryNode) {
        group.parts.append(group.isNegated ? .not(node) : node)
        group.isNegated = false
        group.pending = nil
    }

    private mutating func addTerm(_ token: QueryToken) throws(QueryError) {
        termCount += 1
        guard termCount <= QueryParser.mostTerms else {
            throw QueryError("too many terms", at: token.range, expected: "at most \(QueryParser.mostTerms)")
        }
        if place + 1 < tokens.count, tokens[place + 1].comparison != nil {
            add(.comparison(try comparison(of: token)))
            return
        }
        if let name = token.savedName {
            try addSaved(name, token)
            return
        }
        place += 1
        switch token.content {
        case .word(let word):
            if let field = QueryField(named: word), field.kind == .flag {
                add(.comparison(QueryComparison(field, .isTrue(true))))
            } else {
                add(.word(word.lowercased()))
            }
        case .quoted(let text): add(.word(text.lowercased()))
        case .comparison, .open, .close: break
        }
    }

    /// A saved query stands there as in parentheses, and counts as what it is.
    private mutating func addSaved(_ name: Substring, _ token: QueryToken) throws(QueryError) {
        guard let part = saved.part(named: String(name)) else {
            throw QueryError(
                "no query is called '@\(name)'", at: token.range,
                expected: saved.names.isEmpty
                    ? "a name from [queries], which has none"
                    : "one of " + saved.names.map { "@\($0)" }.joined(separator: ", "))
        }
        termCount += part.termCount - 1
        guard termCount <= QueryParser.mostTerms else {
            throw QueryError("too many terms", at: token.range, expected: "at most \(QueryParser.mostTerms)")
        }
        depth = max(depth, groups.count - 1 + part.depth)
        guard depth <= QueryParser.deepest else {
            throw QueryError(
                "too many parentheses within each other", at: token.range, expected: "at most \(QueryParser.deepest)")
        }
        add(part.node)
        place += 1
    }

    /// Field, operator and value, the next three tokens.
    private mutating func comparison(of token: QueryToken) throws(QueryError) -> QueryComparison {
        let field = try QueryParser.field(token)
        let sign = tokens[place + 1]
        guard place + 2 < tokens.count else { throw QueryParser.nothingFollows(sign, as: field) }
        let value = tokens[place + 2]
        place += 3
        // Typed right behind the operator a keyword is a value: it may be the beginning of a longer word.
        if value.keyword != nil, value.range.lowerBound > sign.range.upperBound {
            throw QueryParser.nothingFollows(sign, as: field)
        }
        let comparison = try QueryValue(field: field, sign: sign, value: value).comparison()
        try refuseLooseEnd(of: field)
        return comparison
    }

    /// `80 ..100` and `80 %` would otherwise be a number and a word.
    private func refuseLooseEnd(of field: QueryField) throws(QueryError) {
        guard field.kind == .number || field.kind == .percent || field.kind == .duration, place < tokens.count,
            case .word(let word) = tokens[place].content, word == "%" || word.hasPrefix("..")
        else { return }
        throw QueryError(
            "\(word.quotedInMessage) stands apart from its number", at: tokens[place].range,
            expected: "no space, as in 80% or 80..100")
    }

    private static func field(_ token: QueryToken) throws(QueryError) -> QueryField {
        guard case .word(let name) = token.content else {
            throw QueryError("text in quotes is no field", at: token.range, expected: "a field without quotes")
        }
        guard let field = QueryField(named: name) else {
            let near = QueryField.names(like: name)
            // Where there is room for the message alone, as in the filter line, it has to say so.
            let guess = near.count == 1 ? " (did you mean \(near[0])?)" : ""
            throw QueryError(
                "no field is called \(name.quotedInMessage)\(guess)", at: token.range,
                expected: (near.isEmpty ? "a field" : near.joined(separator: " or "))
                    + ", or the text in quotes to search for it")
        }
        return field
    }

    private static func nothingFollows(_ token: QueryToken) -> QueryError {
        QueryError(
            "nothing follows '\(token.keyword?.rawValue ?? "")'", at: token.range,
            expected: "a word, a comparison or '('")
    }

    private static func nothingFollows(_ sign: QueryToken, as field: QueryField) -> QueryError {
        QueryError(
            "nothing follows '\(sign.comparison?.rawValue ?? "")'", at: sign.range, expected: field.expectedValue)
    }

    /// One part needs nothing around it.
    private static func joined(_ nodes: [QueryNode], _ join: ([QueryNode]) -> QueryNode) -> QueryNode {
        nodes.count == 1 ? nodes[0] : join(nodes)
    }
}
