// What keeps a flow from being saved, each fault under the path of its member. LeadConduit reference, 3.1 to 3.3 and 7.8.

import Models

/// Checks a flow's document; members that it does not know are no fault.
struct FlowValidator {
    private(set) var faults: [(path: String, message: String)] = []

    private static let units = ["month", "week", "day", "hour", "minute"]
    private static let outcomes = ["success", "failure", "error"]

    mutating func check(_ flow: JSONObject) {
        checkText(flow, "name", at: "")
        if case .bool = flow["enabled"] {} else { add("enabled", "must be true or false") }
        for name in ["fields", "sources", "steps"] where flow[name]?.array == nil { add(name, "must be a list") }
        checkCaps(flow["caps"], at: "caps")
        for (index, source) in (flow["sources"]?.array ?? []).enumerated() {
            checkPlace(source, at: "sources.\(index)")
        }
        for (index, step) in (flow["steps"]?.array ?? []).enumerated() { checkStep(step, at: "steps.\(index)") }
        checkIDs(.object(flow))
    }

    // MARK: - Places

    private mutating func checkStep(_ step: JSONValue, at path: String) {
        switch step["type"]?.text {
        case "recipient": checkPlace(step, at: path)
        case "filter":
            let outcome = step["outcome"]?.text ?? ""
            if !Self.outcomes.contains(outcome) { add("\(path).outcome", "must be success, failure or error") }
            if step["rule_set"]?.object == nil { add("\(path).rule_set", "is required") }
            checkRules(step["rule_set"], at: "\(path).rule_set")
        default: add("\(path).type", "must be recipient or filter")
        }
    }

    /// A source or a recipient.
    private mutating func checkPlace(_ place: JSONValue, at path: String) {
        guard let object = place.object else { return add(path, "must be an object") }
        if object["integration"]?.object == nil { add("\(path).integration", "is required") }
        if let entity = object["entity"]?.object {
            checkText(entity, "id", at: "\(path).entity.")
        } else {
            add("\(path).entity", "is required")
        }
        checkRules(object["rule_set"], at: "\(path).rule_set")
        checkCaps(object["caps"], at: "\(path).caps")
    }

    // MARK: - Caps

    /// Null is fine, a list without caps is not; below another cap it is.
    private mutating func checkCaps(_ caps: JSONValue?, at path: String, depth: Int = 0) {
        guard let caps, !caps.isNull else { return }
        guard let list = caps.array else { return add(path, "must be a list or null") }
        if list.isEmpty, depth == 0 { add(path, "must not be empty") }
        guard depth < FlowCompiler.depthLimit else { return add(path, "is nested too deeply") }
        for (index, cap) in list.enumerated() { checkCap(cap, at: "\(path).\(index)", depth: depth) }
    }

    private mutating func checkCap(_ cap: JSONValue, at path: String, depth: Int) {
        guard let object = cap.object else { return add(path, "must be an object") }
        checkWord(object, "type", ["volume"], at: path)
        checkWord(object, "duration_units", Self.units, at: path)
        if let duration = given(object, "duration") {
            if case .number = duration, let amount = duration.quantity {
                if amount < Quantity(1) { add("\(path).duration", "must be at least 1") }
            } else {
                add("\(path).duration", "must be a number")
            }
        }
        if let maximum = given(object, "maximum") {
            if case .number = maximum, let amount = maximum.quantity {
                if amount < .zero { add("\(path).maximum", "must not be negative") }
            } else {
                add("\(path).maximum", "must be a number")
            }
        }
        for name in ["name", "reason"] {
            if let value = given(object, name), case .string = value {
            } else if given(object, name) != nil {
                add("\(path).\(name)", "must be a text")
            }
        }
        if let zone = given(object, "time_zone"), zone.text.flatMap({ CapCalendar(timeZone: $0) }) == nil {
            add("\(path).time_zone", "is unknown")
        }
        checkRules(object["rule_set"], at: "\(path).rule_set")
        checkCaps(object["caps"], at: "\(path).caps", depth: depth + 1)
    }

    /// Ids of caps have 24 hexadecimal digits and occur once.
    private mutating func checkIDs(_ flow: JSONValue) {
        var seen: Set<String> = []
        for id in PlacedCap.ids(in: flow) {
            if id.utf8.count != 24 || !id.allSatisfy(\.isHexDigit) {
                add("caps", "\(id) is not an id of 24 hexadecimal digits")
            } else if !seen.insert(id).inserted {
                add("caps", "\(id) occurs twice")
            }
        }
    }

    // MARK: - Rules

    private mutating func checkRules(_ set: JSONValue?, at path: String, depth: Int = 0) {
        guard let set, !set.isNull else { return }
        guard depth < FlowCompiler.depthLimit else { return add(path, "is nested too deeply") }
        if !["and", "or"].contains(set["op"]?.text ?? "") { add("\(path).op", "must be and or or") }
        guard let rules = set["rules"]?.array, !rules.isEmpty else {
            return add("\(path).rules", "must be a list with rules")
        }
        for (index, rule) in rules.enumerated() {
            let place = "\(path).rules.\(index)"
            if rule["rules"] != nil {
                checkRules(rule, at: place, depth: depth + 1)
            } else {
                if LeadOperator(rawValue: rule["op"]?.text ?? "") == nil { add("\(place).op", "is unknown") }
                if (rule["lhv"]?.text ?? "").isEmpty { add("\(place).lhv", "is required") }
                checkRules(rule["rule_set"], at: "\(place).rule_set", depth: depth + 1)
            }
        }
    }

    // MARK: - Parts

    private func given(_ object: JSONObject, _ name: String) -> JSONValue? {
        object[name].flatMap { $0.isNull ? nil : $0 }
    }

    private mutating func checkWord(_ object: JSONObject, _ name: String, _ words: [String], at path: String) {
        guard let value = given(object, name) else { return }
        if case .string(let word) = value, words.contains(word) { return }
        add("\(path).\(name)", "must be one of \(words.joined(separator: ", "))")
    }

    private mutating func checkText(_ object: JSONObject, _ name: String, at prefix: String) {
        if case .string(let text) = object[name], !text.isEmpty { return }
        add("\(prefix)\(name)", "must be a text that is not empty")
    }

    private mutating func add(_ path: String, _ message: String) {
        faults.append((path, message))
    }
}

extension PlacedCap {
    /// The ids of all caps of a flow's document.
    static func ids(in flow: JSONValue) -> [String] {
        var found: [String] = []
        let places = [flow] + (flow["sources"]?.array ?? []) + (flow["steps"]?.array ?? [])
        for place in places { collect(place["caps"], depth: 0, into: &found) }
        return found
    }

    private static func collect(_ caps: JSONValue?, depth: Int, into found: inout [String]) {
        guard depth < FlowCompiler.depthLimit else { return }
        for cap in caps?.array ?? [] {
            if let id = cap["id"]?.text { found.append(id) }
            collect(cap["caps"], depth: depth + 1, into: &found)
        }
    }
}
