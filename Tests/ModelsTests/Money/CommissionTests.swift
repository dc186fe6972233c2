// Days, goals and changes of tiered commissions (Everflow reference, 10.2). Expected values by hand and by calendar.

import Testing

@testable import Models

@Suite("tiered commissions")
struct CommissionTests {
    private typealias Samples = MoneySamples

    private func days(_ period: String, _ day: String, _ start: String = "", _ end: String = "") throws -> String {
        let commission = Samples.commission(9) {
            $0.period = period
            $0.startDate = start
            $0.endDate = end
        }
        let date = try #require(CivilDate(text: day))
        guard let days = commission.days(on: date) else { return "none" }
        return "\(days.first?.text ?? "...") \(days.last?.text ?? "...")"
    }

    @Test("the days of each period, weeks from Monday, quarters from January, April, July and October")
    func periods() throws {
        #expect(try days("daily", "2026-06-17") == "2026-06-17 2026-06-17")
        #expect(try days("weekly", "2026-06-17") == "2026-06-15 2026-06-21")
        #expect(try days("weekly", "2026-06-21") == "2026-06-15 2026-06-21")
        #expect(try days("weekly", "2026-01-01") == "2025-12-29 2026-01-04")
        #expect(try days("monthly", "2024-02-10") == "2024-02-01 2024-02-29")
        #expect(try days("monthly", "2026-12-31") == "2026-12-01 2026-12-31")
        #expect(try days("quarterly", "2026-01-01") == "2026-01-01 2026-03-31")
        #expect(try days("quarterly", "2026-03-31") == "2026-01-01 2026-03-31")
        #expect(try days("quarterly", "2026-05-20") == "2026-04-01 2026-06-30")
        #expect(try days("quarterly", "2026-07-01") == "2026-07-01 2026-09-30")
        #expect(try days("quarterly", "2026-12-31") == "2026-10-01 2026-12-31")
        #expect(try days("global", "2026-12-31") == "... ...")
        #expect(try days("yearly", "2026-12-31") == "none")
    }

    @Test("a period is cut to the commission's own days, both included")
    func cut() throws {
        #expect(try days("monthly", "2026-06-17", "2026-06-10", "2026-06-20") == "2026-06-10 2026-06-20")
        #expect(try days("global", "2026-06-17", "2026-01-05") == "2026-01-05 ...")
        #expect(try days("quarterly", "2026-06-30", "2025-01-01", "2026-06-30") == "2026-04-01 2026-06-30")
        #expect(try days("daily", "2026-06-17", "2026-06-17", "2026-06-17") == "2026-06-17 2026-06-17")
        #expect(try days("daily", "2026-06-16", "2026-06-17") == "none")
        #expect(try days("daily", "2026-06-18", "", "2026-06-17") == "none")
        #expect(try days("daily", "2026-06-18", "soon") == "none")
    }

    @Test("days begin and end by the clock of the caps' zone")
    func zone() throws {
        let newYork = try #require(CapCalendar(timeZone: "America/New_York"))
        // 2026-03-08 has 23 hours there; 03:30 UTC on the 9th is 23:30 on the 8th.
        let now = try #require(Timestamp(rfc3339: "2026-03-09T03:30:00Z"))
        let daily = try #require(Samples.commission(9) { $0.period = "daily" }.days(at: now, calendar: newYork))
        #expect(daily.first?.text == "2026-03-08")
        #expect(daily.window(newYork).startedAt?.rfc3339() == "2026-03-08T05:00:00Z")
        #expect(daily.window(newYork).endsAt?.rfc3339() == "2026-03-09T04:00:00Z")
        let quarter = try #require(Samples.commission(9) { $0.period = "quarterly" }.days(at: now, calendar: newYork))
        #expect(quarter.window(newYork).startedAt?.rfc3339() == "2026-01-01T05:00:00Z")
        #expect(quarter.window(newYork).endsAt?.rfc3339() == "2026-04-01T04:00:00Z")
        let global = try #require(Samples.commission(9) { $0.period = "global" }.days(at: now, calendar: newYork))
        #expect(global.window(newYork).startedAt == nil && global.window(newYork).endsAt == nil)
    }

    @Test(
        "a daily, weekly or monthly period is CapWindow's window",
        arguments: ["UTC", "Asia/Tokyo", "America/Sao_Paulo"])
    func sameAsCaps(_ zone: String) throws {
        let calendar = try #require(CapCalendar(timeZone: zone))
        for (name, period) in [("daily", CapPeriod.daily), ("weekly", .weekly), ("monthly", .monthly)] {
            for day in stride(from: Int64(0), to: 800, by: 7) {
                let now = Timestamp(seconds: 1_767_225_600 + day * 86_000)
                let expected = try #require(CapWindow.containing(now, period: period, calendar: calendar))
                let found = Samples.commission(9) { $0.period = name }.days(at: now, calendar: calendar)?.window(
                    calendar)
                #expect(found?.startedAt == expected.startedAt && found?.endsAt == expected.endsAt)
            }
        }
    }

    @Test("progress has one bar a goal that is set")
    func progress() {
        let commission = Samples.commission(9) {
            $0[max: .conversion] = Quantity(1200)
            $0[goal: .payout] = Quantity(5000)
            $0[goal: .event] = .zero
        }
        let bars = commission.progress(Samples.counted([.conversion: 450, .payout: 1250, .event: 7]))
        #expect(bars.map(\.metric) == [.payout, .conversion])
        #expect(bars[0].fraction == 0.25 && bars[0].missing == Quantity(3750) && !bars[0].isReached)
        #expect(bars[0].maximum == nil && !bars[0].isPastMaximum)
        #expect(bars[1].fraction == 1.5 && bars[1].missing == .zero && bars[1].isReached)
        #expect(bars[1].maximum == Quantity(1200) && !bars[1].isPastMaximum)
        #expect(bars[1].commissionID == 9 && bars[1].commissionName == "C9" && bars[1].amount == Quantity(450))
    }

    @Test("from the goal on and up to the maximum, all goals together")
    func range() {
        let commission = Samples.commission(9) {
            $0[max: .conversion] = Quantity(1200)
            $0[goal: .event] = Quantity(10)
        }
        func inForce(_ conversions: Int, _ events: Int) -> Bool {
            commission.isInForce(Samples.counted([.conversion: conversions, .event: events]))
        }
        #expect(!inForce(299, 10) && inForce(300, 10) && inForce(1199, 10) && !inForce(1200, 10))
        #expect(!inForce(300, 9))
        #expect(!Samples.commission(9) { $0[goal: .conversion] = .zero }.isInForce(Samples.counted([.conversion: 9])))
    }

    @Test("the entity report's numbers count towards the goals")
    func report() {
        var metrics = Everflow.ReportMetrics()
        metrics[.payout] = Quantity(465)
        metrics[.revenue] = Quantity(text: "666.5")
        metrics[.grossSales] = Quantity(1000)
        metrics[.cv] = Quantity(31)
        metrics[.event] = Quantity(4)
        let amounts = CommissionAmounts(metrics)
        #expect(amounts[.payout] == Quantity(465) && amounts[.revenue] == Quantity(text: "666.5"))
        #expect(amounts[.saleAmount] == Quantity(1000) && amounts[.conversion] == Quantity(31))
        #expect(amounts[.event] == Quantity(4) && CommissionAmounts(Everflow.ReportMetrics())[.event] == .zero)
    }

    @Test(
        "what each action makes of 18",
        arguments: [
            ("increase", "12", "20.16"), ("decrease", "12", "15.84"), ("flat_increase", "2.5", "20.5"),
            ("flat_decrease", "2.5", "15.5"), ("flat_decrease", "30", "0"), ("decrease", "150", "0"),
            ("exact", "20", "20"),
        ])
    func actions(_ action: String, _ value: String, _ expected: String) throws {
        let action = try #require(Everflow.CommissionChange.Action(rawValue: action))
        let change = Everflow.CommissionChange(action, try #require(Quantity(text: value)))
        #expect(change.applied(to: Quantity(18))?.description == expected)
    }

    @Test("in retrospect an earlier conversion is changed and rounded to cents; nothing changes when that is off")
    func retroactive() throws {
        let change = Everflow.CommissionChange(.increase, try #require(Quantity(text: "12.5")))
        #expect(change.retroactive(try #require(Quantity(text: "15.03"))) == Quantity(text: "16.91"))
        #expect(Everflow.CommissionChange().retroactive(Quantity(15)) == nil)
    }
}
