// Creating and replacing offer groups. Everflow reference, section 7.

import Models

extension EverflowAPI {
    func createOfferGroup(_ request: SandboxRequest) async throws -> JSONValue {
        try await writeOfferGroup(try request.jsonObject(), id: nil)
    }

    func replaceOfferGroup(_ request: SandboxRequest) async throws -> JSONValue {
        guard let id = request.segments.last.flatMap({ Int($0) }) else { throw SandboxFailure(404, "not found") }
        return try await writeOfferGroup(try request.jsonObject(), id: id)
    }

    private func writeOfferGroup(_ body: JSONObject, id: Int?) async throws -> JSONValue {
        try await world.write { state, now in
            try OfferGroupWrites.changes(body, id: id, in: state.directory, at: now)
        } answer: { state, changes, now in
            let group = changes.changed.groups[0]
            let tally = state.everflow.usage(of: .group(group.id), at: now)
            return EverflowObjects.group(group, tally: tally, in: state.directory).json()
        }
    }
}

/// What writes make of offer groups. Pure.
enum OfferGroupWrites {
    static let statuses = ["active", "deleted"]

    /// `id` nil: a new group. Optional members that are missing get their defaults.
    static func changes(
        _ body: JSONObject, id: Int?, in directory: AccountDirectory, at now: Timestamp
    ) throws(SandboxFailure) -> AccountChanges {
        let instant = Timestamp(seconds: now.seconds)
        var created = instant
        if let id {
            guard let known = directory.groupsByID[id] else { throw SandboxFailure(404, "not found") }
            created = known.createdAt
        }
        let advertiser = try body.required("network_advertiser_id").id()
        guard directory.advertisersByID[advertiser] != nil else {
            throw SandboxFailure(400, "network_advertiser_id \(advertiser) is unknown")
        }
        var group = GroupRecord(
            id: id ?? (directory.account.groups.last?.id ?? 0) + 1, advertiserID: advertiser,
            name: try body.required("name").nonBlankText(),
            status: try body.required("offer_group_status").word(statuses),
            currency: try body.required("currency_id").nonBlankText(),
            isCapsEnabled: try body.field("is_caps_enabled")?.flag() ?? false,
            isSoftCap: try body.field("is_soft_cap")?.flag() ?? false, limits: try body.limits(), createdAt: created,
            savedAt: instant)
        group.details["internal_notes"] = .string(try body.field("internal_notes")?.text() ?? "")
        group.details["labels"] = .array(try (body.field("labels")?.texts() ?? []).map(JSONValue.string))
        var changes = AccountChanges()
        changes.changed.groups = [group]
        let members = try body.required("network_offer_ids").ids()
        changes.changed.offers = try moved(members, into: group, in: directory)
        changes.isRegrouping = !changes.changed.offers.isEmpty
        return changes
    }

    /// The offers that join or leave.
    private static func moved(
        _ members: [Int], into group: GroupRecord, in directory: AccountDirectory
    ) throws(SandboxFailure) -> [OfferRecord] {
        var moved: [OfferRecord] = []
        for id in members {
            guard var offer = directory.offersByID[id], offer.advertiserID == group.advertiserID else {
                throw SandboxFailure(400, "network_offer_ids: \(id) is no offer of advertiser \(group.advertiserID)")
            }
            guard offer.groupID != group.id else { continue }
            offer.groupID = group.id
            moved.append(offer)
        }
        for id in Set(directory.offerIDsByGroup[group.id] ?? []).subtracting(members).sorted() {
            guard var offer = directory.offersByID[id] else { continue }
            offer.groupID = 0
            moved.append(offer)
        }
        return moved
    }
}
