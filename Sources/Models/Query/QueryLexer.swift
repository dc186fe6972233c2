// Cuts a query's text into tokens, in one pass from left to right. Knows which names are fields, because `:` is an
// operator after those and a letter like any other elsewhere: `offer:kettle` against `acme/custom:412`.

struct QueryLexer {
    private let characters: [Character]
    private var place = 0
    private var tokens: [QueryToken] = []

    private init(_ characters: [Character]) {
        self.characters = characters
    }

    static func tokens(of characters: [Character]) throws(QueryError) -> [QueryToken] {
        var lexer = QueryLexer(characters)
        while lexer.place < characters.count { try lexer.readToken() }
        return lexer.tokens
    }

    private mutating func readToken() throws(QueryError) {
        let start = place
        switch characters[place] {
        case let character where character.isWhitespace: place += 1
        case "(": add(.open, from: start, length: 1)
        case ")": add(.close, from: start, length: 1)
        case "\"": try readQuoted()
        case "=": add(.comparison(.equal), from: start, length: isNext("=") ? 2 : 1)
        case "<": addComparison(.less, orEqual: .lessOrEqual)
        case ">": addComparison(.greater, orEqual: .greaterOrEqual)
        case "!" where isNext("="): add(.comparison(.notEqual), from: start, length: 2)
        case ":" where fieldStandsBefore: add(.comparison(.colon), from: start, length: 1)
        default: readWord()
        }
    }

    private func isNext(_ character: Character) -> Bool {
        place + 1 < characters.count && characters[place + 1] == character
    }

    /// Whether the last token is the name of a field to which an operator may still come.
    private var fieldStandsBefore: Bool {
        guard case .word(let word) = tokens.last?.content, QueryField(named: word) != nil else { return false }
        return tokens.dropLast().last?.comparison == nil
    }

    private mutating func add(_ content: QueryToken.Content, from start: Int, length: Int) {
        place = start + length
        tokens.append(QueryToken(content: content, range: start..<place))
    }

    private mutating func addComparison(_ plain: QueryOperator, orEqual: QueryOperator) {
        let hasEqual = isNext("=")
        add(.comparison(hasEqual ? orEqual : plain), from: place, length: hasEqual ? 2 : 1)
    }

    private mutating func readQuoted() throws(QueryError) {
        let start = place
        var text = ""
        place += 1
        while place < characters.count, characters[place] != "\"" {
            if characters[place] == "\\" {
                guard isNext("\"") || isNext("\\") else {
                    // At the end of the text the quotes are not closed either: that is what is said then.
                    if place + 1 == characters.count { break }
                    throw QueryError(
                        "\\ stands before a letter that needs none", at: place..<place + 2, expected: "\\\" or \\\\")
                }
                place += 1
            }
            text.append(characters[place])
            place += 1
        }
        guard place < characters.count, characters[place] == "\"" else {
            throw QueryError("the quotes are not closed", at: start..<characters.count, expected: "\" at the end")
        }
        add(.quoted(text), from: start, length: place + 1 - start)
    }

    /// A run of everything that has no meaning of its own. As the first part of a term it ends before the first `:` when
    /// it could be the name of a field.
    private mutating func readWord() {
        let start = place
        let isValue = tokens.last?.comparison != nil
        var mayBeField = !isValue
        while place < characters.count, !endsWord(at: place) {
            if characters[place] == ":", mayBeField, place > start {
                mayBeField = false
                if couldBeField(start..<place) {
                    tokens.append(QueryToken(content: .word(String(characters[start..<place])), range: start..<place))
                    add(.comparison(.colon), from: place, length: 1)
                    return
                }
            }
            place += 1
        }
        add(.word(String(characters[start..<place])), from: start, length: place - start)
    }

    private func endsWord(at place: Int) -> Bool {
        switch characters[place] {
        case "(", ")", "\"", "=", "<", ">": true
        case "!": place + 1 < characters.count && characters[place + 1] == "="
        case let character: character.isWhitespace
        }
    }

    /// Letters, digits and `_` behind a letter: the name of a field or a slip of one. The kinds of objects that are no
    /// fields are parts of ids, as in `custom:412`.
    private func couldBeField(_ range: Range<Int>) -> Bool {
        let run = characters[range]
        guard let first = run.first, first.isASCII, first.isLetter,
            run.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        else { return false }
        let name = String(run)
        return QueryField(named: name) != nil || ObjectID.Kind(rawValue: name.lowercased()) == nil
    }
}
