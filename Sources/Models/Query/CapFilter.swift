// Which meters a list shows: words over names and ids, all of which must be found. Knows nothing of screens.

/// A filter typed by a person or a script: every word must occur, letter case aside, in one of the meter's names,
/// ids or kinds.
public struct CapFilter: Hashable, Sendable, Codable {
    public let text: String
    private let words: [String]

    public init(_ text: String) {
        self.text = text
        words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    }

    public static let none = CapFilter("")

    public var isEmpty: Bool { words.isEmpty }

    public func matches(_ meter: CapMeter) -> Bool {
        words.isEmpty || CapFilter.matches(words, in: CapFilter.searchText(of: meter))
    }

    /// The indices of the meters that match, in their order.
    ///
    /// Meters of one object stand together, so the object's names are put together once for all its meters.
    public func indices(in meters: [CapMeter]) -> [Int] {
        guard !isEmpty else { return Array(meters.indices) }
        var found: [Int] = []
        var object: CapObject?
        var objectText = ""
        for index in meters.indices {
            let meter = meters[index]
            if meter.object !== object {
                object = meter.object
                objectText = CapFilter.searchText(of: meter.object)
            }
            if CapFilter.matches(words, in: objectText + CapFilter.searchText(of: meter.limit)) {
                found.append(index)
            }
        }
        return found
    }

    private static func matches(_ words: [String], in text: String) -> Bool {
        words.allSatisfy { text.utf8.contains(sequence: $0.utf8) }
    }

    private static func searchText(of meter: CapMeter) -> String {
        searchText(of: meter.object) + searchText(of: meter.limit)
    }

    /// Names and ids, apart by a line feed so that no word matches across two of them.
    private static func searchText(of object: CapObject) -> String {
        var parts = [object.id.text, object.scope.rawValue, object.name, object.isSoftCap ? "soft" : "hard"]
        for named in [object.affiliate, object.offer, object.step] {
            guard let named else { continue }
            parts.append(named.name)
            parts.append(named.id)
        }
        return parts.joined(separator: "\n").lowercased() + "\n"
    }

    private static func searchText(of limit: CapLimit) -> String {
        "\(limit.metric.rawValue)\n\(limit.period.text)\n\(limit.metric.rawValue)/\(limit.period.text)"
    }
}

extension String.UTF8View {
    /// Whether `needle` occurs as a run of bytes; UTF-8 never matches in the middle of a character.
    fileprivate func contains(sequence needle: String.UTF8View) -> Bool {
        guard let first = needle.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: needle) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
