// A live object as data, for recorded actions: its target and the answer it was read from, which say everything else.

extension LiveObject: Codable {
    private enum Key: String, CodingKey {
        case target, tree
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let target = try container.decode(EditTarget.self, forKey: .target)
        let tree = try? JSONValue.parse(Array(try container.decode(String.self, forKey: .tree).utf8))
        let isEverflow = target.kind.network == .everflow
        guard let tree,
            let object = isEverflow
                ? LiveObject(everflow: tree, target: target) : LiveObject(flow: tree, target: target)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .tree, in: container, debugDescription: "no \(target.kind.noun) \(target.key) in it")
        }
        self = object
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(target, forKey: .target)
        try container.encode(String(decoding: tree.serialized(), as: UTF8.self), forKey: .tree)
    }
}
