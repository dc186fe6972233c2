// The bulk edit of offers and its preview. Everflow reference, 6.4.

import Models

extension EverflowAPI {
    func previewOffers(_ request: SandboxRequest) async throws -> JSONValue {
        let edit = try BulkEditBody(request, idsName: OfferRecord.idsName)
        return try await world.read { state, now in
            try BulkJudgement<OfferRecord>(edit, in: state.directory, at: now).preview
        }
    }

    func editOffers(_ request: SandboxRequest) async throws -> JSONValue {
        let edit = try BulkEditBody(request, idsName: OfferRecord.idsName)
        return try await world.write { state, now in
            let judgement = try BulkJudgement<OfferRecord>(edit, in: state.directory, at: now)
            try judgement.checkApplicable()
            var changes = AccountChanges()
            changes.changed.offers = judgement.records
            changes.isRegrouping = edit.fields.contains { $0.name == "network_offer_group_id" }
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }
}

extension OfferRecord: BulkEditable {
    static let idsName = "network_offer_ids"
    static let noun = "offer"
    static let statuses = ["active", "paused", "pending", "deleted"]
    static let visibilities = ["public", "require_approval", "private"]

    static func find(_ id: Int, in directory: AccountDirectory) -> OfferRecord? {
        directory.offersByID[id]
    }

    /// A deleted offer takes nothing but another status.
    func defect(for edit: BulkEditBody) -> String? {
        let isRevived = edit.fields.contains { $0.name == "offer_status" }
        return status == "deleted" && !isRevived ? "the offer is deleted" : nil
    }

    func current(_ field: WriteField) -> JSONValue? {
        switch field.name {
        case "offer_status": .string(status)
        case "offer_name": .string(name)
        case "visibility": .string(visibility)
        case "is_caps_enabled": .bool(isCapsEnabled)
        case "network_offer_group_id": .int(groupID)
        case "labels": .array(labels.map(JSONValue.string))
        default: LimitSlot.byWireName[field.name].map { .quantity(limits[$0]) }
        }
    }

    mutating func set(
        _ field: WriteField, of edit: BulkEditBody, in directory: AccountDirectory
    ) throws(SandboxFailure) {
        switch field.name {
        case "offer_status": status = try field.word(OfferRecord.statuses)
        case "offer_name": name = try field.nonBlankText()
        case "visibility": visibility = try field.word(OfferRecord.visibilities)
        case "labels": labels = try field.texts()
        case "is_caps_enabled":
            isCapsEnabled = try field.flag()
            if isCapsEnabled, !edit.setsLimit {
                throw field.failure("must be sent together with a cap above 0")
            }
        case "network_offer_group_id":
            groupID = try field.id()
            guard groupID == 0 || directory.groupsByID[groupID]?.advertiserID == advertiserID else {
                throw field.failure("must be 0 or a group of the offer's advertiser")
            }
        default:
            if let slot = LimitSlot.byWireName[field.name] { limits[slot] = try field.limit(slot) }
        }
    }

    /// Switching caps off voids the custom caps too (section 3).
    func consequence(of field: WriteField, in directory: AccountDirectory) -> String {
        guard field.name == "is_caps_enabled", field.value == .bool(false) else { return "" }
        let count = directory.account.customCaps.reduce(0) { $0 + ($1.pair.offer == id ? 1 : 0) }
        return count == 0 ? "" : "custom caps of the offer that no longer apply: \(count)"
    }

    func put(into change: inout Everflow.Change) {
        var offer = Everflow.OfferSummary()
        offer.id = id
        offer.networkID = SandboxNetwork.networkID
        offer.name = name
        offer.status = status
        change.offer = offer
    }

    mutating func setSaved(at instant: Timestamp) {
        savedAt = instant
    }
}
