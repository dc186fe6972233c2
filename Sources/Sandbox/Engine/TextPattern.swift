// Patterns of the two pattern operators, run in time linear in the text: a rule from outside must not stall the engine.

/// A regular expression over lower-case text: literals, `.`, classes, `\d \w \s`, groups, `|`, `* + ? {m,n}`, `^` and `$`.
///
/// It matches anywhere in the text. Repetition runs a set of states side by side instead of trying and going back.
struct TextPattern: Sendable {
    enum Instruction: Sendable {
        case character(CharacterTest)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
        case match
    }

    /// Longer patterns, and those whose repetitions unfold to more, are refused.
    static let sizeLimit = 2000
    /// Only so much of a text is looked at.
    static let textLimit = 4096

    private let program: [Instruction]

    /// nil when the pattern is malformed or too large: it matches nothing.
    init?(_ pattern: String) {
        guard pattern.count <= TextPattern.sizeLimit else { return nil }
        var parser = PatternParser(pattern.lowercased())
        guard let node = parser.parse() else { return nil }
        var compiler = PatternCompiler(limit: TextPattern.sizeLimit)
        guard compiler.add(node) else { return nil }
        program = compiler.program + [.match]
    }

    func matches(_ text: String) -> Bool {
        let characters = Array(text.prefix(TextPattern.textLimit))
        var states = StateSet(size: program.count)
        var next = StateSet(size: program.count)
        for position in 0...characters.count {
            if follow(0, position, characters.count, into: &states) { return true }
            guard position < characters.count else { break }
            next.removeAll()
            for index in states.members {
                guard case .character(let test) = program[index], test.accepts(characters[position]) else { continue }
                if follow(index + 1, position + 1, characters.count, into: &next) { return true }
            }
            swap(&states, &next)
        }
        return false
    }

    /// Adds every state reachable from `index` without reading; true when one of them is a match.
    private func follow(_ index: Int, _ position: Int, _ end: Int, into states: inout StateSet) -> Bool {
        var pending = [index]
        while let index = pending.popLast() {
            guard states.insert(index) else { continue }
            switch program[index] {
            case .match: return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second): pending += [second, first]
            case .start: if position == 0 { pending.append(index + 1) }
            case .end: if position == end { pending.append(index + 1) }
            case .character: break
            }
        }
        return false
    }
}

/// States in the order of arrival, each at most once.
private struct StateSet {
    private(set) var members: [Int] = []
    private var holds: [Bool]

    init(size: Int) {
        holds = Array(repeating: false, count: size)
    }

    mutating func insert(_ state: Int) -> Bool {
        guard !holds[state] else { return false }
        holds[state] = true
        members.append(state)
        return true
    }

    mutating func removeAll() {
        for state in members { holds[state] = false }
        members.removeAll(keepingCapacity: true)
    }
}
