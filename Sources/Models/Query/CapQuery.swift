// The query language over meters, for panes, `captop once --filter` and alert rules alike; docs/query.md documents it.
// Knows no screen and no clock: time comes with the context.

/// A query as a person or a script typed it, read and found well-formed.
public struct CapQuery: Hashable, Sendable {
    /// As it was typed.
    public let text: String
    public let root: QueryNode

    /// - Parameter saved: what `@name` stands for in the text.
    /// - Throws: where the text is no query; a text that is blank is one, which every meter matches.
    public init(_ text: String, saved: SavedQueries = .none) throws(QueryError) {
        root = try QueryParser.part(of: text, saved: saved).node
        self.text = text
    }

    private init(text: String, root: QueryNode) {
        self.text = text
        self.root = root
    }

    /// Matches everything.
    public static let none = CapQuery(text: "", root: .all([]))

    public var isEmpty: Bool { root == .all([]) }

    /// - Parameters:
    ///   - forecast: what is likely to come of the meter; without one, fields such as `trips` are not known.
    ///   - context: of the network that the meter belongs to.
    public func matches(_ meter: CapMeter, forecast: Forecast? = nil, in context: QueryContext) -> Bool {
        var matcher = QueryMatcher(root, in: context)
        return matcher.matches(meter) { forecast }
    }

    /// The places of the meters that match, in their order.
    ///
    /// - Parameters:
    ///   - forecasts: of these meters, in their order; empty when there are none.
    ///   - context: of the one network that all these meters belong to.
    public func indices(
        in meters: [CapMeter], forecasts: [Forecast?] = [], _ context: QueryContext
    ) -> [Int] {
        guard !isEmpty else { return Array(meters.indices) }
        var matcher = QueryMatcher(root, in: context)
        return meters.indices.filter { place in
            matcher.matches(meters[place]) { forecasts.indices.contains(place) ? forecasts[place] : nil }
        }
    }
}

extension CapQuery: Codable {
    /// Its text, which is read again; one that names others is refused, because their meaning is not in it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode(String.self))
        } catch let error as QueryError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
