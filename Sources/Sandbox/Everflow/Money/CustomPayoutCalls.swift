// The calls of custom payout and revenue. Everflow reference, 9.1.

import Models

extension EverflowAPI {
    /// All of them without a paging object, as documented, unless the request asks for a page.
    func customPayouts(_ request: SandboxRequest) async throws -> JSONValue {
        let isPaged = ["page", "page_size"].contains { request.parameter($0) != nil }
        return try await list(request, .customPayouts, isPaged: isPaged) { record, _, state, _ in
            MoneyObjects.answer(customPayout: record, in: state.directory)
        } page: {
            isPaged ? EverflowAPI.page($0, key: $1) : .object([($1, .array($0.items))])
        }
    }

    /// With the relationships asked for.
    func customPayoutsTable(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .customPayouts) { record, query, state, _ in
            MoneyObjects.answer(customPayout: record, relationships: query.relationships, in: state.directory)
        } page: {
            EverflowAPI.page($0, key: $1)
        }
    }

    func customPayout(_ request: SandboxRequest) async throws -> JSONValue {
        let asked = request.relationships
        return try await single(request) { id, state, _ in
            state.directory.money(id, in: \.customPayouts).map {
                MoneyObjects.answer(customPayout: $0, shown: asked, in: state.directory)
            }
        }
    }

    func createCustomPayout(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        return try await writeCustomPayout { state, now in
            try MoneyWrites.customPayouts.created(body, in: state.directory, at: now)
        }
    }

    func replaceCustomPayout(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        let id = request.lastID
        return try await writeCustomPayout { state, now in
            guard let known = id.flatMap({ state.directory.money($0, in: \.customPayouts) }) else {
                throw SandboxFailure(404, "not found")
            }
            return try MoneyWrites.customPayouts.replaced(known, by: body, in: state.directory, at: now)
        }
    }

    private func writeCustomPayout(
        _ make: @escaping @Sendable (WorldState, Timestamp) throws -> MoneyRecord
    ) async throws -> JSONValue {
        try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.customPayouts = [try make(state, now)]
            return changes
        } answer: { state, changes, _ in
            MoneyObjects.answer(customPayout: changes.changed.customPayouts[0], in: state.directory)
        }
    }

    func editCustomPayouts(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        return try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.customPayouts = try MoneyWrites.edited(body, in: state.directory, at: now)
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }

    func deleteCustomPayout(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.lastID
        return try await world.write { state, _ in
            guard let id, state.directory.money(id, in: \.customPayouts) != nil else {
                throw SandboxFailure(404, "not found")
            }
            var changes = AccountChanges()
            changes.deletedCustomPayouts = [id]
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }
}

extension SandboxRequest {
    /// The id at the end of the path.
    var lastID: Int? { segments.last.flatMap { Int($0) } }
}
