// What changed between two readings of a flow, member by member: for an operator whose edit met somebody else's.

extension LeadConduit {
    /// One member that differs.
    public struct FlowDifference: Hashable, Sendable {
        /// Names and ids from the flow inwards: `caps.6980cafb….maximum`; elements without an id by their place.
        public var path: String
        /// nil: the member is new.
        public var before: JSONValue?
        /// nil: the member is gone.
        public var after: JSONValue?

        /// The members that differ, in the order of the older flow, new ones behind. Member order and the way a number is
        /// written make no difference.
        public static func between(_ before: JSONValue, _ after: JSONValue) -> [FlowDifference] {
            var result: [FlowDifference] = []
            compare(before, after, at: [], into: &result)
            return result
        }

        /// `caps.6980cafb….maximum 2000 -> 2500`
        public var line: String {
            func text(_ value: JSONValue?) -> String {
                value.map { String(decoding: $0.serialized(), as: UTF8.self) } ?? "nothing"
            }
            return "\(path) \(text(before)) -> \(text(after))"
        }

        private static func compare(
            _ before: JSONValue?, _ after: JSONValue?, at path: [String], into result: inout [FlowDifference]
        ) {
            guard !same(before, after) else { return }
            guard let old = before.flatMap(parts), let new = after.flatMap(parts), old.isObject == new.isObject else {
                result.append(FlowDifference(path: path.joined(separator: "."), before: before, after: after))
                return
            }
            let news = Dictionary(new.named, uniquingKeysWith: { first, _ in first })
            let olds = Set(old.named.map(\.0))
            for (name, value) in old.named {
                compare(value, news[name], at: path + [name], into: &result)
            }
            for (name, value) in new.named where !olds.contains(name) {
                compare(nil, value, at: path + [name], into: &result)
            }
        }

        private static func same(_ before: JSONValue?, _ after: JSONValue?) -> Bool {
            if case .number(let old)? = before, case .number(let new)? = after {
                return old == new || (old.doubleValue != nil && old.doubleValue == new.doubleValue)
            }
            return before == after
        }

        /// The named parts of an object or list; nil for a scalar. Elements of a list go by their id where all have
        /// different ones, so that an inserted cap is one difference.
        private static func parts(_ value: JSONValue) -> (isObject: Bool, named: [(String, JSONValue)])? {
            switch value {
            case .object(let object): return (true, object.members.map { ($0.name, $0.value) })
            case .array(let values):
                let ids = values.compactMap { $0["id"]?.text }
                guard ids.count == values.count, Set(ids).count == ids.count else {
                    return (false, values.enumerated().map { (String($0.offset), $0.element) })
                }
                return (false, Array(zip(ids, values)))
            case .null, .bool, .number, .string: return nil
            }
        }
    }
}
