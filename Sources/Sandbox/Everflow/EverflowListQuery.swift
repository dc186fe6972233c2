// What a list or table request asks for: page, filters, search terms, relationships, in all the notations that the
// references know. Everflow reference, 1.3, 1.4, 1.5.

import Models

struct EverflowListQuery: Sendable {
    enum Comparison: Character, Sendable {
        case equal = "="
        case greater = ">"
        case less = "<"
    }

    struct Filter: Sendable {
        var field: String
        var comparison: Comparison
        var value: String
    }

    static let defaultPageSize = 50
    static let largestPageSize = 2000

    var page: Int
    var pageSize: Int
    var filters: [Filter]
    var relationships: Set<String>
    /// Of a table's body.
    var searchTerms: [(type: String, value: String)] = []
    var tableFilters = JSONObject()

    /// `fields`: names that a bare `?name=value` may filter by.
    init(_ request: SandboxRequest, fields: Set<String>) throws(SandboxFailure) {
        let isTable = request.method == "POST"
        let body = isTable ? try request.jsonObject() : JSONObject()
        page = try EverflowListQuery.number("page", request, body, 1...1_000_000) ?? 1
        pageSize =
            try EverflowListQuery.number("page_size", request, body, 1...EverflowListQuery.largestPageSize)
            ?? EverflowListQuery.defaultPageSize
        relationships = request.relationships
        filters = try isTable ? [] : EverflowListQuery.filters(request, fields: fields)
        guard isTable else { return }
        searchTerms = try EverflowListQuery.searchTerms(body["search_terms"])
        switch body["filters"] {
        case .object(let object): tableFilters = object
        case nil, .null: break
        default: throw SandboxFailure(400, "filters must be an object")
        }
    }

    // MARK: - Paging

    /// The query string wins over the body, the body over its `paging` object.
    private static func number(
        _ name: String, _ request: SandboxRequest, _ body: JSONObject, _ range: ClosedRange<Int>
    ) throws(SandboxFailure) -> Int? {
        let given = request.parameter(name) ?? (body[name] ?? body["paging"]?[name])?.text
        guard let given else { return nil }
        guard let number = Int(given), range.contains(number) else {
            throw SandboxFailure(400, "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    // MARK: - Filters

    private static func filters(
        _ request: SandboxRequest, fields: Set<String>
    ) throws(SandboxFailure) -> [Filter] {
        var filters: [Filter] = []
        for (name, value) in request.query {
            if name == "filter" {
                filters.append(try filter(value, fields: fields))
            } else if name.hasPrefix("filter["), name.hasSuffix("]") {
                let field = String(name.dropFirst(7).dropLast())
                try check(field, fields)
                filters.append(Filter(field: field, comparison: .equal, value: value))
            } else if fields.contains(name) {
                filters.append(Filter(field: name, comparison: .equal, value: value))
            }
        }
        return filters
    }

    /// `time_saved>1735689600`
    private static func filter(_ text: String, fields: Set<String>) throws(SandboxFailure) -> Filter {
        guard let index = text.firstIndex(where: { "=<>".contains($0) }),
            let comparison = Comparison(rawValue: text[index])
        else { throw SandboxFailure(400, "filter must be <field><operator><value> with =, > or <") }
        let field = String(text[..<index])
        try check(field, fields)
        return Filter(field: field, comparison: comparison, value: String(text[text.index(after: index)...]))
    }

    private static func check(_ field: String, _ fields: Set<String>) throws(SandboxFailure) {
        guard fields.contains(field) else { throw SandboxFailure(400, "unknown filter field \(field)") }
    }

    private static func searchTerms(
        _ terms: JSONValue?
    ) throws(SandboxFailure) -> [(type: String, value: String)] {
        guard let terms, !terms.isNull else { return [] }
        guard let list = terms.array else { throw SandboxFailure(400, "search_terms must be a list") }
        var found: [(type: String, value: String)] = []
        for term in list {
            guard let type = term["search_type"]?.text, let value = term["value"]?.text else {
                throw SandboxFailure(400, "a search term needs search_type and value")
            }
            found.append((type, value))
        }
        return found
    }
}

extension SandboxRequest {
    /// The names after `relationship=` (Everflow reference, 1.5).
    var relationships: Set<String> {
        Set(query.filter { $0.name == "relationship" }.map(\.value))
    }
}

extension EverflowListQuery.Filter {
    /// Numbers compare as numbers, everything else as text.
    func accepts(_ actual: JSONValue) -> Bool {
        if let mine = actual.quantity, let theirs = Quantity(text: value) {
            return holds(mine, theirs)
        }
        return holds(actual.text ?? "", value)
    }

    private func holds<Value: Comparable>(_ actual: Value, _ wanted: Value) -> Bool {
        switch comparison {
        case .equal: actual == wanted
        case .greater: actual > wanted
        case .less: actual < wanted
        }
    }
}
