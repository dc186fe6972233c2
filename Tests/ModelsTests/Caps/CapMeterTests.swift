// What a meter says of itself: utilisation, state, elapsed share, and the count of a window that is over.
import Models
import Testing

private func meter(count: Int?, maximum: Int?, isEnabled: Bool = true, metric: CapMetric = .conversion) -> CapMeter {
    let object = CapObject(
        id: ObjectID(network: "acme", kind: .custom, key: "412"), scope: .custom, name: "Harbor Media ramp-up",
        isEnabled: isEnabled, timeZone: "America/New_York")
    return CapMeter(
        object: object,
        limit: CapLimit(metric: metric, period: .daily, maximum: maximum.map { Quantity($0) }),
        count: count.map { Quantity($0) }, startedAt: Timestamp(seconds: 1_000), expiresAt: Timestamp(seconds: 2_000),
        asOf: Timestamp(seconds: 1_500))
}

@Suite("Meters")
struct CapMeterTests {
    @Test(
        "the state follows count and maximum",
        arguments: [
            (0, 40, MeterState.unused), (1, 40, .calm), (31, 40, .calm), (32, 40, .near), (39, 40, .near),
            (40, 40, .atLimit), (41, 40, .over), (400, 40, .over),
        ])
    func states(count: Int, maximum: Int, state: MeterState) {
        #expect(meter(count: count, maximum: maximum).state == state)
    }

    @Test("a missing or zero or negative maximum never divides")
    func noMaximum() {
        for maximum in [nil, 0, -5] {
            #expect(meter(count: 7, maximum: maximum).utilisation == nil)
            #expect(meter(count: 7, maximum: maximum).state == .unknown)
        }
    }

    @Test("an unknown count is unknown, not zero")
    func noCount() {
        #expect(meter(count: nil, maximum: 40).utilisation == nil)
        #expect(meter(count: nil, maximum: 40).state == .unknown)
        #expect(meter(count: 0, maximum: 40).utilisation == 0)
    }

    @Test("utilisation passes 1 when a cap is overshot")
    func overshoot() {
        #expect(meter(count: 41, maximum: 40).utilisation == 1.025)
        #expect(meter(count: 8, maximum: 47).utilisation.map { abs($0 - 8.0 / 47.0) < 1e-12 } == true)
    }

    @Test("a cap that the upstream ignores is disabled, however full")
    func disabled() {
        #expect(meter(count: 41, maximum: 40, isEnabled: false).state == .disabled)
    }

    @Test("states are ordered by urgency")
    func order() {
        #expect(MeterState.allCases == MeterState.allCases.sorted())
        #expect(MeterState.over > .atLimit && MeterState.atLimit > .near)
    }

    @Test("the elapsed share stays within the window")
    func elapsed() {
        let meter = meter(count: 1, maximum: 2)
        #expect(meter.elapsedShare(at: Timestamp(seconds: 1_250)) == 0.25)
        #expect(meter.elapsedShare(at: Timestamp(seconds: 0)) == 0)
        #expect(meter.elapsedShare(at: Timestamp(seconds: 9_000)) == 1)
        var endless = meter
        endless.expiresAt = nil
        #expect(endless.elapsedShare(at: Timestamp(seconds: 1_250)) == nil)
    }

    @Test("a window that is over shows nothing counted until the next poll")
    func expired() {
        var meter = meter(count: 30, maximum: 40)
        meter.failedCount = Quantity(3)
        #expect(meter.shown(at: Timestamp(seconds: 1_999)) == meter)
        let after = meter.shown(at: Timestamp(seconds: 2_001))
        #expect(after.count == .zero)
        #expect(after.failedCount == .zero)
        #expect(after.state == .unused)
    }

    @Test("an unknown count stays unknown after its window")
    func expiredUnknown() {
        #expect(meter(count: nil, maximum: 40).shown(at: Timestamp(seconds: 2_001)).count == nil)
    }
}

@Suite("Ids of objects and meters")
struct ObjectIDTests {
    @Test("an object's id is read as it is written")
    func roundTrip() throws {
        for text in ["acme/custom:412", "leads/cap:6980ca01aa02bb03cc04dd05", "a/offer:1", "x/group:a/b:c"] {
            #expect(try #require(ObjectID(text: text)).text == text)
        }
    }

    @Test("texts that name no object are refused")
    func refused() {
        for text in ["", "custom:412", "/custom:412", "acme/custom:", "acme/thing:1", "acme/custom", "acme"] {
            #expect(ObjectID(text: text) == nil)
        }
    }

    @Test("a meter's id adds metric and period, except for LeadConduit's caps, which are one limit each")
    func meterIDs() {
        let custom = ObjectID(network: "acme", kind: .custom, key: "412")
        #expect(MeterID(object: custom, metric: .conversion, period: .daily).text == "acme/custom:412/conversion/day")
        let cap = ObjectID(network: "leads", kind: .cap, key: "6980ca")
        #expect(MeterID(object: cap, metric: .lead, period: CapPeriod(unit: .hour)).text == "leads/cap:6980ca")
    }
}
