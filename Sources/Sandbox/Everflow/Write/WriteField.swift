// One member of a write's body, read strictly: a value of the wrong kind is refused in the field's own name.

import Models

struct WriteField: Sendable {
    let name: String
    let value: JSONValue

    init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// A limit: not below zero, and whole for counts (Everflow reference, sections 2 and 4.2).
    func limit(_ slot: LimitSlot) throws(SandboxFailure) -> Quantity {
        guard case .number = value, let amount = value.quantity else { throw failure("must be a number") }
        guard amount >= .zero else { throw failure("must not be negative") }
        guard slot.metric.isMoney || amount.isWhole else { throw failure("must be a whole number") }
        return amount
    }

    func flag() throws(SandboxFailure) -> Bool {
        guard case .bool(let flag) = value else { throw failure("must be true or false") }
        return flag
    }

    func text() throws(SandboxFailure) -> String {
        guard case .string(let text) = value else { throw failure("must be a text") }
        return text
    }

    /// A text that is not blank.
    func nonBlankText() throws(SandboxFailure) -> String {
        let text = try self.text()
        guard !LeadValue.trimmed(text).isEmpty else { throw failure("must not be empty") }
        return text
    }

    func word(_ allowed: [String]) throws(SandboxFailure) -> String {
        let text = try self.text()
        guard allowed.contains(text) else { throw failure("must be one of \(allowed.joined(separator: ", "))") }
        return text
    }

    func id() throws(SandboxFailure) -> Int {
        guard case .number(let number) = value, let id = number.int64.flatMap({ Int(exactly: $0) }) else {
            throw failure("must be an integer")
        }
        return id
    }

    /// Integers, each once, in their order.
    func ids() throws(SandboxFailure) -> [Int] {
        guard case .array(let items) = value else { throw failure("must be a list of integers") }
        var ids: [Int] = []
        var seen: Set<Int> = []
        for item in items {
            let id = try WriteField("each of \(name)", item).id()
            if seen.insert(id).inserted { ids.append(id) }
        }
        return ids
    }

    func texts() throws(SandboxFailure) -> [String] {
        guard case .array(let items) = value else { throw failure("must be a list of texts") }
        var texts: [String] = []
        for item in items { texts.append(try WriteField("each of \(name)", item).text()) }
        return texts
    }

    func failure(_ what: String) -> SandboxFailure {
        SandboxFailure(400, "\(name) \(what)")
    }
}

extension JSONObject {
    /// A member for a strict reading; missing and null are the same.
    func field(_ name: String) -> WriteField? {
        guard let value = self[name], !value.isNull else { return nil }
        return WriteField(name, value)
    }

    func required(_ name: String) throws(SandboxFailure) -> WriteField {
        guard let field = field(name) else { throw SandboxFailure(400, "\(name) is required") }
        return field
    }

    /// The sixteen limits, those that are missing 0.
    func limits() throws(SandboxFailure) -> CapLimits {
        var limits = CapLimits()
        for slot in LimitSlot.all {
            if let field = field(slot.wireName) { limits[slot] = try field.limit(slot) }
        }
        return limits
    }
}

extension LimitSlot {
    /// `daily_conversion_cap` (Everflow reference, section 2).
    var wireName: String {
        let prefix =
            switch period {
            case .day: "daily"
            case .week: "weekly"
            case .month: "monthly"
            case .global: "global"
            }
        return "\(prefix)_\(metric.rawValue)_cap"
    }

    static let byWireName = Dictionary(uniqueKeysWithValues: all.map { ($0.wireName, $0) })
}
