// Queries that have a name, for use in others as `@name`. Read together, because they may use each other; knows no file.

/// Named queries, all of them well-formed.
public struct SavedQueries: Hashable, Sendable {
    /// Why queries that were to be named are refused.
    public struct Refusal: Error, Hashable, Sendable {
        /// The query at fault.
        public let name: String
        /// A sentence, with the column where there is one.
        public let message: String
    }

    /// A query as a part of others.
    struct Part: Hashable, Sendable {
        var node: QueryNode
        /// How many terms it has, those of the queries it uses included.
        var termCount: Int
        /// How deep its parentheses are; it counts as one itself.
        var depth: Int
    }

    private var parts: [String: Part] = [:]
    /// As they were given, by name.
    private var texts: [String: String] = [:]

    /// No query has a name.
    public static let none = SavedQueries()

    private init() {}

    /// Reads queries by name.
    ///
    /// - Throws: for a name that is none, a text that is no query, one that uses a name nobody has, and queries that use
    ///   each other in a circle.
    public init(_ texts: [String: String]) throws(Refusal) {
        for name in texts.keys.sorted() {
            guard SavedQueries.isName(name) else {
                throw Refusal(name: name, message: "the name of a query is made of letters, digits, - and _")
            }
        }
        self.texts = texts
        var waiting = texts
        for name in texts.keys.sorted() { try read(name, from: &waiting, within: []) }
    }

    /// In the order of the alphabet.
    public var names: [String] { parts.keys.sorted() }

    func part(named name: String) -> Part? { parts[name.lowercased()] }

    /// Reads one query after those that it uses.
    ///
    /// - within: the queries whose reading has led here.
    private mutating func read(
        _ name: String, from waiting: inout [String: String], within path: [String]
    ) throws(Refusal) {
        guard let text = waiting[name] else { return }
        let path = path + [name]
        for used in QueryParser.names(in: text) {
            let known = waiting.keys.first { $0.lowercased() == used }
            if let known, path.contains(known) {
                let circle = (path + [known]).map { "@\($0)" }.joined(separator: " uses ")
                throw Refusal(name: name, message: "goes round in a circle: \(circle)")
            }
            if let known { try read(known, from: &waiting, within: path) }
        }
        do throws(QueryError) {
            parts[name.lowercased()] = try QueryParser.part(of: text, saved: self)
            waiting[name] = nil
        } catch {
            throw Refusal(name: name, message: "col \(error.column): \(error)")
        }
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}

extension SavedQueries: Codable {
    /// Their texts, which are read again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(container.decode([String: String].self))
        } catch let refusal as Refusal {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: refusal.message)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}
