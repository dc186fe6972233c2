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
        /// written make no difference; that elements changed places is a difference of their list's ids.
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
            let news = Dictionary(uniqueKeysWithValues: new.named)
            let olds = Set(old.named.map(\.0))
            if !old.isObject, let order = moved(old.named.map(\.0), new.named.map(\.0)) {
                result.append(
                    FlowDifference(path: path.joined(separator: "."), before: order.before, after: order.after))
            }
            for (name, value) in old.named {
                compare(value, news[name], at: path + [name], into: &result)
            }
            for (name, value) in new.named where !olds.contains(name) {
                compare(nil, value, at: path + [name], into: &result)
            }
        }

        /// The ids that both lists have, when they stand in another order.
        private static func moved(_ old: [String], _ new: [String]) -> (before: JSONValue, after: JSONValue)? {
            let stood = old.filter(Set(new).contains)
            let stands = new.filter(Set(old).contains)
            guard stood != stands else { return nil }
            return (.array(stood.map(JSONValue.string)), .array(stands.map(JSONValue.string)))
        }

        private static func same(_ before: JSONValue?, _ after: JSONValue?) -> Bool {
            if case .number(let old)? = before, case .number(let new)? = after {
                return old == new || (old.doubleValue != nil && old.doubleValue == new.doubleValue)
            }
            return before == after
        }

        /// The named parts of an object or list; nil for a scalar and for an object that names a member twice. Elements
        /// of a list go by their id where all have different ones, so that an inserted cap is one difference.
        private static func parts(_ value: JSONValue) -> (isObject: Bool, named: [(String, JSONValue)])? {
            switch value {
            case .object(let object):
                guard Set(object.members.map(\.name)).count == object.members.count else { return nil }
                return (true, object.members.map { ($0.name, $0.value) })
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
