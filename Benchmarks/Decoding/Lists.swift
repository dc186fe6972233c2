// The two lists as the networks would send them: compact JSON in the form of the references' examples.
import Models

enum Lists {
    /// 2026-03-10T20:20:41Z.
    static let now = Timestamp(seconds: 1_773_174_041)

    static func counters(_ numbers: Range<Int>) -> [UInt8] {
        joined(numbers, between: ("[", "]")) { number in
            """
            {"id":"\(id(0xA5, number))","cap_ids":[],"count":\(number * 7 % 1_000),"duration":1,\
            "duration_units":"day","expires_at":"2026-03-11T04:59:59.999Z","failed_count":\(number % 13),\
            "flow_id":"\(id(0xB5, number / 8))","maximum":\(500 + number % 4 * 500),\
            "name":"Solar leads from state \(number % 50), #\(number)","source_id":"\(id(0xC5, number % 40))",\
            "started_at":"2026-03-10T05:00:00.000Z","time_zone":"America/Chicago","type":"volume",\
            "updated_at":"2026-03-10T20:19:44.310Z"}
            """
        }
    }

    /// Three of the sixteen limits are set, as on most custom caps; the affiliate and the offer stand beside each.
    static func customCaps(_ numbers: Range<Int>) -> [UInt8] {
        let limits = ["conversion", "payout", "revenue", "click"].flatMap { metric in
            ["daily", "weekly", "monthly", "global"].map { "\($0)_\(metric)_cap" }
        }
        return joined(
            numbers,
            between: (
                #"{"custom_cap_settings":["#,
                #"],"paging":{"page":1,"page_size":\#(numbers.count),"total_count":\#(numbers.count)}}"#
            )
        ) {
            number in
            let amounts = limits.enumerated().map { place, name in
                #""\#(name)":\#(place % 6 == number % 6 ? 10 + number % 990 : 0)"#
            }
            return """
                {"network_custom_cap_setting_id":\(number + 1),"network_id":1,"network_affiliate_id":\(51 + number % 5_000),\
                "network_offer_id":\(204 + number / 50),"name":"Ramp-up of week \(number % 53)",\(amounts.joined(separator: ",")),\
                "time_created":1771000000,"time_saved":1772000000,"is_soft_cap":\(number % 5 == 0),\
                "relationship":{"affiliate":{"network_affiliate_id":\(51 + number % 5_000),"network_id":1,\
                "name":"Harbor Media \(number % 5_000)","account_status":"active"},\
                "offer":{"network_offer_id":\(204 + number / 50),"network_id":1,"network_advertiser_id":9,\
                "name":"Sunrise Kettle CPA \(number / 50)","offer_status":"active"},"currency_id":"USD"}}
                """
        }
    }

    private static func joined(
        _ numbers: Range<Int>, between ends: (String, String), _ element: (Int) -> String
    ) -> [UInt8] {
        var bytes = Array(ends.0.utf8)
        for number in numbers {
            if number > numbers.lowerBound { bytes.append(UInt8(ascii: ",")) }
            bytes += element(number).utf8
        }
        return bytes + ends.1.utf8
    }

    /// 24 hex digits.
    private static func id(_ kind: Int, _ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "6980cafb" + String(kind, radix: 16) + String(repeating: "0", count: 14 - digits.count) + digits
    }
}
