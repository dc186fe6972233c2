// The calls of affiliate tiers. Everflow reference, section 11.

import Models

extension EverflowAPI {
    /// All of them: this list has no paging.
    func affiliateTiers(_ request: SandboxRequest) async throws -> JSONValue {
        let tiers = await world.directory.account.tiers.map { MoneyObjects.answer(tier: $0) }
        return .object([(MoneyResource.affiliateTier.listName, .array(tiers))])
    }

    func affiliateTier(_ request: SandboxRequest) async throws -> JSONValue {
        let asked = request.relationships
        return try await single(request) { id, state, _ in
            state.directory.money(id, in: \.tiers).map { MoneyObjects.answer(tier: $0, relationships: asked) }
        }
    }

    func createAffiliateTier(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        return try await writeAffiliateTier { state, now in
            try MoneyWrites.tiers.created(body, in: state.directory, at: now)
        }
    }

    func replaceAffiliateTier(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        let id = request.lastID
        return try await writeAffiliateTier { state, now in
            guard let known = id.flatMap({ state.directory.money($0, in: \.tiers) }) else {
                throw SandboxFailure(404, "not found")
            }
            return try MoneyWrites.tiers.replaced(known, by: body, in: state.directory, at: now)
        }
    }

    private func writeAffiliateTier(
        _ make: @escaping @Sendable (WorldState, Timestamp) throws -> MoneyRecord
    ) async throws -> JSONValue {
        try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.tiers = [try make(state, now)]
            return changes
        } answer: { _, changes, _ in
            MoneyObjects.answer(tier: changes.changed.tiers[0])
        }
    }
}
