// A list answer: its rows, where it stands among the pages, and what was passed over (Everflow reference, 1.3, 1.6, 14).

extension Everflow {
    /// Where a page stands in its list.
    public struct Paging: Hashable, Sendable {
        public var page = 1
        public var pageSize = 50
        public var totalCount = 0

        public init() {}

        public init(page: Int, pageSize: Int, totalCount: Int) {
            self.page = page
            self.pageSize = pageSize
            self.totalCount = totalCount
        }
    }

    /// The rows of one list answer.
    public struct Page<Element: Sendable>: Sendable {
        public var items: [Element]
        /// nil when the answer had none: it is complete then.
        public var paging: Paging?
        /// Rows that could not be used, one sentence each.
        public var skipped: [String]

        public init(items: [Element], paging: Paging? = nil, skipped: [String] = []) {
            self.items = items
            self.paging = paging
            self.skipped = skipped
        }

        /// Whether no further page exists.
        public var isLast: Bool {
            guard let paging else { return true }
            let (reached, isOver) = paging.page.multipliedReportingOverflow(by: paging.pageSize)
            return isOver || reached >= paging.totalCount
        }
    }
}

extension Everflow.Page: Equatable where Element: Equatable {}

extension Everflow.Page where Element: WireObject {
    /// Rows under `key`, or a bare array. A success that holds an error text only is `refused`.
    static func read(_ bytes: [UInt8], key: StaticString) throws(WireError) -> Everflow.Page<Element> {
        try WireAnswer.document(bytes).withRoot { root throws(WireError) in
            let notes = WireNotes()
            guard root.isObject else {
                return Everflow.Page(items: try rows(root, key: key, notes: notes), skipped: notes.lines)
            }
            guard let list = root[key] else {
                throw WireAnswer.refusal(root) ?? .malformed("no \(key) in the answer")
            }
            let items = list.isNull ? [] : try rows(list, key: key, notes: notes)
            let paging: Everflow.Paging? = root["paging"].flatMap { found in
                found.isObject ? WireReader.read(found, place: "paging", notes: notes) : nil
            }
            return Everflow.Page(items: items, paging: paging, skipped: notes.lines)
        }
    }

    private static func rows(
        _ list: JSONElement, key: StaticString, notes: WireNotes
    ) throws(WireError) -> [Element] {
        guard list.isArray else { throw .malformed("\(key) is not a list") }
        return WireReader.rows(list, notes: notes)
    }
}

extension Everflow.Page where Element: JSONWritable {
    /// `{"<key>": [...], "paging": {...}}`, without paging when there is none.
    public func json(key: String) -> JSONValue {
        var object = JSONObject([(key, .array(items.map { $0.json() }))])
        object["paging"] = paging.map { WireWriter.json($0) }
        return .object(object)
    }
}

extension Everflow.Paging: WireObject {
    static let noun = "paging"

    /// Without these numbers nothing can be asked for, so the answer counts as complete.
    var defect: String? { page < 1 || pageSize < 1 || totalCount < 0 ? "is not usable" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("page", &page)
        fields.field("page_size", &pageSize)
        fields.field("total_count", &totalCount)
    }
}
