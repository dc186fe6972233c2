// An id with the name people know it by, as many caps name it: one word in each, and the text once. Knows no network.

/// The id of an affiliate, an offer, a source, a flow or a step with its name. Compared by content; copies share it.
public struct NamedID: Sendable {
    private final class Content: Sendable, Codable {
        let id: String
        let name: String

        init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    private let content: Content

    public init(id: String, name: String) {
        content = Content(id: id, name: name)
    }

    public var id: String { content.id }
    public var name: String { content.name }
}

extension NamedID: Hashable {
    public static func == (left: NamedID, right: NamedID) -> Bool {
        left.content === right.content || (left.id == right.id && left.name == right.name)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(name)
    }
}

extension NamedID: Codable {
    public init(from decoder: any Decoder) throws {
        content = try Content(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try content.encode(to: encoder)
    }
}
