// Creating, changing and deleting custom caps. Everflow reference, 4.1 to 4.3.

import Models

extension EverflowAPI {
    func createCustomCap(_ request: SandboxRequest) async throws -> JSONValue {
        let body = try request.jsonObject()
        return try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.customCaps = [try CustomCapWrites.draft(body, in: state.directory, at: now)]
            return changes
        } answer: { state, changes, _ in
            EverflowObjects.customCap(changes.changed.customCaps[0], in: state.directory).json()
        }
    }

    func editCustomCaps(_ request: SandboxRequest) async throws -> JSONValue {
        let edit = try BulkEditBody(request, idsName: "network_custom_cap_setting_ids")
        return try await world.write { state, now in
            var changes = AccountChanges()
            changes.changed.customCaps = try CustomCapWrites.edited(edit, in: state.directory, at: now)
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }

    func deleteCustomCap(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments.last.flatMap { Int($0) }
        return try await world.write { state, _ in
            guard let id, let cap = state.directory.customCap(id) else { throw SandboxFailure(404, "not found") }
            var changes = AccountChanges()
            changes.deletedCustomCaps = [cap]
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }
}

/// What writes make of custom caps. Pure.
enum CustomCapWrites {
    static func draft(
        _ body: JSONObject, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> CustomCapRecord {
        let affiliate = try body.required("network_affiliate_id").id()
        let offer = try body.required("network_offer_id").id()
        guard directory.affiliatesByID[affiliate] != nil else {
            throw SandboxFailure(400, "network_affiliate_id \(affiliate) is unknown")
        }
        guard directory.offersByID[offer] != nil else {
            throw SandboxFailure(400, "network_offer_id \(offer) is unknown")
        }
        let pair = Pair(offer: offer, affiliate: affiliate)
        if let id = directory.customCapIDs[pair] {
            throw SandboxFailure(400, "custom cap \(id) is on affiliate \(affiliate) and offer \(offer) already")
        }
        let limits = try body.limits()
        guard !limits.isEmpty else { throw SandboxFailure(400, "at least one cap must be above 0") }
        let instant = Timestamp(seconds: now.seconds)
        return CustomCapRecord(
            id: (directory.account.customCaps.last?.id ?? 0) + 1, pair: pair,
            name: try body.field("name")?.text() ?? "", isSoftCap: try body.field("is_soft_cap")?.flag() ?? false,
            limits: limits, createdAt: instant, savedAt: instant)
    }

    /// All or none: an unknown id or a bad value changes nothing.
    static func edited(
        _ edit: BulkEditBody, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> [CustomCapRecord] {
        var records: [CustomCapRecord] = []
        for id in edit.ids {
            guard var record = directory.customCap(id) else { throw SandboxFailure(404, "no custom cap \(id)") }
            for field in edit.fields { try set(field, on: &record) }
            record.savedAt = Timestamp(seconds: now.seconds)
            records.append(record)
        }
        return records
    }

    private static func set(_ field: WriteField, on record: inout CustomCapRecord) throws(SandboxFailure) {
        switch field.name {
        case "name": record.name = try field.text()
        case "is_soft_cap": record.isSoftCap = try field.flag()
        default:
            guard let slot = LimitSlot.byWireName[field.name] else {
                throw SandboxFailure(400, "unknown field_type \(field.name)")
            }
            record.limits[slot] = try field.limit(slot)
        }
    }
}
