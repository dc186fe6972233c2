// The name of an object that carries caps, as people and scripts write it: `acme/custom:412`, `leads/cap:6980ca…`.

/// The id of one object of one network.
public struct ObjectID: Hashable, Sendable, Codable {
    public enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case custom, offer, group, cap
    }

    /// The profile's name.
    public var network: String
    public var kind: Kind
    /// The upstream's own id as text; any non-empty text, compared exactly.
    public var key: String

    public init(network: String, kind: Kind, key: String) {
        self.network = network
        self.kind = kind
        self.key = key
    }

    public var text: String { "\(network)/\(kind.rawValue):\(key)" }

    /// Reads `network/kind:key`; nil for anything else.
    public init?(text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
        let rest = text[text.index(after: slash)...]
        guard let colon = rest.firstIndex(of: ":"), let kind = Kind(rawValue: String(rest[..<colon])) else {
            return nil
        }
        let key = rest[rest.index(after: colon)...]
        guard !key.isEmpty else { return nil }
        self.init(network: String(text[..<slash]), kind: kind, key: String(key))
    }
}
