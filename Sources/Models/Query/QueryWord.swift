// A word by itself: where in a meter it is looked for. Names, ids and kinds only, each apart from the next, so that no
// word matches across two of them.

struct QueryWord {
    private let text: FoldedText
    /// Whether it can be found only in an id that is put together, as `custom:412` or `conversion/day`.
    private let isPartOfID: Bool

    init(_ text: String) {
        self.text = FoldedText(text)
        isPartOfID = text.contains("/") || text.contains(":")
    }

    func occurs(in object: CapObject) -> Bool {
        text.occurs(in: object.name) || occurs(in: object.affiliate) || occurs(in: object.offer)
            || occurs(in: object.step) || text.occurs(in: object.id.key) || text.occurs(in: object.id.network)
            || text.occurs(in: object.id.kind.rawValue) || text.occurs(in: object.scope.rawValue)
            || text.occurs(in: object.isSoftCap ? "soft" : "hard")
    }

    /// In the metric, the period, or an id: the meter's begins with its object's.
    func occurs(inLimitOf meter: CapMeter) -> Bool {
        let limit = meter.limit
        if text.occurs(in: limit.metric.rawValue) || text.occurs(in: limit.period.text) { return true }
        guard isPartOfID else { return false }
        return text.occurs(in: "\(limit.metric.rawValue)/\(limit.period.text)") || text.occurs(in: meter.id.text)
    }

    private func occurs(in named: NamedID?) -> Bool {
        guard let named else { return false }
        return text.occurs(in: named.name) || text.occurs(in: named.id)
    }
}
