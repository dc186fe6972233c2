// The bulk edit of affiliates, its preview, and their full update. Everflow reference, section 8.

import Models

extension EverflowAPI {
    func previewAffiliates(_ request: SandboxRequest) async throws -> JSONValue {
        let edit = try BulkEditBody(request, idsName: AffiliateRecord.idsName)
        return try await world.read { state, now in
            try BulkJudgement<AffiliateRecord>(edit, in: state.directory, at: now).preview
        }
    }

    func editAffiliates(_ request: SandboxRequest) async throws -> JSONValue {
        let edit = try BulkEditBody(request, idsName: AffiliateRecord.idsName)
        return try await world.write { state, now in
            let judgement = try BulkJudgement<AffiliateRecord>(edit, in: state.directory, at: now)
            try judgement.checkApplicable()
            var changes = AccountChanges()
            changes.changed.affiliates = judgement.records
            return changes
        } answer: { _, _, _ in
            EverflowAPI.done
        }
    }

    func replaceAffiliate(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments.last.flatMap { Int($0) }
        let body = try request.jsonObject()
        return try await world.write { state, now in
            guard let id, let known = state.directory.affiliatesByID[id] else { throw SandboxFailure(404, "not found") }
            var changes = AccountChanges()
            changes.changed.affiliates = [try AffiliateWrites.replaced(known, by: body, at: now)]
            return changes
        } answer: { _, changes, _ in
            EverflowObjects.affiliate(changes.changed.affiliates[0], relationships: [])
        }
    }
}

/// What a full update makes of an affiliate. Pure.
enum AffiliateWrites {
    /// A full update takes no other statuses.
    static let statuses = ["active", "inactive"]
    static let frequencies = ["weekly", "bimonthly", "monthly", "two_months", "quarterly", "manual", "other"]

    /// Members that may be left out, and then are what a new affiliate has.
    static func replaced(
        _ known: AffiliateRecord, by body: JSONObject, at now: Timestamp
    ) throws(SandboxFailure) -> AffiliateRecord {
        var record = known
        record.name = try body.required("name").nonBlankText()
        record.status = try body.required("account_status").word(statuses)
        record.managerID = try body.field("network_employee_id")?.id() ?? 0
        record.labels = try body.field("labels")?.texts() ?? []
        var details = JSONObject()
        for name in ["internal_notes", "default_currency_id"] {
            details[name] = try body.field(name).map { field throws(SandboxFailure) in .string(try field.text()) }
        }
        for name in ["is_contact_address_enabled", "enable_media_cost_tracking_links"] {
            details[name] = try body.field(name).map { field throws(SandboxFailure) in .bool(try field.flag()) }
        }
        for name in ["network_affiliate_tier_id", "referrer_id"] {
            details[name] = try body.field(name).map { field throws(SandboxFailure) in .int(try field.id()) }
        }
        if let address = body.field("contact_address") {
            guard address.value.object != nil else { throw address.failure("must be an object") }
            details["contact_address"] = address.value
        }
        details["billing"] = try billing(body.required("billing"))
        record.details = details
        record.savedAt = Timestamp(seconds: now.seconds)
        return record
    }

    private static func billing(_ field: WriteField) throws(SandboxFailure) -> JSONValue {
        guard let billing = field.value.object else { throw field.failure("must be an object") }
        _ = try billing.field("billing_frequency")?.word(frequencies)
        return field.value
    }
}

extension AffiliateRecord: BulkEditable {
    static let idsName = "network_affiliate_ids"
    static let noun = "affiliate"
    static let statuses = ["active", "inactive", "pending", "suspended"]

    static func find(_ id: Int, in directory: AccountDirectory) -> AffiliateRecord? {
        directory.affiliatesByID[id]
    }

    func defect(for edit: BulkEditBody) -> String? { nil }

    /// Only the one field that the reference shows.
    func current(_ field: WriteField) -> JSONValue? {
        field.name == "account_status" ? .string(status) : nil
    }

    mutating func set(
        _ field: WriteField, of edit: BulkEditBody, in directory: AccountDirectory
    ) throws(SandboxFailure) {
        status = try field.word(AffiliateRecord.statuses)
    }

    func consequence(of field: WriteField, in directory: AccountDirectory) -> String { "" }

    func put(into change: inout Everflow.Change) {
        var affiliate = Everflow.Affiliate()
        affiliate.id = id
        affiliate.networkID = SandboxNetwork.networkID
        affiliate.name = name
        affiliate.accountStatus = status
        change.affiliate = affiliate
    }

    mutating func setSaved(at instant: Timestamp) {
        savedAt = instant
    }
}
