// Carries the difference between two writings of one wire type over to the tree it was read from. Knows no fields.

enum WireDifference {
    /// `tree` with the members that differ between `old` and `new` replaced, objects member by member. All else stays as
    /// it came, members that no wire type knows and the text of numbers included.
    static func applied(from old: JSONValue, to new: JSONValue, on tree: JSONValue) -> JSONValue {
        guard old != new else { return tree }
        guard let before = old.object, let after = new.object, var result = tree.object else { return new }
        for member in after.members where before[member.name] != member.value {
            if let was = before[member.name], let found = result[member.name] {
                result[member.name] = applied(from: was, to: member.value, on: found)
            } else {
                result[member.name] = member.value
            }
        }
        for member in before.members where after[member.name] == nil {
            result[member.name] = nil
        }
        return .object(result)
    }

    /// A creation's body: without the named members and those that every object gets from the server.
    static func without(_ names: [String], in object: JSONValue) -> JSONValue {
        var result = object
        for name in names + ["network_id", "time_created", "time_saved", "relationship"] { result[name] = nil }
        return result
    }
}
