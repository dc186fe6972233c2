// What is likely to come, on screen: the order by risk, the TRIPS column, and the outlook of the selected cap.
import Models
import TUIKitLite
import Testing
import Upstream

@testable import CapTop

@Suite struct ForecastViewTests {
    /// The acme network after an hour in which the offer's cap took 30 conversions and the others stood still.
    private func desk(filter: String = "acme") -> Operating {
        var desk = Operating(filter: filter)
        var book = ForecastBook()
        var snapshot = Sample.acmeSnapshot()
        for minute in stride(from: -60, through: 0, by: 5) {
            snapshot = Sample.acmeSnapshot()
            for place in snapshot.meters.indices {
                snapshot.meters[place].asOf = Sample.now.adding(seconds: Int64(minute) * 60)
                // 90 of 200 an hour ago, 120 now.
                if snapshot.meters[place].object.scope == .offer {
                    snapshot.meters[place].count = Quantity(120 + minute / 2)
                }
            }
            book.record(snapshot.meters)
        }
        desk.act(
            .loaded(snapshot, forecasts: snapshot.meters.map { book.forecast($0, at: Sample.now) }), after: 10)
        return desk
    }

    @Test("a cap that trips before its reset stands before fuller ones that do not, right after those that are over")
    func order() {
        let desk = desk()
        let rows = (0..<desk.state.capLineCount).map { desk.state.cap(onLine: $0)?.id.text ?? "-" }
        #expect(rows.first == "acme/custom:414/conversion/day", "41 of 40 is over")
        let offer = rows.firstIndex(of: "acme/offer:204/conversion/day")
        let payout = rows.firstIndex(of: "acme/custom:413/payout/month")
        #expect(offer == 2 && payout == 3, "60 % with 80 left at some 30 an hour comes before 81 % that stands still")
    }

    @Test("TRIPS says when, on the network's clock, and nothing for what does not trip before its reset")
    func column() throws {
        let desk = desk()
        /// The last column of the row with these figures.
        func shown(_ figures: String) throws -> String {
            let row = try #require(desk.screen.first { $0.contains(figures) }, "\(figures)")
            return String(row.split { $0 == " " || $0 == "|" }.last ?? "")
        }
        let offer = (0..<desk.state.capLineCount).first { desk.state.cap(onLine: $0)?.object.scope == .offer }
        let trips = try #require(offer.flatMap { desk.state.forecast(onLine: $0)?.tripsAt })
        // 80 more take 2 h 40 min at the last hour's 30 an hour and 10 h at the window's 8: after 15:20 in Chicago, five
        // hours behind UTC, 18:00 at the earliest, and before the reset at midnight.
        let minutes = (trips.seconds / 60 - 300) % 1440
        #expect((18 * 60..<24 * 60).contains(minutes))
        #expect(try shown("120/200") == "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)")
        // 1,760 more come until midnight at the window's 203 an hour, and none came in the last one.
        #expect(try shown("3120/5000") == "-")
        #expect(try shown("41/40") == "now")
        #expect(desk.shows("TRIPS"))
    }

    @Test("all of TRIPS is on the clock in the header, which is the first network's wherever the cursor goes")
    func oneClock() throws {
        var desk = desk(filter: "")
        desk.state.networks[1].network.timeZone = "Asia/Tokyo"
        func header() -> String { desk.screen.first ?? "" }
        func zones() -> Set<String?> {
            let rows = CapRows(desk.state)
            return Set((0..<desk.state.capLineCount).map { rows.row(onLine: $0)?.calendar.identifier })
        }
        #expect(desk.state.selectedCap?.object.id.network == "acme" && zones() == ["America/Chicago"])
        for _ in 0..<desk.state.capLineCount where desk.state.selectedCap?.object.id.network != "leads" {
            desk.press("down")
        }
        #expect(desk.state.selectedCap?.object.id.network == "leads")
        #expect(header().contains("CDT") && zones() == ["America/Chicago"])
    }

    @Test("a first network that fails before its zone is known leaves the clock to the next, one that is late does not")
    func clockOfTheNext() {
        var state = AppState(
            networks: Sample.state().networks.map { NetworkState(network: $0.network, refreshInterval: 15_000) },
            size: Size(width: 120, height: 36), now: Sample.now)
        state.networks[0].network.timeZone = nil
        #expect(state.clockNetwork?.network.name == "acme")
        _ = reduce(
            &state, .failed(network: "acme", UpstreamError(.refused, "refused"), retryAfter: 1000), at: Sample.now)
        #expect(state.clockNetwork?.network.name == "leads")
        state.networks[0].network.timeZone = "America/Chicago"
        #expect(state.clockNetwork?.network.name == "acme")
    }

    @Test("of a cap that never resets no reset is spoken of", arguments: [130, 100_000])
    func neverResets(maximum: Int) {
        var desk = Operating(filter: "acme/offer:204")
        var book = ForecastBook()
        var snapshot = Sample.acmeSnapshot()
        let offer = snapshot.meters[4].object
        for minute in stride(from: -60, through: 0, by: 5) {
            let count = 120 + minute / 2
            snapshot.meters[4] = Sample.meter(offer, .conversion, .global, count, of: maximum, expiresIn: nil)
            snapshot.meters[4].asOf = Sample.now.adding(seconds: Int64(minute) * 60)
            book.record(snapshot.meters)
        }
        desk.act(.loaded(snapshot, forecasts: snapshot.meters.map { book.forecast($0, at: Sample.now) }), after: 10)
        // Off the row of the cap that was there before.
        desk.press("down")
        let outlook = desk.screen.filter { $0.contains("/h, ") }
        #expect(!outlook.isEmpty && !desk.shows("the reset"), "\(desk.screen)")
    }

    @Test("the detail pane has count and maximum to the last digit, of any width and also before there is a forecast")
    func exactFigures() {
        var desk = Operating(filter: "northwind")
        var snapshot = Sample.acmeSnapshot()
        snapshot.meters[2].count = Quantity(millionths: 1_234_560_000)
        snapshot.meters[2].limit.maximum = Quantity(millionths: 22_500_050_000)
        desk.act(.loaded(snapshot), after: 10)
        for width in [80, 200] {
            desk.act(.resized(width: width, height: 24))
            #expect(desk.shows("1234.56 of 22500.05"), "\(desk.screen)")
        }
        snapshot.meters[2].count = nil
        desk.act(.loaded(snapshot), after: 10)
        #expect(desk.shows("maximum 22500.05") && !desk.shows(" of 22500.05"), "\(desk.screen)")
    }

    @Test("the detail pane says rate, trip with its range, and how long before the reset")
    func outlook() {
        var desk = desk()
        desk.press("down", "down")
        let words = [" of ", "/h, trips ", " CDT (8 in 10: "]
        #expect(desk.screen.contains { line in words.allSatisfy { line.contains($0) } }, "\(desk.screen)")
        #expect(desk.shows("h before the"))
    }
}
