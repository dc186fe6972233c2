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
    }

    let kind: NetworkKind
    let clock = StandingClock()
    private let fake = FakeEverflow()
    private let state: Mutex<State>

    init(_ kind: NetworkKind, seed: UInt64) {
        self.kind = kind
        state = Mutex(State(random: SeededRandom(seed: seed)))
        let rows = (caps: FaultyWorld.limits.enumerated().map { FaultyWorld.cap($0.offset + 1, $0.element) }, id: 204)
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
    private static let limits = [40, 500, 900, 70, 80]

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
        let round = state.withLock { state in
            state.round += 1
            return state.round
        }
        fake.change { fake in
            fake.report = [(204, 51, #""cv":\#(round),"unique_click":\#(2 * round)"#)]
            fake.remaining = [204: #""remaining_daily_click_cap":\#(1000 - 2 * round)"#]
        }
    }

    /// Counts and maxima as they truly are now, by id.
    var truth: [String: [Int]] {
        let round = state.withLock { $0.round }
        switch kind {
        case .everflow:
            var truth = ["acme/offer:204/click/day": [2 * round, 1000]]
            for (place, limit) in FaultyWorld.limits.enumerated() {
                truth["acme/custom:\(place + 1)/conversion/day"] = [round, limit]
            }
            return truth
        case .leadconduit: return ["leads/cap:c1": [round, 10], "leads/cap:c2": [3 * round, 70]]
        }
    }

    /// - Returns: nil when nobody listens any more.
    func answer(_ request: Received) -> Reply? {
        guard let (fault, mistaken) = fate(of: request) else { return decent(request) }
        let reply = decent(mistaken)
        return state.withLock { fault.strike(reply, &$0.random) }
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
            return (fault, mistaken)
        }
    }

    private func leads(_ request: Received) -> Reply {
        let round = state.withLock { $0.round }
        let caps = [("c1", 10, round, "day"), ("c2", 70, 3 * round, "hour")]
        switch request.path {
        case "/account": return .json(#"{"id":"a","name":"Acme","time_zone":"America/Chicago"}"#)
        case "/caps":
            let rows = caps.map { id, maximum, count, unit in
                #"{"id":"\#(id)","type":"volume","count":\#(count),"maximum":\#(maximum),"duration":1,"duration_units":"#
                    + #""\#(unit)","flow_id":"f1"}"#
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
