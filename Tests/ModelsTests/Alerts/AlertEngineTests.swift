// Crossings, hysteresis, cool-down, starts and storms. Every series of counts and what must come of it was worked out by hand.
import Models
import Testing

@Suite("Alert rules")
struct AlertEngineTests {
    @Test("a flapping counter gives exactly one alert a crossing")
    func oneAlertACrossing() throws {
        var world = AlertWorld(try .caps("util >= 90"))
        #expect(
            world.play([50, 89, 90, 91, 95, 89, 90, 89, 89, 92, 92, 10, 100])
                == [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1])
    }

    @Test("flapping within the hold is the same crossing")
    func hold() throws {
        var world = AlertWorld(try .caps("util >= 90", hold: 3))
        // Over after three refreshes in a row below, not after three in all.
        #expect(
            world.play([50, 90, 89, 90, 89, 89, 91, 89, 91, 89, 89, 89, 91, 92])
                == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
    }

    @Test("with a clear query only what matches that ends a crossing")
    func clearQuery() throws {
        var world = AlertWorld(try .caps("util >= 90", clear: "util < 80"))
        #expect(world.play([50, 90, 85, 95, 80, 92, 79, 85, 90]) == [0, 1, 0, 0, 0, 0, 0, 0, 1])
        var held = AlertWorld(try .caps("util >= 90", clear: "util < 80", hold: 2))
        #expect(held.play([50, 90, 79, 85, 79, 91, 79, 79, 91]) == [0, 1, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test("during the cool-down a new crossing waits, and is told if it still holds at its end")
    func cooldown() throws {
        var world = AlertWorld(try .caps("util >= 90", cooldown: 60))
        // Every 15 s: alert at the second refresh; the crossings at +30 s and +60 s; cool-down over at +60 s.
        #expect(world.play([50, 90, 50, 91, 92, 93, 93]) == [0, 1, 0, 0, 0, 1, 0])
        // A crossing that was over again by then is not told.
        #expect(world.play([50, 91, 50, 50, 50, 50, 91]) == [0, 0, 0, 0, 0, 0, 1])
    }

    @Test("a clock that is set back ends the cool-down: what waits is told, and what is over is forgotten")
    func clockSetBack() throws {
        var world = AlertWorld(try .caps("util >= 90", cooldown: 60))
        #expect(world.play([50, 90, 50, 91]) == [0, 1, 0, 0])
        world.now = world.now.adding(seconds: -3_600)
        // Told at once; the crossing 30 s later waits until 60 s after that by the new time.
        #expect(world.play([91, 50, 92, 92, 92]) == [1, 0, 0, 0, 1])
        #expect(world.play([50]) == [0])
        #expect(world.engine.remembered == 1, "it is cooling down")
        world.now = world.now.adding(seconds: -3_600)
        #expect(world.play([50]) == [0])
        #expect(world.engine.remembered == 0)
    }

    @Test("each cap is watched for itself")
    func perCap() throws {
        var world = AlertWorld(try .caps("util >= 90", cooldown: 3600))
        #expect(world.play([95], cap: 1) == [1])
        #expect(world.play([95, 95], cap: 2) == [1, 0])
        #expect(world.play([95], cap: 3) == [1])
    }

    @Test(
        "what an earlier process has told and goes on is not told again; what began meanwhile is, and so is the next crossing"
    )
    func recalled() throws {
        let rule = try AlertRule.caps("util >= 90", clear: "util < 80")
        var before = AlertWorld(rule)
        #expect(before.play([50, 95, 85]) == [0, 1, 0])
        let told = before.engine.told(rule: "rule", network: "acme")
        #expect(told == ["acme/custom:1/conversion/day": AlertWorld.start.adding(seconds: 30)])
        var after = AlertWorld(rule)
        after.now = before.now
        after.engine.recall(told, rule: "rule", network: "acme")
        after.counts[2] = 99
        #expect(after.play([85, 95, 79, 90]) == [1, 0, 0, 1])
        var unaware = AlertWorld(rule)
        unaware.counts[2] = 99
        #expect(unaware.play([85, 95, 79, 90]) == [1, 1, 0, 1])
    }

    @Test("what was told and is over at the start is over, and its next crossing is one")
    func recalledAndOver() throws {
        var world = AlertWorld(try .caps("util >= 90"))
        world.engine.recall(["acme/custom:1/conversion/day": world.now], rule: "rule", network: "acme")
        #expect(world.play([50, 95]) == [0, 1])
    }

    @Test("a change of what is told and goes on has another revision, a refresh without one has not")
    func toldRevision() throws {
        var world = AlertWorld(try .caps("util >= 90"))
        var seen: [Int?] = []
        for count in [50, 95, 96, 50, 50] {
            _ = world.play([count])
            seen.append(world.engine.toldRevision(rule: "rule", network: "acme"))
        }
        #expect(seen[0] != seen[1] && seen[1] == seen[2] && seen[2] != seen[3] && seen[3] == seen[4])
    }

    @Test("what holds at the start is one alert a rule, the fullest caps first")
    func start() throws {
        var world = AlertWorld(try .caps("util >= 90"), try .caps("util >= 50", name: "half"))
        for cap in 1...40 { world.counts[cap] = 60 + cap }
        let alerts = world.refresh()
        #expect(alerts.map(\.rule) == ["rule", "half"])
        #expect(alerts.allSatisfy { $0.occasion == .start })
        guard case .caps(let named, let count) = alerts[0].subject else {
            Issue.record("\(alerts[0])")
            return
        }
        // 90 to 100: caps 30 to 40.
        #expect(count == 11)
        #expect(named.map(\.meter.object.name) == (31...40).reversed().map { "cap \($0)" })
        #expect(world.refresh().isEmpty)
        world.counts[41] = .some(95)
        #expect(world.refresh().map(\.occasion) == [.crossing, .crossing])
    }

    @Test("more than ten crossings in one refresh are one alert")
    func storm() throws {
        var world = AlertWorld(try .caps("util >= 90"))
        for cap in 1...300 { world.counts[cap] = .some(10) }
        #expect(world.refresh().isEmpty)
        for cap in 1...10 { world.counts[cap] = .some(95) }
        #expect(world.refresh().count == 10)
        for cap in 1...300 { world.counts[cap] = .some(99) }
        let alerts = world.refresh()
        guard alerts.count == 1, case .caps(let named, let count) = alerts[0].subject else {
            Issue.record("\(alerts.count)")
            return
        }
        #expect(count == 290 && named.count == 10)
        #expect(world.engine.remembered == 300)
    }

    @Test("nothing is remembered of caps that do not match and have cooled down")
    func forgets() throws {
        var world = AlertWorld(try .caps("util >= 90", cooldown: 60))
        for cap in 1...1000 { world.counts[cap] = .some(cap <= 20 ? 95 : 5) }
        _ = world.refresh()
        #expect(world.engine.remembered == 20)
        for cap in 1...20 { world.counts[cap] = .some(5) }
        _ = world.refresh()
        #expect(world.engine.remembered == 20, "they are cooling down")
        _ = world.refresh(after: 60)
        #expect(world.engine.remembered == 0)
    }

    @Test("a cap that is gone ends its crossing, one whose count is unknown does not")
    func goneAndUnknown() throws {
        var world = AlertWorld(try .caps("util >= 90"))
        world.counts[2] = .some(1)
        #expect(world.play([95, nil, 95], cap: 1) == [1, 0, 0])
        world.counts[1] = nil
        #expect(world.refresh().isEmpty)
        #expect(world.play([95], cap: 1) == [1])
    }

    @Test("caps that change places keep their crossings")
    func places() throws {
        var world = AlertWorld(try .caps("util >= 90", hold: 2))
        world.counts = [5: 95, 7: 95, 9: 20]
        #expect(world.refresh().count == 1)
        world.counts[1] = .some(3)
        world.counts[7] = .some(50)
        #expect(world.refresh().isEmpty)
        world.counts[7] = .some(95)
        #expect(world.refresh().isEmpty)
        world.counts[1] = nil
        #expect(world.play([50, 50, 95], cap: 7) == [0, 0, 1])
    }

    @Test("a new window is a new crossing")
    func newWindow() throws {
        var world = AlertWorld(try .caps("util >= 90", hold: 2))
        #expect(world.play([95, 99, 0, 0, 0, 40, 95]) == [1, 0, 0, 0, 0, 0, 1])
    }

    @Test("a network that fails is told once, and again only after it has answered")
    func unreachable() {
        var world = AlertWorld(
            AlertRule(name: "down", condition: .network(.unreachable), hold: 2, cooldown: 0))
        #expect(world.health(goodSecondsAgo: 0, failure: nil).isEmpty)
        #expect(world.health(goodSecondsAgo: 15, failure: "connection refused").count == 1)
        #expect(world.health(goodSecondsAgo: 30, failure: "connection refused").isEmpty)
        #expect(world.health(goodSecondsAgo: 0, failure: nil).isEmpty)
        #expect(world.health(goodSecondsAgo: 15, failure: "500").isEmpty, "it has answered once only")
        #expect(world.health(goodSecondsAgo: 0, failure: nil).isEmpty)
        #expect(world.health(goodSecondsAgo: 0, failure: nil).isEmpty)
        #expect(world.health(goodSecondsAgo: 15, failure: "500").count == 1)
    }

    @Test("a network is stale after three intervals without data")
    func stale() {
        var world = AlertWorld(AlertRule(name: "stale", condition: .network(.stale), hold: 1, cooldown: 0))
        #expect(world.health(goodSecondsAgo: 45, failure: "x").isEmpty)
        #expect(world.health(goodSecondsAgo: 46, failure: "x").count == 1)
        #expect(world.health(goodSecondsAgo: 60, failure: "x").isEmpty)
    }

    @Test("a rule may ask for what is to come")
    func forecasts() throws {
        var world = AlertWorld(try .caps("trips < 30m", clear: "not trips < 1h"))
        var book = ForecastBook()
        // 0 to 30 of 100 within six minutes, then standing still: reached in some fourteen minutes, then in hours.
        var told: [Int] = []
        for step in 0..<400 {
            world.counts[1] = .some(min(step * 2, 30))
            world.now = world.now.adding(seconds: 24)
            var snapshot = world.snapshot
            snapshot.meters[0].startedAt = AlertWorld.start
            snapshot.meters[0].expiresAt = AlertWorld.start.adding(seconds: 86_400)
            book.record(snapshot.meters)
            let forecast = book.forecast(snapshot.meters[0], at: world.now)
            let alerts = world.engine.take(snapshot, forecasts: [forecast], at: world.now)
            if !alerts.isEmpty { told.append(step) }
        }
        #expect(told.count == 1 && told.allSatisfy { $0 < 16 }, "\(told)")
    }

    @Test("in quiet hours alerts are marked, and what still holds at their end is told as one")
    func quiet() throws {
        // 15:20 in Chicago; quiet until 15:22.
        var world = AlertWorld(try .caps("util >= 90", quiet: "15:00-15:22"))
        #expect(world.play([10]) == [0])
        world.counts = [1: 95, 2: 96, 3: 97]
        let quiet = world.refresh()
        #expect(quiet.count == 3 && quiet.allSatisfy { $0.isQuiet && $0.occasion == .crossing })
        world.counts[3] = .some(20)
        #expect(world.refresh().isEmpty)
        let told = world.refresh(after: 120)
        guard told.count == 1, case .caps(let named, 2) = told[0].subject else {
            Issue.record("\(told)")
            return
        }
        #expect(told[0].occasion == .quietEnd && !told[0].isQuiet)
        #expect(named.map(\.meter.object.name) == ["cap 2", "cap 1"])
        #expect(world.refresh().isEmpty)
    }
}
