// A kind of object that Everflow lists, gets and searches: what it can be filtered by and how it is found. Generic part of
// custom caps, offers, groups, affiliates and advertisers.

import Models

struct EverflowResource<Record: Sendable>: Sendable {
    typealias Field = @Sendable (Record) -> JSONValue
    typealias Search = @Sendable (Record, String, AccountDirectory) -> Bool
    typealias TableFilter = @Sendable (Record, JSONValue) -> Bool

    /// `custom_cap_settings`
    var listKey: String
    var records: @Sendable (AccountDirectory) -> [Record]
    /// By the names that filters use.
    var fields: [String: Field]
    /// By `search_type`.
    var searches: [String: Search] = [:]
    /// By the names in a table's `filters`.
    var tableFilters: [String: TableFilter] = [:]

    /// The page asked for and how many there are in all.
    func page(_ query: EverflowListQuery, in directory: AccountDirectory) throws(SandboxFailure) -> (
        items: [Record], total: Int
    ) {
        var found = records(directory)
        for filter in query.filters {
            guard let field = fields[filter.field] else { continue }
            found = found.filter { filter.accepts(field($0)) }
        }
        for term in query.searchTerms {
            guard let search = searches[term.type] else {
                throw SandboxFailure(400, "unknown search_type \(term.type)")
            }
            found = found.filter { search($0, term.value, directory) }
        }
        for member in query.tableFilters.members {
            guard let filter = tableFilters[member.name] else { continue }
            found = found.filter { filter($0, member.value) }
        }
        let page = found.dropFirst((query.page - 1) * query.pageSize).prefix(query.pageSize)
        return (Array(page), found.count)
    }

    /// Whether a table filter names `value`: a list holds it, a single value equals it, an empty list asks for nothing.
    static func names(_ filter: JSONValue, _ value: JSONValue) -> Bool {
        if let list = filter.array { return list.isEmpty || list.contains { same($0, value) } }
        return filter.isNull || same(filter, value)
    }

    private static func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
        left.text?.lowercased() == right.text?.lowercased()
    }

    static func contains(_ text: String, _ part: String) -> Bool {
        text.lowercased().contains(part.lowercased())
    }
}
