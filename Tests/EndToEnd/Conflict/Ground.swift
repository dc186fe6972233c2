// What every cell of the conflict matrix starts from: the same invented account each time, what a refresh brings of it, and
// the objects in it that are edited.
import Models
import TestSupport
import Testing
import Upstream

@testable import CapTop

struct Ground: Sendable {
    let snapshots: [NetworkSnapshot]
    /// A custom cap with a limit on conversions.
    let customCap: (id: Int64, field: String, value: Int64)
    let offer: Int64
    let group: Int64
    let affiliate: Int64
    /// An affiliate and an offer without a custom cap, each with its name.
    let freePair: (affiliate: NamedID, offer: NamedID)
    let flow: String
    /// A cap of the flow itself.
    let leadCap: (id: String, maximum: Int64)
    /// The entity of one of the flow's sources that is switched on.
    let source: String

    /// Read once for all cells.
    static let shared = Task { try await Ground() }

    /// The same account byte for byte, whose clock stands.
    static func sandbox() throws -> SandboxServer {
        try SandboxServer([
            "--caps", "40", "--traffic", "0", "--speed", "0.0001", "--start", "2026-03-10T20:20:41Z",
        ])
    }

    private init() async throws {
        let sandbox = try Ground.sandbox()
        defer { sandbox.killNow() }
        let somebody = SomebodyElse(at: sandbox)
        func rows(_ path: String, _ name: String) throws -> [JSONValue] {
            try #require(try somebody.get("/v1/networks/\(path)")[name]?.array)
        }
        let caps = try rows("custom/caps", "custom_cap_settings")
        let (affiliates, offers) = (try rows("affiliates", "affiliates"), try rows("offers", "offers"))
        let flow = try #require(try somebody.get("/flows")[0])
        snapshots = try await Ground.snapshots(at: sandbox.address)
        customCap = try #require(caps.lazy.compactMap(Ground.conversions).first)
        offer = try #require(offers.first { $0["is_caps_enabled"]?.bool == true }?["network_offer_id"]?.int64)
        group = try #require(try rows("offergroups", "offer_groups").first?["network_offer_group_id"]?.int64)
        // One with caps: the pane lists no others.
        let capped = Set(caps.compactMap { $0["network_affiliate_id"]?.int64 })
        let active = affiliates.filter { $0["account_status"]?.text == "active" }
        let ids = active.compactMap { $0["network_affiliate_id"]?.int64 }.filter(capped.contains)
        affiliate = try #require(ids.first)
        let (first, last) = (try #require(affiliates.last), try #require(offers.last))
        freePair = (
            NamedID(id: first["network_affiliate_id"]?.text ?? "", name: first["name"]?.text ?? ""),
            NamedID(id: last["network_offer_id"]?.text ?? "", name: last["name"]?.text ?? "")
        )
        self.flow = try #require(flow["id"]?.text)
        let cap = try #require(flow["caps"]?[0])
        leadCap = (try #require(cap["id"]?.text), try #require(cap["maximum"]?.int64))
        source = try #require(flow["sources"]?[0]?["entity"]?["id"]?.text)
        let pair = freePair
        let isTaken = caps.contains { cap in
            cap["network_affiliate_id"]?.text == pair.affiliate.id && cap["network_offer_id"]?.text == pair.offer.id
        }
        try #require(!isTaken)
    }

    private static func conversions(_ cap: JSONValue) -> (id: Int64, field: String, value: Int64)? {
        for period in ["daily", "weekly", "monthly", "global"] {
            let field = "\(period)_conversion_cap"
            if let id = cap["network_custom_cap_setting_id"]?.int64, let value = cap[field]?.int64, value > 1 {
                return (id, field, value)
            }
        }
        return nil
    }

    private static func snapshots(at address: String) async throws -> [NetworkSnapshot] {
        let client = HTTPClient()
        var snapshots: [NetworkSnapshot] = []
        for (name, kind) in [("acme", NetworkKind.everflow), ("leads", .leadconduit)] {
            let network = Network(name: name, kind: kind, environment: .sandbox)
            let account = try NetworkAccount(network: network, baseURL: address, key: .inProcess(SandboxServer.key))
            let sync = NetworkSync(account: account, client: client, now: WallClock.now)
            guard case .loaded(let snapshot) = await sync.refresh() else {
                throw Hands.NotFound(description: "\(name) could not be loaded")
            }
            snapshots.append(snapshot)
        }
        return snapshots
    }
}
