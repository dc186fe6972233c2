// Asks meters a query. Compiled once for a list: what concerns an object is asked once for all its meters, which stand
// together.

struct QueryMatcher {
    /// A node whose terms are places in `terms`.
    private indirect enum Node {
        case term(Int)
        case not(Node)
        case all([Node])
        case any([Node])
    }

    private struct Term {
        var isOfObject: Bool
        var holds: (CapMeter) -> Bool
    }

    private let root: Node
    private let terms: [Term]
    private let now: Timestamp
    private var object: CapObject?
    /// By the place of a term: what the present object has answered; nil while it has not been asked.
    private var answers: [Bool?]

    init(_ node: QueryNode, in context: QueryContext) {
        let reader = QueryReader(context, fields: node.fields)
        var terms: [Term] = []
        root = QueryMatcher.compiled(node, reader, &terms)
        self.terms = terms
        now = context.now
        answers = Array(repeating: nil, count: terms.count)
    }

    /// The meter is asked as it is shown: an ended window has nothing counted.
    mutating func matches(_ meter: CapMeter) -> Bool {
        if meter.object !== object {
            object = meter.object
            for place in answers.indices { answers[place] = nil }
        }
        return holds(root, meter.shown(at: now))
    }

    private mutating func holds(_ node: Node, _ meter: CapMeter) -> Bool {
        switch node {
        case .term(let place): return holds(term: place, meter)
        case .not(let node): return !holds(node, meter)
        case .all(let nodes):
            for node in nodes where !holds(node, meter) { return false }
            return true
        case .any(let nodes):
            for node in nodes where holds(node, meter) { return true }
            return false
        }
    }

    private mutating func holds(term place: Int, _ meter: CapMeter) -> Bool {
        guard terms[place].isOfObject else { return terms[place].holds(meter) }
        if let answer = answers[place] { return answer }
        let answer = terms[place].holds(meter)
        answers[place] = answer
        return answer
    }

    private static func compiled(_ node: QueryNode, _ reader: QueryReader, _ terms: inout [Term]) -> Node {
        func added(isOfObject: Bool, _ holds: @escaping (CapMeter) -> Bool) -> Node {
            terms.append(Term(isOfObject: isOfObject, holds: holds))
            return .term(terms.count - 1)
        }
        switch node {
        case .word(let text):
            let word = QueryWord(text)
            let inObject = added(isOfObject: true) { word.occurs(in: $0.object) }
            return .any([inObject, added(isOfObject: false) { word.occurs(inLimitOf: $0) }])
        case .comparison(let comparison):
            return added(isOfObject: comparison.field.isOfObject, test(comparison, reader))
        case .not(let node): return .not(compiled(node, reader, &terms))
        case .all(let nodes): return .all(nodes.map { compiled($0, reader, &terms) })
        case .any(let nodes): return .any(nodes.map { compiled($0, reader, &terms) })
        }
    }

    /// What is not known holds in no comparison, also not in a negated one.
    private static func test(_ comparison: QueryComparison, _ reader: QueryReader) -> (CapMeter) -> Bool {
        let isWanted = !comparison.isNegated
        switch (reader.reading(of: comparison.field), comparison.test) {
        case (.texts(let read), .isUnknown(let isUnknown)):
            return { meter in (read(meter) { _ in true } == nil) == isUnknown }
        case (.ratio(let read), .isUnknown(let isUnknown)): return { (read($0) == nil) == isUnknown }
        case (.texts(let read), .equals(let text)):
            let folded = FoldedText(text)
            return { read($0, folded.equals) == isWanted }
        case (.texts(let read), .contains(let text)):
            let folded = FoldedText(text)
            return { read($0, folded.occurs) == isWanted }
        case (.word(let read), .equals(let word)): return { (read($0) == word) == isWanted }
        case (.flag(let read), .isTrue(let isTrue)): return { (read($0) == isTrue) == isWanted }
        case (.ratio(let read), .within(let lower, let upper)):
            return { meter in read(meter).map { $0.isWithin(lower, upper) } == isWanted }
        case (.texts, _), (.word, _), (.flag, _), (.ratio, _): return { _ in false }
        }
    }
}

extension QueryRatio {
    fileprivate func isWithin(_ lower: QueryBound?, _ upper: QueryBound?) -> Bool {
        if let lower {
            let order = compared(with: lower.value)
            if order < 0 || (order == 0 && !lower.isInclusive) { return false }
        }
        if let upper {
            let order = compared(with: upper.value)
            if order > 0 || (order == 0 && !upper.isInclusive) { return false }
        }
        return true
    }
}
