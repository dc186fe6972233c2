// Caps are packed in memory and plain in a recorded stream: what goes in comes out, by public names.
import Foundation
import Testing

@testable import Models

@Suite("Caps in a recorded stream")
struct CapCodingTests {
    private static let nested = CapObject(
        id: ObjectID(network: "leads", kind: .cap, key: "6980ca"), scope: .source, name: "Texas",
        affiliate: NamedID(id: "e1", name: "WebForm A"), offer: NamedID(id: "f1", name: "Solar Leads"),
        parent: ObjectID(network: "leads", kind: .cap, key: "6980cb"), rules: ["state is equal to TX"],
        isSoftCap: true, isEnabled: false, timeZone: "America/Chicago", isTimeZoneAssumed: true, currency: "EUR")
    private static let bare = CapObject(
        id: ObjectID(network: "acme", kind: .group, key: "7"), scope: .group, name: "", timeZone: "UTC")

    private static let meters = [
        CapMeter(
            object: nested, limit: CapLimit(metric: .lead, period: CapPeriod(unit: .minute, length: 15), maximum: nil),
            count: nil, failedCount: Quantity(3), startedAt: Timestamp(milliseconds: -1), expiresAt: nil,
            asOf: Timestamp(seconds: 1_500), precision: .unknown, isWindowEstimated: true),
        CapMeter(
            object: bare,
            limit: CapLimit(
                metric: .payout, period: CapPeriod(unit: .other("fortnight"), length: 2),
                maximum: Quantity(millionths: -12_500_100_000)),
            count: .zero, failedCount: nil, startedAt: nil, expiresAt: Timestamp(seconds: 0),
            asOf: Timestamp(seconds: 0), precision: .derived, isWindowEstimated: false),
    ]

    @Test("a meter comes back as it was, what is missing included", arguments: meters)
    func roundTrip(meter: CapMeter) throws {
        let back = try JSONDecoder().decode(CapMeter.self, from: JSONEncoder().encode(meter))
        #expect(back == meter)
        #expect(back.id == meter.id && back.limit == meter.limit && back.object.rules == meter.object.rules)
        #expect(back.count == meter.count && back.failedCount == meter.failedCount)
        #expect(back.startedAt == meter.startedAt && back.expiresAt == meter.expiresAt)
        #expect(back.object.parent == meter.object.parent && back.object.currency == meter.object.currency)
    }

    @Test("members have their public names, and those that are nil are left out")
    func names() throws {
        let data = try JSONEncoder().encode(CapCodingTests.meters[1])
        let members = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(members.keys) == ["object", "limit", "count", "expiresAt", "asOf", "precision", "isWindowEstimated"])
        let object = try #require(members["object"] as? [String: Any])
        #expect(
            Set(object.keys) == [
                "id", "scope", "name", "rules", "isSoftCap", "isEnabled", "timeZone", "isTimeZoneAssumed",
            ])
        let limit = try #require(members["limit"] as? [String: Any])
        #expect((limit["period"] as? [String: Any])?["unit"] as? String == "fortnight")
        #expect((limit["period"] as? [String: Any])?["length"] as? Int == 2)
    }

    @Test("objects differ by any of their parts, and by nothing else")
    func equality() {
        func object(
            key: String = "1", name: String = "a", parent: String? = nil, rules: [String] = [], zone: String = "UTC",
            offer: String = "o"
        ) -> CapObject {
            CapObject(
                id: ObjectID(network: "leads", kind: .cap, key: key), scope: .flow, name: name,
                offer: NamedID(id: "f", name: offer),
                parent: parent.map { ObjectID(network: "leads", kind: .cap, key: $0) }, rules: rules, timeZone: zone)
        }
        #expect(object() == object())
        #expect(object(parent: "9", rules: ["x"]) == object(parent: "9", rules: ["x"]))
        for other in [
            object(key: "2"), object(name: "b"), object(parent: "9"), object(rules: ["x"]), object(zone: "Asia/Tokyo"),
            object(offer: "p"),
        ] {
            #expect(object() != other)
        }
        #expect(
            object(key: "1").isSame(as: object(key: "1", name: "renamed")) && !object().isSame(as: object(key: "2")))
    }

    @Test("a meter is nine words")
    func size() {
        #expect(MemoryLayout<CapMeter>.stride == 72)
    }
}
