// One seed's world: an account whose true counts change with every refresh, behind a server that answers it badly.

import Models
import Synchronization
import TestSupport

@testable import Upstream

/// A network of either kind, and what befalls its answers.
final class FaultyWorld: Sendable {
    /// Which share of the answers goes wrong, and how.
    struct Weather: Sendable {
        var share = 0.0
        var faults: [Fault] = []
    }

    private struct State: Sendable {
        var weather = Weather()
        var random: SeededRandom
        var round = 0
        var requests = 0
        var struck: [Fault: Int] = [:]
        /// By how many seconds the server's clock has been ahead since the refresh began; the last one is of now.
        var ahead: [Int64] = [0]
    }

    let kind: NetworkKind
    let clock = StandingClock()
    private let fake = FakeEverflow()
    private let state: Mutex<State>

    init(_ kind: NetworkKind, seed: UInt64) {
        self.kind = kind
        state = Mutex(State(random: SeededRandom(seed: seed)))
        // Some minutes before midnight in New York, or one hour later or two: midnight passes in some storms, and hours
        // of skew reach over it in all.
        clock.advance(minutes: 7 * 60 + 36 + 60 * Int64(seed / 3 % 3))
        let rows = (caps: FaultyWorld.maxima.enumerated().map { FaultyWorld.cap($0.offset + 1, $0.element) }, id: 204)
        fake.change { fake in
            fake.caps = rows.caps
            fake.pageLimit = 2
            fake.offers = [
                .init(
                    id: rows.id, saved: 100,
                    members: #""name":"Kettle","offer_status":"active","daily_click_cap":1000"#)
            ]
            fake.affiliates = [.init(id: 51, saved: 100, members: #""name":"Harbor","account_status":"active""#)]
            fake.payouts = [
                .init(id: 318, saved: 100, members: #""network_offer_id":204,"name":"S","payout_amount":18"#)
            ]
            fake.tiers = [.init(id: 3, saved: 100, members: #""name":"T","payout_margin":30"#)]
        }
        advance()
    }

    /// Of the custom caps 1, 2 and so on, which come in three pages.
    private static let maxima = [40, 500, 900, 70, 80]

    private static func cap(_ id: Int, _ limit: Int) -> FakeEverflow.Row {
        FakeEverflow.Row(
            id: id, saved: 100,
            members:
                #""network_affiliate_id":51,"network_offer_id":204,"name":"cap \#(id)","daily_conversion_cap":\#(limit)"#
        )
    }

    var struck: [Fault: Int] { state.withLock { $0.struck } }
    var requests: Int { state.withLock { $0.requests } }
    /// How many of them were answered so that they are to be made again after a while.
    var retries: Int { struck[.rateLimited, default: 0] + struck[.serverFault, default: 0] }

    func set(_ weather: Weather) {
        state.withLock { $0.weather = weather }
    }

    /// A minute passes and everything that is counted goes up.
    func advance() {
        clock.advance(minutes: 1)
        state.withLock { state in
            state.round += 1
            state.ahead.removeFirst(state.ahead.count - 1)
            tell(state)
        }
    }

    /// How often it went up, and what the server's clock has shown since it last did.
    var moment: (round: Int, clocks: [Timestamp]) {
        let (round, ahead) = state.withLock { ($0.round, $0.ahead) }
        return (round, ahead.map { clock.now.adding(seconds: $0) })
    }

    /// What the server's clock shows.
    var serverTime: Timestamp { state.withLock { serverClock(in: $0) } }

    private func serverClock(in state: State) -> Timestamp { clock.now.adding(seconds: state.ahead.last ?? 0) }

    /// Gives what is counted to the fake: by days, and what remains of the server's own day. With the state locked, so
    /// that nothing older comes after.
    private func tell(_ state: State) {
        let today = TrueWindow(holding: serverClock(in: state), length: TrueWindow.day, east: TrueWindow.newYork)
        let (round, remaining) = (state.round, 1000 - 2 * today.count(in: state.round))
        fake.change { fake in
            // From a day before all that may be asked for to some days behind it.
            fake.events = (Int64(20_520)...20_527).map { day in
                let count = TrueWindow.count(of: day, in: round)
                return (TrueWindow.date(ofDay: day), 204, 51, ["cv": count, "unique_click": 2 * count])
            }
            fake.remaining = [204: #""remaining_daily_click_cap":\#(remaining)"#]
        }
    }

    /// The maximum of each limit that there is, by id.
    var limits: [String: Int] {
        guard kind == .everflow else { return ["leads/cap:c1": 10, "leads/cap:c2": 70] }
        var limits = ["acme/offer:204/click/day": 1000]
        for (place, maximum) in FaultyWorld.maxima.enumerated() {
            limits["acme/custom:\(place + 1)/conversion/day"] = maximum
        }
        return limits
    }

    /// - Returns: nil when nobody listens any more.
    func answer(_ request: Received) -> Reply? {
        guard let (fault, mistaken) = fate(of: request) else { return dated(decent(request)) }
        let reply = fault == .clock ? dated(decent(mistaken)) : decent(mistaken)
        return state.withLock { fault.strike(reply, &$0.random) }
    }

    /// As servers send it, with what their clock shows. What is struck may come late, and tells nothing of the clock.
    private func dated(_ reply: Reply) -> Reply {
        guard case .answer(let status, let headers, let body) = reply else { return reply }
        let date = TrueWindow.headerDate(serverTime.seconds)
        return .answer(status: status, headers: headers + [("Date", date)], body: body)
    }

    private func decent(_ request: Received) -> Reply {
        kind == .everflow ? fake.answer(request) : leads(request)
    }

    /// What befalls it and which request is answered in its place; nil when it is answered as it should be.
    private func fate(of request: Received) -> (Fault, Received)? {
        state.withLock { state in
            state.requests += 1
            guard Double.random(in: 0..<1, using: &state.random) < state.weather.share,
                let fault = state.weather.faults.randomElement(using: &state.random),
                let mistaken = fault.mistaken(request)
            else { return nil }
            state.struck[fault, default: 0] += 1
            if fault == .clock {
                // No two are alike, so that no instant of one is taken for one of another.
                let hours = Int64.random(in: -7...6, using: &state.random)
                state.ahead.append(hours * TrueWindow.hour + Int64(state.struck[fault, default: 0]))
                tell(state)
            }
            return (fault, mistaken)
        }
    }

    private func leads(_ request: Received) -> Reply {
        let caps = [("c1", 10, 1, "day"), ("c2", 70, 3, "hour")]
        switch request.path {
        case "/account": return .json(#"{"id":"a","name":"Acme","time_zone":"America/Chicago"}"#)
        case "/caps":
            let (round, now) = state.withLock { ($0.round, serverClock(in: $0)) }
            let rows = caps.map { id, maximum, step, unit in
                let length = unit == "day" ? TrueWindow.day : TrueWindow.hour
                let window = TrueWindow(holding: now, length: length, east: TrueWindow.chicago)
                let (count, first) = (step * window.count(in: round), TrueWindow.text(window.start))
                let last = "\(TrueWindow.text(window.end - 1).dropLast()).999Z"
                return #"{"id":"\#(id)","type":"volume","count":\#(count),"maximum":\#(maximum),"duration":1,"#
                    + #""duration_units":"\#(unit)","flow_id":"f1","started_at":"\#(first)","expires_at":"\#(last)"}"#
            }
            return .json("[\(rows.joined(separator: ","))]")
        case "/flows":
            let rows = caps.map { id, maximum, _, unit in
                #"{"id":"\#(id)","maximum":\#(maximum),"duration":1,"duration_units":"\#(unit)"}"#
            }
            return .json(
                #"[{"id":"f1","name":"Solar","enabled":true,"fields":[],"sources":[],"steps":[],"caps":["#
                    + rows.joined(separator: ",") + "]}]", headers: [("ETag", "W/\"1\"")])
        default: return .json("{}", status: 404)
        }
    }
}
