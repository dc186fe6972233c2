// Small made-up networks for the tests of state and views. Figures are chosen so that arithmetic is easy by head.
import Models

@testable import CapTop

enum Sample {
    /// Tuesday 2026-03-10 20:20:41 UTC, 15:20:41 in Chicago.
    static let now = Timestamp(seconds: 1_773_174_041)

    static let acme = Network(
        name: "acme", kind: .everflow, environment: .production, timeZone: "America/Chicago", currency: "USD")
    static let leads = Network(
        name: "leads", kind: .leadconduit, environment: .sandbox, timeZone: "America/Chicago")

    static let harbor = NamedID(id: "51", name: "Harbor Media")
    static let northwind = NamedID(id: "64", name: "Northwind Perf.")
    static let kettle = NamedID(id: "204", name: "Sunrise Kettle CPA")
    static let tern = NamedID(id: "207", name: "Tern Insurance")

    static func custom(
        _ key: String, _ affiliate: NamedID, _ offer: NamedID, isSoftCap: Bool = false, isEnabled: Bool = true
    ) -> CapObject {
        CapObject(
            id: ObjectID(network: "acme", kind: .custom, key: key), scope: .custom, name: "cap \(key)",
            affiliate: affiliate, offer: offer, isSoftCap: isSoftCap, isEnabled: isEnabled,
            timeZone: "America/Chicago", currency: "USD")
    }

    static func meter(
        _ object: CapObject, _ metric: CapMetric, _ period: CapPeriod, _ count: Int?, of maximum: Int,
        expiresIn seconds: Int64? = 31_159
    ) -> CapMeter {
        CapMeter(
            object: object, limit: CapLimit(metric: metric, period: period, maximum: Quantity(maximum)),
            count: count.map { Quantity($0) }, startedAt: seconds.map { now.adding(seconds: $0 - 86_400) },
            expiresAt: seconds.map { now.adding(seconds: $0) }, asOf: now)
    }

    /// Five meters: 39/40, 3120/5000, 810/1000, 41/40 soft, and an offer's 120/200.
    static func acmeSnapshot() -> NetworkSnapshot {
        let harborKettle = custom("412", harbor, kettle)
        let northwindTern = custom("413", northwind, tern)
        let harborTern = custom("414", harbor, tern, isSoftCap: true)
        let offer = CapObject(
            id: ObjectID(network: "acme", kind: .offer, key: "204"), scope: .offer, name: kettle.name, offer: kettle,
            timeZone: "America/Chicago", currency: "USD")
        return NetworkSnapshot(
            network: acme,
            affiliates: [
                Affiliate(id: "51", name: harbor.name, status: "active"),
                Affiliate(id: "64", name: northwind.name, status: "active"),
            ],
            offers: [
                Offer(id: "204", name: kettle.name, status: "active"),
                Offer(id: "207", name: tern.name, status: "active"),
            ],
            meters: [
                meter(harborKettle, .conversion, .daily, 39, of: 40),
                meter(harborKettle, .click, .daily, 3120, of: 5000),
                meter(northwindTern, .payout, .monthly, 810, of: 1000, expiresIn: 1_850_000),
                meter(harborTern, .conversion, .daily, 41, of: 40),
                meter(offer, .conversion, .daily, 120, of: 200),
            ],
            asOf: now)
    }

    /// A flow cap with one nested cap, and a source cap.
    static func leadsSnapshot() -> NetworkSnapshot {
        let flow = NamedID(id: "696f6dcfd3e4b5a697887701", name: "Solar Leads")
        func cap(_ key: String, _ scope: CapScope, _ name: String, parent: String? = nil, rules: [String] = [])
            -> CapObject
        {
            CapObject(
                id: ObjectID(network: "leads", kind: .cap, key: key), scope: scope, name: name,
                affiliate: scope == .source ? NamedID(id: "6909cea04b5a69788796a5b4", name: "WebForm A") : nil,
                offer: flow, parent: parent.map { ObjectID(network: "leads", kind: .cap, key: $0) }, rules: rules,
                timeZone: "America/Chicago")
        }
        return NetworkSnapshot(
            network: leads,
            affiliates: [Affiliate(id: "6909cea04b5a69788796a5b4", name: "WebForm A", status: "enabled")],
            offers: [Offer(id: flow.id, name: flow.name, status: "enabled")],
            meters: [
                meter(cap("a1", .flow, "Solar monthly total"), .lead, .monthly, 812, of: 2000, expiresIn: 1_848_000),
                meter(
                    cap("a2", .flow, "Texas per day", parent: "a1", rules: ["state is equal to TX"]), .lead, .daily,
                    60, of: 60),
                meter(
                    cap("b1", .source, "WebForm A hourly"), .lead, CapPeriod(unit: .hour), 34, of: 40, expiresIn: 2359),
            ],
            asOf: now)
    }

    static func state(width: Int = 120, height: Int = 36, loaded: Bool = true) -> AppState {
        var state = AppState(
            networks: [
                NetworkState(network: acme, refreshInterval: 15_000),
                NetworkState(network: leads, refreshInterval: 30_000),
            ], size: .init(width: width, height: height), now: now)
        if loaded {
            _ = reduce(&state, .loaded(acmeSnapshot()), at: now)
            _ = reduce(&state, .loaded(leadsSnapshot()), at: now)
        }
        return state
    }
}
