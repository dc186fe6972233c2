// Reads the text of a pattern into a tree. Knows nothing of matching.

/// What one position of a pattern accepts.
struct CharacterTest: Sendable {
    enum Part: Sendable {
        case any
        case range(ClosedRange<Character>)
        case digit(Bool)
        case word(Bool)
        case space(Bool)
    }

    var parts: [Part]
    var isNegated = false

    func accepts(_ character: Character) -> Bool {
        parts.contains { CharacterTest.accepts($0, character) } != isNegated
    }

    private static func accepts(_ part: Part, _ character: Character) -> Bool {
        switch part {
        case .any: !character.isNewline
        case .range(let range): range.contains(character)
        case .digit(let expected): ("0"..."9").contains(character) == expected
        case .word(let expected): (character.isLetter || character.isNumber || character == "_") == expected
        case .space(let expected): character.isWhitespace == expected
        }
    }
}

indirect enum PatternNode: Sendable {
    case test(CharacterTest)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// nil: without end.
    case repetition(PatternNode, from: Int, upTo: Int?)
    case start
    case end
}

/// A recursive descent over the pattern's characters.
struct PatternParser {
    private let characters: [Character]
    private var position = 0
    private var depth = 0
    private static let depthLimit = 32

    init(_ pattern: String) {
        characters = Array(pattern)
    }

    /// nil when the pattern is malformed.
    mutating func parse() -> PatternNode? {
        guard let node = choice(), position == characters.count else { return nil }
        return node
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard current == character else { return false }
        position += 1
        return true
    }

    private mutating func choice() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternParser.depthLimit, let first = sequence() else { return nil }
        var branches = [first]
        while take("|") {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        }
        return branches.count == 1 ? first : .choice(branches)
    }

    private mutating func sequence() -> PatternNode? {
        var nodes: [PatternNode] = []
        while let character = current, character != "|", character != ")" {
            guard let atom = atom(), let node = repeated(atom) else { return nil }
            nodes.append(node)
        }
        return .sequence(nodes)
    }

    private mutating func repeated(_ atom: PatternNode) -> PatternNode? {
        guard let character = current else { return atom }
        var node = atom
        switch character {
        case "*": node = .repetition(atom, from: 0, upTo: nil)
        case "+": node = .repetition(atom, from: 1, upTo: nil)
        case "?": node = .repetition(atom, from: 0, upTo: 1)
        case "{": return counted(atom)
        default: return atom
        }
        position += 1
        _ = take("?")
        return node
    }

    private mutating func counted(_ atom: PatternNode) -> PatternNode? {
        position += 1
        guard let low = number() else { return nil }
        var high: Int? = low
        if take(",") { high = number() }
        guard take("}"), low <= (high ?? low) else { return nil }
        _ = take("?")
        return .repetition(atom, from: low, upTo: high)
    }

    private mutating func number() -> Int? {
        let first = position
        while let character = current, ("0"..."9").contains(character) { position += 1 }
        guard position > first, position - first <= 3 else { return nil }
        return Int(String(characters[first..<position]))
    }

    private mutating func atom() -> PatternNode? {
        guard let character = current else { return nil }
        position += 1
        switch character {
        case "(":
            if take("?"), !take(":") { return nil }
            guard let node = choice(), take(")") else { return nil }
            return node
        case "[": return characterClass()
        case ".": return .test(CharacterTest(parts: [.any]))
        case "^": return .start
        case "$": return .end
        case "*", "+", "?", "{": return nil
        case "\\": return escape().map { .test(CharacterTest(parts: [$0])) }
        default: return .test(CharacterTest(parts: [.range(character...character)]))
        }
    }

    /// After a backslash. Class letters are read from lower-case text, so only their positive forms exist.
    private mutating func escape() -> CharacterTest.Part? {
        guard let character = current else { return nil }
        position += 1
        switch character {
        case "d": return .digit(true)
        case "w": return .word(true)
        case "s": return .space(true)
        case "t": return .range("\t"..."\t")
        case "n": return .range("\n"..."\n")
        default: return character.isLetter || character.isNumber ? nil : .range(character...character)
        }
    }

    private mutating func characterClass() -> PatternNode? {
        var test = CharacterTest(parts: [], isNegated: take("^"))
        while let character = current, character != "]" || test.parts.isEmpty {
            position += 1
            if character == "\\" {
                guard let part = escape() else { return nil }
                test.parts.append(part)
            } else if current == "-", position + 1 < characters.count, characters[position + 1] != "]" {
                let last = characters[position + 1]
                guard character <= last else { return nil }
                test.parts.append(.range(character...last))
                position += 2
            } else {
                test.parts.append(.range(character...character))
            }
        }
        return take("]") ? .test(test) : nil
    }
}
