// The Everflow side of the server: which call does what. Authentication and the rate limit are in EverflowGate.

import Models

/// Answers Everflow's operations from the world's state; those that write are in Write.
struct EverflowAPI: Sendable {
    typealias Handler = @Sendable (EverflowAPI, SandboxRequest) async throws -> JSONValue

    let world: SandboxWorld

    static let routes = RouteTable<Handler>(routes: [
        Route("GET", "networks") { try await $0.network($1) },
        Route("GET", "networks/info") { try await $0.network($1) },
        Route("GET", "meta/timezones") { try await $0.timezones($1) },
        Route("GET", "networks/custom/caps") { try await $0.customCaps($1) },
        Route("POST", "networks/custom/caps") { try await $0.createCustomCap($1) },
        Route("PATCH", "networks/custom/caps") { try await $0.editCustomCaps($1) },
        Route("POST", "networks/custom/capstable") { try await $0.customCaps($1) },
        Route("GET", "networks/custom/caps/*") { try await $0.customCap($1) },
        Route("DELETE", "networks/custom/caps/*") { try await $0.deleteCustomCap($1) },
        Route("PUT", "networks/custom/caps/*") { _, _ in throw SandboxFailure(404, "not found") },
        Route("GET", "networks/custom/payoutrevenue") { try await $0.customPayouts($1) },
        Route("POST", "networks/custom/payoutrevenue") { try await $0.createCustomPayout($1) },
        Route("PATCH", "networks/custom/payoutrevenue") { try await $0.editCustomPayouts($1) },
        Route("POST", "networks/custom/payoutrevenuetable") { try await $0.customPayoutsTable($1) },
        Route("GET", "networks/custom/payoutrevenue/*") { try await $0.customPayout($1) },
        Route("PUT", "networks/custom/payoutrevenue/*") { try await $0.replaceCustomPayout($1) },
        Route("DELETE", "networks/custom/payoutrevenue/*") { try await $0.deleteCustomPayout($1) },
        Route("POST", "networks/tieredcommissions/table") { try await $0.tieredCommissionsTable($1) },
        Route("POST", "networks/tieredcommissions") { try await $0.createTieredCommission($1) },
        Route("GET", "networks/tieredcommissions/*") { try await $0.tieredCommission($1) },
        Route("PUT", "networks/tieredcommissions/*") { try await $0.replaceTieredCommission($1) },
        Route("GET", "networks/affiliatetiers") { try await $0.affiliateTiers($1) },
        Route("POST", "networks/affiliatetiers") { try await $0.createAffiliateTier($1) },
        Route("GET", "networks/affiliatetiers/*") { try await $0.affiliateTier($1) },
        Route("PUT", "networks/affiliatetiers/*") { try await $0.replaceAffiliateTier($1) },
        Route("GET", "networks/offers") { try await $0.offers($1) },
        Route("GET", "networks/offers/*") { try await $0.offer($1) },
        Route("POST", "networks/offerstable") { try await $0.offersTable($1) },
        Route("POST", "networks/offers/table") { _, _ in throw SandboxFailure(404, "not found") },
        Route("POST", "networks/patch/offers/submit") { try await $0.previewOffers($1) },
        Route("PATCH", "networks/patch/offers/apply") { try await $0.editOffers($1) },
        Route("GET", "networks/offergroups") { try await $0.offerGroups($1) },
        Route("POST", "networks/offergroups") { try await $0.createOfferGroup($1) },
        Route("GET", "networks/offergroups/*") { try await $0.offerGroup($1) },
        Route("PUT", "networks/offergroups/*") { try await $0.replaceOfferGroup($1) },
        Route("GET", "networks/affiliates") { try await $0.affiliates($1) },
        Route("GET", "networks/affiliates/*") { try await $0.affiliate($1) },
        Route("PUT", "networks/affiliates/*") { try await $0.replaceAffiliate($1) },
        Route("POST", "networks/patch/affiliates/submit") { try await $0.previewAffiliates($1) },
        Route("PATCH", "networks/patch/affiliates/apply") { try await $0.editAffiliates($1) },
        Route("POST", "networks/affiliatestable") { try await $0.affiliatesTable($1) },
        Route("GET", "networks/advertisers") { try await $0.advertisers($1) },
        Route("GET", "networks/dashboard/summary") { try await $0.dashboard($1) },
        Route("POST", "networks/reporting/entity") { try await $0.entityReport($1) },
        Route("POST", "networks/reporting/entity/table") { try await $0.entityTable($1) },
        Route("POST", "networks/reporting/entity/summary") { try await $0.entitySummary($1) },
        Route("POST", "networks/reporting/caps/offer") { try await $0.capReport($1, answer: [("caps", .array([]))]) },
        Route("POST", "networks/reporting/custom/caps") { try await $0.capReport($1, answer: []) },
    ])

    func answer(_ request: SandboxRequest) async throws -> SandboxAnswer {
        let handler = try EverflowAPI.routes.handler(request.method, request.segments)
        return SandboxAnswer(200, try await handler(self, request))
    }

    // MARK: - Network

    private func network(_ request: SandboxRequest) async throws -> JSONValue {
        var network = Everflow.NetworkInfo()
        network.id = SandboxNetwork.networkID
        network.name = SandboxNetwork.name
        network.status = "active"
        network.defaultCurrencyID = SandboxNetwork.currency
        network.reportingTimezoneID = SandboxNetwork.reportingTimezoneID
        network.timeCreated = SandboxNetwork.createdAt
        network.timeSaved = SandboxNetwork.createdAt
        return network.json()
    }

    private func timezones(_ request: SandboxRequest) async throws -> JSONValue {
        let entries = TimezoneList.entries(at: world.clock.now)
        return Everflow.Page(items: entries).json(key: "timezones")
    }

    // MARK: - Lists

    func list<Record, Element: Sendable>(
        _ request: SandboxRequest, _ resource: EverflowResource<Record>, isPaged: Bool = true,
        _ object: @escaping @Sendable (Record, EverflowListQuery, inout WorldState, Timestamp) -> Element,
        page: @escaping @Sendable (Everflow.Page<Element>, String) -> JSONValue
    ) async throws -> JSONValue {
        var asked = try EverflowListQuery(request, fields: Set(resource.fields.keys))
        if !isPaged { (asked.page, asked.pageSize) = (1, .max) }
        let query = asked
        let answer = try await world.read { state, now in
            let found = try resource.page(query, in: state.directory)
            return Everflow.Page(
                items: found.items.map { object($0, query, &state, now) },
                paging: Everflow.Paging(page: query.page, pageSize: query.pageSize, totalCount: found.total))
        }
        return page(answer, resource.listKey)
    }

    private func customCaps(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .customCaps) { record, _, state, _ in
            EverflowObjects.customCap(record, in: state.directory)
        } page: {
            $0.json(key: $1)
        }
    }

    private func offers(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .offers) { record, query, state, _ in
            EverflowObjects.offer(record, relationships: query.relationships, in: state.directory)
        } page: {
            EverflowAPI.page($0, key: $1)
        }
    }

    private func offersTable(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .offers) { record, _, state, now in
            let tally = state.everflow.usage(of: .offer(record.id), at: now)
            return EverflowObjects.offerRow(record, tally: tally, in: state.directory)
        } page: {
            $0.json(key: $1)
        }
    }

    private func affiliates(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .affiliates) { record, query, _, _ in
            EverflowObjects.affiliate(record, relationships: query.relationships)
        } page: {
            EverflowAPI.page($0, key: $1)
        }
    }

    private func affiliatesTable(_ request: SandboxRequest) async throws -> JSONValue {
        let today = await world.read { state, now in state.everflow.countedToday(at: now) }
        return try await list(request, .affiliates) { record, _, _, _ in
            EverflowObjects.affiliateRow(record, today: today[record.id] ?? CountedSums())
        } page: {
            $0.json(key: $1)
        }
    }

    private func advertisers(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .advertisers) { record, _, _, _ in
            EverflowObjects.advertiser(record)
        } page: {
            EverflowAPI.page($0, key: $1)
        }
    }

    /// The envelope of pages whose rows are trees already.
    static func page(_ page: Everflow.Page<JSONValue>, key: String) -> JSONValue {
        let paging = page.paging ?? Everflow.Paging()
        return .object([
            (key, .array(page.items)),
            (
                "paging",
                .object([
                    ("page", .int(paging.page)), ("page_size", .int(paging.pageSize)),
                    ("total_count", .int(paging.totalCount)),
                ])
            ),
        ])
    }

    /// All groups: this list has no paging.
    private func offerGroups(_ request: SandboxRequest) async throws -> JSONValue {
        let groups = await world.read { state, now in
            state.directory.account.groups.map { record in
                let tally = state.everflow.usage(of: .group(record.id), at: now)
                return EverflowObjects.group(record, tally: tally, in: state.directory)
            }
        }
        return Everflow.Page(items: groups).json(key: "offer_groups")
    }

    // MARK: - Single objects

    func single(
        _ request: SandboxRequest, _ find: @escaping @Sendable (Int, inout WorldState, Timestamp) -> JSONValue?
    ) async throws -> JSONValue {
        guard let id = request.segments.last.flatMap({ Int($0) }),
            let found = await world.read({ state, now in find(id, &state, now) })
        else { throw SandboxFailure(404, "not found") }
        return found
    }

    private func customCap(_ request: SandboxRequest) async throws -> JSONValue {
        try await single(request) { id, state, _ in
            state.directory.customCap(id).map {
                EverflowObjects.customCap($0, in: state.directory).json()
            }
        }
    }

    private func offer(_ request: SandboxRequest) async throws -> JSONValue {
        let relationships = request.relationships
        return try await single(request) { id, state, _ in
            state.directory.offersByID[id].map {
                EverflowObjects.offer($0, relationships: relationships, in: state.directory)
            }
        }
    }

    private func offerGroup(_ request: SandboxRequest) async throws -> JSONValue {
        try await single(request) { id, state, now in
            guard let record = state.directory.groupsByID[id] else { return nil }
            let tally = state.everflow.usage(of: .group(id), at: now)
            return EverflowObjects.group(record, tally: tally, in: state.directory).json()
        }
    }

    private func affiliate(_ request: SandboxRequest) async throws -> JSONValue {
        let relationships = request.relationships
        return try await single(request) { id, state, _ in
            state.directory.affiliatesByID[id].map { EverflowObjects.affiliate($0, relationships: relationships) }
        }
    }

    // MARK: - Cap reports

    /// Everflow's cap reports: their rows are unknown, so there are none (Everflow reference, 5.1).
    private func capReport(_ request: SandboxRequest, answer: [(String, JSONValue)]) async throws -> JSONValue {
        guard let id = try request.jsonObject()["timezone_id"]?.int64, TimezoneList.zone(Int(clamping: id)) != nil
        else {
            throw SandboxFailure(400, "timezone_id is required and must be a known time zone")
        }
        return .object(answer)
    }
}

extension EverflowObjects {
    /// An offer with the relationships asked for; others are ignored.
    static func offer(_ record: OfferRecord, relationships: Set<String>, in directory: AccountDirectory) -> JSONValue {
        var tree = offer(record, events: directory.eventsByOffer[record.id] ?? []).json()
        guard !relationships.isEmpty, var inner = tree["relationship"] else { return tree }
        if relationships.contains("advertiser"), let advertiser = directory.advertisersByID[record.advertiserID] {
            inner["advertiser"] = self.advertiser(advertiser)
        }
        if relationships.contains("offer_group"), let group = directory.groupsByID[record.groupID] {
            inner["offer_group"] = .object([
                ("network_offer_group_id", .int(group.id)), ("name", .string(group.name)),
                ("offer_group_status", .string(group.status)),
            ])
        }
        if relationships.contains("custom_cap_settings") {
            let caps = directory.account.customCaps.filter { $0.pair.offer == record.id }
            inner["custom_cap_settings"] = .object([
                ("total", .int(caps.count)), ("entries", .array(caps.map { customCap($0, in: directory).json() })),
            ])
        }
        tree["relationship"] = inner
        return tree
    }
}
