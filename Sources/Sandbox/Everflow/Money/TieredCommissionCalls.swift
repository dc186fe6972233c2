// The calls of tiered commissions. Everflow reference, 10.1.

import Models

extension EverflowAPI {
    func tieredCommissionsTable(_ request: SandboxRequest) async throws -> JSONValue {
        try await list(request, .commissions) { record, _, _, _ in
            MoneyObjects.answer(commission: record)
        } page: {
            EverflowAPI.page($0, key: $1)
        }
    }

    func tieredCommission(_ request: SandboxRequest) async throws -> JSONValue {
        try await single(request) { id, state, _ in
            state.directory.money(id, in: \.commissions).map(MoneyObjects.answer(commission:))
        }
    }

    func createTieredCommission(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        return try await writeTieredCommission { state, now in
            try MoneyWrites.commissions.created(body, in: state.directory, at: now)
        }
    }

    func replaceTieredCommission(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.json()
        let id = request.lastID
        return try await writeTieredCommission { state, now in
            guard let known = id.flatMap({ state.directory.money($0, in: \.commissions) }) else {
                throw SandboxFailure(404, "not found")
            }
            return try MoneyWrites.commissions.replaced(known, by: body, in: state.directory, at: now)
        }
    }

    private func writeTieredCommission(
        _ make: @escaping @Sendable (WorldState, Timestamp) throws -> MoneyRecord
    ) async throws -> JSONValue {
        try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.commissions = [try make(state, now)]
            return changes
        } answer: { _, changes, _ in
            MoneyObjects.answer(commission: changes.changed.commissions[0])
        }
    }
}
