// The LeadConduit side of the server: which call does what. Authentication, `Accept` and `ETag` are in LeadConduitGate.

import Models

/// Answers LeadConduit's operations from the world's state; those that write are in Write. LeadConduit reference, 2 to 4
/// and 7.
struct LeadConduitAPI: Sendable {
    typealias Handler = @Sendable (LeadConduitAPI, SandboxRequest) async throws -> JSONValue

    static let version = "13.5.0"

    let world: SandboxWorld

    static let routes = RouteTable<Handler>(routes: [
        Route("GET", "caps") { try await $0.caps($1) },
        Route("GET", "caps/*") { try await $0.cap($1) },
        Route("GET", "ping_limits") { try await $0.pingLimits($1) },
        Route("GET", "ping_limits/*") { _, _ in throw SandboxFailure(404, "not found") },
        Route("GET", "flows") { api, _ in .array(await api.world.directory.account.flows.map(\.saved)) },
        Route("GET", "flows/*") { try await $0.flow($1).saved },
        Route("PUT", "flows/*") { try await $0.saveFlow($1) },
        Route("POST", "flows/*/deploy") { try await $0.deployFlow($1) },
        Route("GET", "flows/*/changelogs") { try await $0.changelogs($1) },
        Route("GET", "entities") { api, _ in .array(await api.entities().map { $0.json() }) },
        Route("GET", "entities/*") { try await $0.entity($1) },
        Route("GET", "account") { api, _ in api.account().json() },
        Route("GET", "user") { api, _ in api.user().json() },
        Route("GET", "status") { _, _ in .object([("version", .string(LeadConduitAPI.version))]) },
        Route("GET", "events") { try await $0.events($1) },
        Route("GET", "events/stats") { try await $0.statistics($1) },
    ])

    func answer(_ request: SandboxRequest) async throws -> SandboxAnswer {
        let handler = try LeadConduitAPI.routes.handler(request.method, request.segments)
        return SandboxAnswer(200, try await handler(self, request))
    }

    // MARK: - Counters

    /// Counters whose interval runs and that at least one lead has met.
    private func caps(_ request: SandboxRequest) async throws -> JSONValue {
        let flowID = try LeadConduitAPI.flowFilter(request)
        return await world.read { state, now in
            .array(
                state.directory.leadCaps.compactMap { id, cap in
                    guard flowID == nil || flowID == cap.flowID.lowercased(), let counter = state.leads.counters[id],
                        counter.isRunning(at: now)
                    else { return nil }
                    return cap.json(counter)
                })
        }
    }

    private func cap(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments[1]
        let found = await world.read { state, now -> JSONValue? in
            guard let cap = state.directory.leadCapsByID[id], let counter = state.leads.counters[id],
                counter.isRunning(at: now)
            else { return nil }
            return cap.json(counter)
        }
        guard let found else { throw SandboxFailure(404, "not found") }
        return found
    }

    /// No seeded flow limits pings.
    private func pingLimits(_ request: SandboxRequest) async throws -> JSONValue {
        _ = try LeadConduitAPI.flowFilter(request)
        return .array([])
    }

    /// In lower case.
    static func flowFilter(_ request: SandboxRequest) throws(SandboxFailure) -> String? {
        guard let id = request.parameter("flow_id") else { return nil }
        guard id.utf8.count == 24, id.allSatisfy(\.isHexDigit) else {
            throw SandboxFailure(400, "flow_id must be 24 hexadecimal digits")
        }
        return id.lowercased()
    }

    // MARK: - Flows and names

    private func flow(_ request: SandboxRequest) async throws -> FlowRecord {
        guard let flow = await world.directory.flowsByID[request.segments[1]] else {
            throw SandboxFailure(404, "not found")
        }
        return flow
    }

    private func entity(_ request: SandboxRequest) async throws -> JSONValue {
        guard let entity = await entities().first(where: { $0.id == request.segments[1] }) else {
            throw SandboxFailure(404, "not found")
        }
        return entity.json()
    }

    /// The entities that stand in flows, each once.
    private func entities() async -> [LeadConduit.Entity] {
        var found: [String: LeadConduit.Entity] = [:]
        for flow in await world.directory.account.flows {
            for source in flow.saved["sources"]?.array ?? [] {
                LeadConduitAPI.add(source, isSource: true, flowID: flow.id, to: &found)
            }
            for step in flow.saved["steps"]?.array ?? [] {
                LeadConduitAPI.add(step, isSource: false, flowID: flow.id, to: &found)
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    private static func add(
        _ place: JSONValue, isSource: Bool, flowID: String, to found: inout [String: LeadConduit.Entity]
    ) {
        guard let id = place["entity"]?["id"]?.text else { return }
        var entity = found[id] ?? LeadConduit.Entity()
        entity.id = id
        entity.name = place["entity"]?["name"]?.text ?? ""
        entity.source = isSource ? "form" : nil
        entity.recipient = isSource ? nil : "crm"
        entity.moduleIDs = [place["integration"]?["module_id"]?.text ?? ""]
        entity.standard = false
        entity.account = false
        entity.deprecated = false
        entity.timeZone = place["entity"]?["time_zone"]?.text
        if isSource { entity.flowIDs = (entity.flowIDs ?? []) + [flowID] }
        entity.createdAt = UInt64(id.prefix(8), radix: 16).map { Timestamp(seconds: Int64($0)) }
        entity.updatedAt = entity.createdAt
        found[id] = entity
    }

    // MARK: - Who am I

    private func account() -> LeadConduit.Account {
        var account = LeadConduit.Account()
        account.id = SandboxNetwork.accountID
        account.ssoID = SandboxNetwork.singleSignOnID
        account.name = SandboxNetwork.accountName
        account.timeZone = SandboxNetwork.accountZone
        account.type = "professional"
        account.dataRetentionInDays = 90
        account.leadPingEnabled = false
        account.productID = "lcx"
        account.state = "active"
        return account
    }

    func user() -> LeadConduit.User {
        var account = LeadConduit.Account()
        account.id = SandboxNetwork.accountID
        account.name = SandboxNetwork.accountName
        account.timeZone = SandboxNetwork.accountZone
        var user = LeadConduit.User()
        user.id = SandboxNetwork.userID
        user.firstName = "Dana"
        user.lastName = "Reyes"
        user.email = "dana@example.com"
        user.superuser = false
        user.userAdmin = true
        user.accounts = [account]
        return user
    }
}
