// Reads the sample's JSON into the values that queries are asked of. Knows the sample's members and nothing of captop's
// own readers and reports.
import Models
import Testing

extension QuerySample {
    /// A network's surroundings with its meters.
    struct Part {
        var context: QueryContext
        var meters: [CapMeter]
        var forecasts: [Forecast?]

        /// The ids of what a query finds here.
        func ids(_ query: CapQuery) -> [String] {
            query.indices(in: meters, forecasts: forecasts, context).map { meters[$0].id.text }
        }
    }

    struct Unreadable: Error { var member: String }

    static func parts() throws -> [Part] {
        let sample = try JSONValue.parse(Array(json.utf8))
        let caps = try #require(sample["caps"]?.array)
        return try #require(sample["networks"]?.array).map { row in
            let name = try text("name", of: row)
            let rows = caps.filter { $0["network"]?.text == name }
            return Part(
                context: QueryContext(
                    network: Network(
                        name: name, kind: try word("kind", of: row), environment: try word("environment", of: row),
                        accountName: row["account"]?.text),
                    groups: try (row["groups"]?.array ?? []).map(group), now: try #require(instant("now", of: row))),
                meters: try rows.map(meter), forecasts: try rows.map(forecast))
        }
    }

    /// The ids of all caps that a query finds, in the sample's order.
    static func ids(_ query: CapQuery) throws -> [String] {
        try parts().flatMap { $0.ids(query) }
    }

    static func ids(_ query: String) throws -> [String] { try ids(CapQuery(query)) }

    private static func meter(_ row: JSONValue) throws -> CapMeter {
        CapMeter(
            object: try object(row),
            limit: CapLimit(
                metric: try word("metric", of: row),
                period: CapPeriod(
                    unit: CapPeriod.Unit(rawValue: try text("unit", of: row["period"])),
                    length: Int(try #require(row["period"]?["length"]?.int64))),
                maximum: row["maximum"]?.quantity),
            count: row["count"]?.quantity, failedCount: row["failed_count"]?.quantity,
            startedAt: instant("started_at", of: row), expiresAt: instant("expires_at", of: row),
            asOf: try #require(instant("as_of", of: row)), precision: try word("precision", of: row),
            isWindowEstimated: row["window_estimated"]?.bool == true)
    }

    private static func forecast(_ row: JSONValue) throws -> Forecast? {
        guard let members = row["forecast"], !members.isNull else { return nil }
        let meter = try meter(row)
        return try QueryCoding.forecast(
            sample: try #require(MeterSample(meter)), tripsAt: instant("trips_at", of: row), resetsAt: meter.expiresAt,
            numbers: [
                "ratePerHour": members["rate"]?.quantity?.doubleValue,
                "tripProbability": members["odds"]?.quantity.map { $0.doubleValue / 100 },
                "rhythmPace": members["pace"]?.quantity.map { $0.doubleValue / 100 },
                "countAtReset": members["projected"]?.quantity?.doubleValue,
            ])
    }

    private static func object(_ row: JSONValue) throws -> CapObject {
        // A meter's id is its object's with metric and period behind it, but for LeadConduit.
        let id = try text("id", of: row).split(separator: "/").prefix(2).joined(separator: "/")
        return CapObject(
            id: try #require(ObjectID(text: id)), scope: try word("scope", of: row), name: try text("name", of: row),
            affiliate: try named(row["affiliate"]), offer: try named(row["offer"]), step: try named(row["step"]),
            parent: row["parent"]?.text.flatMap { ObjectID(text: $0) },
            rules: row["rules"]?.array?.compactMap(\.text) ?? [], isSoftCap: row["is_soft_cap"]?.bool == true,
            isEnabled: row["is_enabled"]?.bool == true, timeZone: try text("time_zone", of: row),
            isTimeZoneAssumed: row["zone_assumed"]?.bool == true, currency: row["currency"]?.text)
    }

    private static func group(_ row: JSONValue) throws -> OfferGroup {
        OfferGroup(
            id: try text("id", of: row), name: try text("name", of: row), status: "active",
            offerIDs: row["offer_ids"]?.array?.compactMap(\.text) ?? [])
    }

    private static func named(_ row: JSONValue?) throws -> NamedID? {
        guard let row, !row.isNull else { return nil }
        return NamedID(id: try text("id", of: row), name: try text("name", of: row))
    }

    private static func text(_ member: String, of row: JSONValue?) throws -> String {
        guard let text = row?[member]?.text else { throw Unreadable(member: member) }
        return text
    }

    private static func word<Word: RawRepresentable<String>>(_ member: String, of row: JSONValue) throws -> Word {
        guard let word = Word(rawValue: try text(member, of: row)) else { throw Unreadable(member: member) }
        return word
    }

    private static func instant(_ member: String, of row: JSONValue) -> Timestamp? {
        row[member]?.text.flatMap { Timestamp(rfc3339: $0) }
    }
}
