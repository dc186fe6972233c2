// Fifty custom caps of their own, each with another limit, so that changing all of them is a request for each.
import Models
import Testing

enum FiftyCaps {
    /// Their limits by name.
    static let old = Dictionary(uniqueKeysWithValues: (0..<50).map { ("bulk \($0)", Int64(1000 + 10 * $0)) })

    /// What ten per cent more is of each.
    static func raised(_ value: Int64) -> Int64 { value + value / 10 }

    /// Creates them.
    static func fill(_ somebody: SomebodyElse) throws {
        func ids(_ path: String, _ name: String, _ id: String) throws -> [Int64] {
            try (somebody.get("/v1/networks/\(path)")[name]?.array ?? []).compactMap { $0[id]?.int64 }
        }
        let affiliates = try ids("affiliates", "affiliates", "network_affiliate_id")
        let offers = try ids("offers", "offers", "network_offer_id")
        let taken = Set(
            try caps(somebody).map { "\($0["network_affiliate_id"]?.text ?? "") \($0["network_offer_id"]?.text ?? "")" }
        )
        let free = offers.flatMap { offer in affiliates.map { (affiliate: $0, offer: offer) } }
            .filter { !taken.contains("\($0.affiliate) \($0.offer)") }
        for (number, pair) in free.prefix(50).enumerated() {
            try somebody.send(
                "POST", "/v1/networks/custom/caps",
                .object([
                    ("network_affiliate_id", .int(pair.affiliate)), ("network_offer_id", .int(pair.offer)),
                    ("name", .string("bulk \(number)")), ("daily_click_cap", .int(1000 + 10 * number)),
                ]))
        }
    }

    /// Their limits as they are now, by name.
    static func limits(_ somebody: SomebodyElse) throws -> [String: Int64] {
        try limits(somebody, by: "name")
    }

    /// The same by id.
    static func limitsByID(_ somebody: SomebodyElse) throws -> [String: Int64] {
        try limits(somebody, by: "network_custom_cap_setting_id")
    }

    private static func limits(_ somebody: SomebodyElse, by key: String) throws -> [String: Int64] {
        var limits: [String: Int64] = [:]
        for cap in try caps(somebody) where cap["name"]?.text?.hasPrefix("bulk ") == true {
            if let name = cap[key]?.text { limits[name] = cap["daily_click_cap"]?.int64 }
        }
        return limits
    }

    private static func caps(_ somebody: SomebodyElse) throws -> [JSONValue] {
        let answer = try somebody.get("/v1/networks/custom/caps?page=1&page_size=500")
        return try #require(answer["custom_cap_settings"]?.array)
    }
}
