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

    private enum Term {
        /// All meters of one object answer the same.
        case object((CapMeter) -> Bool)
        case meter((CapMeter) -> Bool)
        case forecast((Forecast?) -> Bool)
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
    ///
    /// - Parameter forecast: asked for only by queries about what is to come.
    mutating func matches(_ meter: CapMeter, forecast: () -> Forecast?) -> Bool {
        if meter.object !== object {
            object = meter.object
            for place in answers.indices { answers[place] = nil }
        }
        return holds(root, meter.shown(at: now), forecast)
    }

    private mutating func holds(_ node: Node, _ meter: CapMeter, _ forecast: () -> Forecast?) -> Bool {
        switch node {
        case .term(let place): return holds(term: place, meter, forecast)
        case .not(let node): return !holds(node, meter, forecast)
        case .all(let nodes):
            for node in nodes where !holds(node, meter, forecast) { return false }
            return true
        case .any(let nodes):
            for node in nodes where holds(node, meter, forecast) { return true }
            return false
        }
    }

    private mutating func holds(term place: Int, _ meter: CapMeter, _ forecast: () -> Forecast?) -> Bool {
        switch terms[place] {
        case .meter(let holds): return holds(meter)
        case .forecast(let holds): return holds(forecast()?.current(at: now))
        case .object(let holds):
            if let answer = answers[place] { return answer }
            let answer = holds(meter)
            answers[place] = answer
            return answer
        }
    }

    private static func compiled(_ node: QueryNode, _ reader: QueryReader, _ terms: inout [Term]) -> Node {
        func added(_ term: Term) -> Node {
            terms.append(term)
            return .term(terms.count - 1)
        }
        switch node {
        case .word(let text):
            let word = QueryWord(text)
            let inObject = added(.object { word.occurs(in: $0.object) })
            return .any([inObject, added(.meter { word.occurs(inLimitOf: $0) })])
        case .comparison(let comparison):
            return added(term(comparison, reader.reading(of: comparison.field)))
        case .not(let node): return .not(compiled(node, reader, &terms))
        case .all(let nodes): return .all(nodes.map { compiled($0, reader, &terms) })
        case .any(let nodes): return .any(nodes.map { compiled($0, reader, &terms) })
        }
    }

    private static func term(_ comparison: QueryComparison, _ reading: QueryReading) -> Term {
        if case .forecast(let read) = reading {
            let holds = test(comparison, { (forecast: Forecast?) in forecast.flatMap(read) })
            return .forecast(holds)
        }
        let holds = test(comparison, reading)
        return comparison.field.isOfObject ? .object(holds) : .meter(holds)
    }

    /// What is not known holds in no comparison, also not in a negated one.
    private static func test(_ comparison: QueryComparison, _ reading: QueryReading) -> (CapMeter) -> Bool {
        let isWanted = !comparison.isNegated
        switch (reading, comparison.test) {
        case (.ratio(let read), _): return test(comparison, read)
        case (.texts(let read), .isUnknown(let isUnknown)):
            return { meter in (read(meter) { _ in true } == nil) == isUnknown }
        case (.texts(let read), .equals(let text)):
            let folded = FoldedText(text)
            return { read($0, folded.equals) == isWanted }
        case (.texts(let read), .contains(let text)):
            let folded = FoldedText(text)
            return { read($0, folded.occurs) == isWanted }
        case (.word(let read), .equals(let word)): return { (read($0) == word) == isWanted }
        case (.flag(let read), .isTrue(let isTrue)): return { (read($0) == isTrue) == isWanted }
        case (.texts, _), (.word, _), (.flag, _), (.forecast, _): return { _ in false }
        }
    }

    /// The same for numbers, percentages and durations, whatever answers.
    private static func test<Subject>(
        _ comparison: QueryComparison, _ read: @escaping (Subject) -> QueryRatio?
    ) -> (Subject) -> Bool {
        let isWanted = !comparison.isNegated
        switch comparison.test {
        case .isUnknown(let isUnknown): return { (read($0) == nil) == isUnknown }
        case .within(let lower, let upper): return { read($0).map { $0.isWithin(lower, upper) } == isWanted }
        case .equals, .contains, .isTrue: return { _ in false }
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
