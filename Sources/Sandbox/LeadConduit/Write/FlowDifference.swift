// What differs between two revisions of a flow, member by member, for the change log. LeadConduit reference, 3.6.

import Models

/// The changed members with their paths, and the same as a tree: `[old, new]`, `[new]` where there was nothing,
/// `[old, 0, 0]` where nothing is left.
struct FlowDifference {
    private(set) var changes: [LeadConduit.LoggedChange] = []
    private(set) var delta: JSONValue = .object(JSONObject())

    /// The instant of the change is no change.
    init(from old: JSONValue, to new: JSONValue) {
        var (before, after) = (old, new)
        before["updated_at"] = nil
        after["updated_at"] = nil
        if let tree = compare(before, after, path: []) { delta = tree }
    }

    private mutating func compare(_ old: JSONValue, _ new: JSONValue, path: [String]) -> JSONValue? {
        guard old != new else { return nil }
        switch (old, new) {
        case (.object(let left), .object(let right)):
            return compare(left.members.map { ($0.name, $0.value) }, right.members.map { ($0.name, $0.value) }, path)
        case (.array(let left), .array(let right)):
            return compare(FlowDifference.numbered(left), FlowDifference.numbered(right), path)
        default:
            log("changed", path, old, new)
            return .array([old, new])
        }
    }

    private mutating func compare(
        _ old: [(String, JSONValue)], _ new: [(String, JSONValue)], _ path: [String]
    ) -> JSONValue? {
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        var tree = JSONObject()
        for (name, value) in new {
            if let earlier = before[name] {
                tree[name] = compare(earlier, value, path: path + [name])
            } else {
                log("added", path + [name], nil, value)
                tree[name] = .array([value])
            }
        }
        for (name, value) in old where after[name] == nil {
            log("removed", path + [name], value, nil)
            tree[name] = .array([value, .int(0), .int(0)])
        }
        return tree.isEmpty ? nil : .object(tree)
    }

    private mutating func log(_ action: String, _ path: [String], _ old: JSONValue?, _ new: JSONValue?) {
        var change = LeadConduit.LoggedChange()
        change.action = action
        change.target = path.first
        change.deltaPath = path.joined(separator: ".")
        change.previous = old.map(FlowDifference.logged)
        change.current = new.map(FlowDifference.logged)
        changes.append(change)
    }

    /// Text, boolean or list; numbers are texts there, and so is what is neither.
    private static func logged(_ value: JSONValue) -> LeadConduit.LoggedValue {
        var logged = LeadConduit.LoggedValue()
        switch value {
        case .null: break
        case .bool, .string, .array: logged.value = value
        case .number(let number): logged.value = .string(number.text)
        case .object: logged.value = .string(String(decoding: value.serialized(), as: UTF8.self))
        }
        return logged
    }

    private static func numbered(_ items: [JSONValue]) -> [(String, JSONValue)] {
        items.enumerated().map { (String($0.offset), $0.element) }
    }
}
