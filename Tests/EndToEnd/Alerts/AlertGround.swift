// A sandbox whose clock stands, with one custom cap on clicks that a test drives over a threshold and back, and the rules
// that watch it.
import Models
import TestSupport
import Testing

final class AlertGround {
    let sandbox: SandboxServer
    let scratch: Scratch
    private let somebody: SomebodyElse
    private let affiliate: Int64
    private let offer: Int64
    private let cap: Int64

    /// As captop calls the cap on clicks a day.
    let meter: String

    init(caps: Int = 40) throws {
        sandbox = try SandboxServer.frozen(caps: caps)
        scratch = try Scratch()
        somebody = SomebodyElse(at: sandbox)
        let affiliates = try #require(try somebody.get("/v1/networks/affiliates")["affiliates"]?.array)
        let offers = try #require(try somebody.get("/v1/networks/offers")["offers"]?.array)
        let caps = try #require(try somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]?.array)
        let clicks = AlertGround.freePair(affiliates, offers, caps, somebody)
        (affiliate, offer) = try #require(clicks, "no pair takes a click")
        let made = try somebody.send(
            "POST", "/v1/networks/custom/caps",
            .object([
                ("network_affiliate_id", .int(affiliate)), ("network_offer_id", .int(offer)),
                ("daily_click_cap", .int(1000)),
            ]))
        cap = try #require(made["network_custom_cap_setting_id"]?.int64)
        meter = "acme/custom:\(cap)/click/day"
    }

    /// A pair without a custom cap whose clicks are counted.
    private static func freePair(
        _ affiliates: [JSONValue], _ offers: [JSONValue], _ caps: [JSONValue], _ somebody: SomebodyElse
    ) -> (Int64, Int64)? {
        for affiliate in affiliates where affiliate["account_status"]?.text == "active" {
            for offer in offers where offer["offer_status"]?.text == "active" {
                guard let affiliate = affiliate["network_affiliate_id"]?.int64,
                    let offer = offer["network_offer_id"]?.int64
                else { continue }
                let isTaken = caps.contains {
                    $0["network_affiliate_id"]?.int64 == affiliate && $0["network_offer_id"]?.int64 == offer
                }
                if !isTaken, (try? click(affiliate, offer, somebody)) != nil { return (affiliate, offer) }
            }
        }
        return nil
    }

    /// - Returns: what the click counted against; nil when it was not accepted.
    private static func click(_ affiliate: Int64, _ offer: Int64, _ somebody: SomebodyElse) throws -> [JSONValue]? {
        let event: JSONValue = .object([
            ("type", .string("click")), ("offer_id", .int(offer)), ("affiliate_id", .int(affiliate)),
        ])
        let answer = try somebody.send("POST", "/sandbox/events", event)
        return answer["outcome"]?.text == "accepted" ? answer["counted_caps"]?.array : nil
    }

    /// One more click arrives.
    ///
    /// - Returns: how many the cap has counted now.
    @discardableResult
    func click() throws -> Int64 {
        let counted = try #require(try AlertGround.click(affiliate, offer, somebody))
        let own = counted.first { $0["cap"]?.text == "custom:\(cap)" }
        return try #require(own?["count"]?.int64)
    }

    /// The affiliate calls itself something else.
    func rename(_ name: String) throws {
        let path = "/v1/networks/affiliates/\(affiliate)"
        var whole = try somebody.get("\(path)?relationship=billing")
        whole["name"] = .string(name)
        whole["billing"] = whole["relationship"]?["billing"]
        try somebody.send("PUT", path, whole)
    }

    func setMaximum(_ maximum: Int64) throws {
        let change: JSONValue = .object([
            ("field_type", .string("daily_click_cap")), ("field_value", .int(maximum)),
        ])
        try somebody.send(
            "PATCH", "/v1/networks/custom/caps",
            .object([
                ("network_custom_cap_setting_ids", .array([.int(cap)])), ("fields", .array([change])),
            ]))
    }

    /// Rules that tell of every crossing upwards (`up`) and downwards (`down`) of the cap, and of flapping once (`calm`).
    ///
    /// - Parameter up: more lines of the rule `up`.
    func configure(up: String = "notify = []", key: String? = nil) throws -> String {
        let rules = [("up", "util >= 80", up), ("down", "util < 80", "notify = []")].map { name, when, more in
            """
            [[alert]]
            name = "\(name)"
            when = 'id="\(meter)" and \(when)'
            hold = 1
            cooldown = "0s"
            \(more)

            """
        }
        let calm = """
            [[alert]]
            name = "calm"
            when = 'id="\(meter)" and util >= 80'
            hold = 500
            notify = []
            """
        var text = sandbox.configuration(more: rules.joined(separator: "\n") + calm)
        if let key { text = text.replacing("key = { env = \"CAPTOP_TEST_KEY\" }", with: "key = { file = \"\(key)\" }") }
        return try scratch.write(text, to: "captop.toml")
    }

    func watch(_ configuration: String) throws -> PipedProgram {
        try PipedProgram(TestPaths.captop, ["watch", "--config", configuration], environment: scratch.environment)
    }

    /// What the state file says to a query.
    func state(_ query: String) throws -> [String] {
        let program = try PipedProgram("sqlite3", ["\(scratch.path)/state/captop/captop.sqlite", query])
        let code = program.exitCode(timeout: 20)
        try #require(code == 0, "\(program.messages)")
        return program.text.split(separator: "\n").map(String.init)
    }
}

extension PipedProgram {
    /// How often a rule has given an alert.
    func alerts(_ rule: String) -> Int { text.ranges(of: " [\(rule)] ").count }

    /// Waits until a rule has given so many alerts.
    func hears(_ rule: String, _ count: Int) -> Bool { wait(timeout: 40) { alerts(rule) >= count } }
}
