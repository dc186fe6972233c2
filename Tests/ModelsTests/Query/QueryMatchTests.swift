// What queries find: against an independent reader of the language on made-up queries, and case by case where it matters.
import Models
import Testing

@Suite("What queries find")
struct QueryMatchTests {
    private let now = Timestamp(seconds: 1_773_174_041)

    private func meter(
        _ name: String = "cap", count: Int?, of maximum: Int?, expiresIn seconds: Int64? = 3600,
        unit: CapPeriod.Unit = .hour, length: Int = 1
    ) -> CapMeter {
        CapMeter(
            object: CapObject(
                id: ObjectID(network: "acme", kind: .custom, key: "1"), scope: .custom, name: name, timeZone: "UTC"),
            limit: CapLimit(
                metric: .click, period: CapPeriod(unit: unit, length: length), maximum: maximum.map { Quantity($0) }),
            count: count.map { Quantity($0) }, startedAt: seconds.map { now.adding(seconds: $0 - 3600) },
            expiresAt: seconds.map { now.adding(seconds: $0) }, asOf: now)
    }

    private func matches(_ query: String, _ meter: CapMeter) throws -> Bool {
        let network = Network(name: "acme", kind: .everflow, environment: .production)
        return try CapQuery(query).matches(meter, in: QueryContext(network: network, now: now))
    }

    @Test("made-up queries find what an independent reader finds", arguments: [1, 2, 3, 4])
    func random(seed: Int) throws {
        let parts = try QuerySample.parts()
        var found = 0
        for (query, ids) in try QueryReference.random(seed: seed, count: 500) {
            let read = try CapQuery(query)
            #expect(parts.flatMap { $0.ids(read) } == ids, "\(query)")
            found += ids.isEmpty || ids.count == 14 ? 0 : 1
        }
        #expect(found > 150, "queries that find some and leave some")
    }

    @Test("one meter by itself gives the same answer as the list")
    func single() throws {
        for (query, ids) in try QueryDocument().examples() {
            let read = try CapQuery(query)
            let own = try QuerySample.parts().flatMap { part in
                zip(part.meters, part.forecasts).filter { read.matches($0, forecast: $1, in: part.context) }
                    .map(\.0.id.text)
            }
            #expect(own == ids, "\(query)")
        }
    }

    @Test("not is the exact complement of what follows it, unknown values included")
    func complement() throws {
        let all = try QuerySample.ids("")
        #expect(all.count == 14)
        for (query, ids) in try QueryDocument().examples() {
            let others = try QuerySample.ids("not (\(query))")
            #expect(others == all.filter { !ids.contains($0) }, "\(query)")
        }
    }

    @Test("an unknown value matches no comparison, whatever the operator")
    func unknown() throws {
        let unknown = meter(count: nil, of: 10, expiresIn: nil)
        for field in ["count", "left", "util", "failed", "expires", "started", "elapsed"] {
            let value = field == "expires" || field == "started" ? "0s" : "0"
            for sign in ["=", "!=", "<", "<=", ">", ">=", ":"] {
                #expect(try !matches("\(field) \(sign) \(value)", unknown), "\(field) \(sign)")
            }
            #expect(try matches("\(field) = none", unknown) && !matches("\(field) != none", unknown), "\(field)")
        }
        for field in ["affiliate", "affiliate_id", "offer", "step", "parent", "group", "rules", "currency", "account"] {
            #expect(try !matches("\(field) = x", unknown) && !matches("\(field) != x", unknown), "\(field)")
            #expect(try matches("\(field) = none", unknown) && matches("not \(field):x", unknown), "\(field)")
        }
    }

    @Test("percentages are compared exactly")
    func exact() throws {
        // 0.28999999999999998 is what a binary fraction makes of 29 of 100, times 100 is not 29.
        #expect(try matches("util = 29", meter(count: 29, of: 100)))
        #expect(try matches("util >= 70", meter(count: 7, of: 10)))
        #expect(try !matches("util > 70", meter(count: 7, of: 10)))
        let third = meter(count: 1, of: 3)
        #expect(try matches("util > 33.333333 util < 33.333334", third) && !matches("util:33.333333", third))
        #expect(try matches("util = none", meter(count: 5, of: 0)) && matches("util = none", meter(count: 5, of: nil)))
    }

    @Test("a window that has ended has nothing counted, and runs on for no time")
    func ended() throws {
        let ended = meter(count: 40, of: 40, expiresIn: -1)
        #expect(try matches("count = 0 state = unused left = 40 expires = 0s", ended))
        #expect(try !matches("util >= 1", ended))
        #expect(try matches("util = 100 expires = 0s", meter(count: 40, of: 40, expiresIn: 0)))
    }

    @Test("a range has both its ends, != leaves it out, and an open end goes on for ever")
    func ranges() throws {
        let ten = meter(count: 10, of: 100)
        for query in ["count:10..20", "count = 5..10", "count:10..", "count:..10", "count != 11..20", "expires:1h..1h"]
        {
            #expect(try matches(query, ten), "\(query)")
        }
        for query in ["count:11..20", "count:11..", "count:..9", "count != 10..20", "expires:..59m"] {
            #expect(try !matches(query, ten), "\(query)")
        }
    }

    @Test("letter case does not matter beyond ASCII either")
    func letterCase() throws {
        let odd = meter("ÉTÉ Straße 日本 İzmir", count: 1, of: 2)
        for query in [
            "été", "ÉTÉ", "name:straße", "name:STRASSE or 日本", "\"straße 日\"", "name = \"ÉTÉ STRAßE 日本 İZMIR\"",
        ] {
            #expect(try matches(query, odd), "\(query)")
        }
        #expect(try !matches("ete", odd) && !matches("name:ÉTE", odd))
    }

    @Test("absurd figures from upstream are compared, not multiplied out of range")
    func absurd() throws {
        let absurd = meter(
            count: 9_000_000_000_000, of: 9_000_000_000_000, expiresIn: 9_000_000_000_000, unit: .other("eon"),
            length: .max)
        #expect(try matches("length > 2147483646 util = 100 unit = \"Eon\" expires > 9999w", absurd))
        var endless = absurd
        endless.startedAt = Timestamp(milliseconds: .min + 1)
        endless.expiresAt = Timestamp(milliseconds: .max)
        #expect(try matches("elapsed = none or elapsed >= 0", endless) && matches("started > 9999w", endless))
    }

    @Test("without a forecast nothing is known of what is to come, and one of a window that has ended counts no more")
    func forecasts() throws {
        let fields = ["trips", "odds", "rate", "pace", "projected"]
        for field in fields {
            #expect(try matches("\(field) = none not \(field) != none", meter(count: 5, of: 10)), "\(field)")
        }
        let open = meter(count: 5, of: 10)
        let forecast = try QueryCoding.forecast(
            sample: try #require(MeterSample(open)), tripsAt: now.adding(seconds: 90), resetsAt: open.expiresAt,
            numbers: ["tripProbability": 0.75, "ratePerHour": 2.5, "rhythmPace": .infinity.nextDown, "countAtReset": 7])
        let network = Network(name: "acme", kind: .everflow, environment: .production)
        func holds(_ query: String, after seconds: Int64 = 0) throws -> Bool {
            let context = QueryContext(network: network, now: now.adding(seconds: seconds))
            return try CapQuery(query).matches(open, forecast: forecast, in: context)
        }
        #expect(try holds("trips = 90s odds = 75% rate:2.5 projected:7 pace = none"), "absurd figures are not known")
        #expect(try holds("trips = 30s", after: 60) && holds("trips = 0s", after: 120))
        #expect(try holds("trips < 1m or odds > 0 or rate > 0", after: 3599))
        #expect(try !holds("trips < 1m or odds > 0 or rate > 0", after: 3600), "the window has ended")
    }

    @Test("a number of an offer group is asked of every cap that draws on its budget, one of another offer is not")
    func groups() throws {
        #expect(try QuerySample.ids("group:kettle") == QuerySample.ids("group_id = 12"))
        #expect(try QuerySample.ids("group_id = 12 scope = custom").count == 3)
        #expect(try QuerySample.ids("group = none kind = everflow") == QuerySample.ids("offer_id = 207"))
    }

    @Test("bare words mean what they did before there was a language")
    func oldWords() throws {
        #expect(try QuerySample.ids("HARBOR day") == QuerySample.ids("day harbor"))
        #expect(try QuerySample.ids("conversion/day").count == 3)
        #expect(try QuerySample.ids("lead/15").count == 1)
        #expect(try QuerySample.ids("acme/offer") == QuerySample.ids("scope = offer"))
        #expect(try QuerySample.ids("(harbor)") == QuerySample.ids("harbor"))
        #expect(try QuerySample.ids("mediasunrise").isEmpty, "no word reaches from one name into the next")
        for id in try QuerySample.ids("") { #expect(try QuerySample.ids(id).first == id) }
    }
}
