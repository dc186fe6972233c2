// Saving and deploying flows, and the log of what was saved. LeadConduit reference, 3.5, 3.6, 7.8 and 7.9.

import Models

extension LeadConduitAPI {
    /// Replaces the saved document; lead handling goes on by the deployed one.
    func saveFlow(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments[1]
        let body = try request.jsonObject()
        let user = user()
        return try await world.write { state, now in
            guard var record = state.directory.flowsByID[id] else { throw SandboxFailure(404, "not found") }
            let saved = FlowSaving(previous: record.saved, now: now).document(body)
            try LeadConduitAPI.check(saved, of: record, in: state.directory)
            var changes = AccountChanges()
            changes.changelogs = [
                LeadConduitAPI.logEntry(from: record.saved, to: .object(saved), flowID: id, by: user, at: now)
            ]
            record.saved = .object(saved)
            changes.changed.flows = [record]
            return changes
        } answer: { _, changes, _ in
            changes.changed.flows[0].saved
        }
    }

    /// Lets lead handling use the saved document.
    func deployFlow(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments[1]
        return try await world.write { state, now in
            guard var record = state.directory.flowsByID[id] else { throw SandboxFailure(404, "not found") }
            let counters = FlowDeployment(
                from: record.deployed, to: record.saved, counters: state.leads.counters, at: now)
            record.deployed = record.saved
            var changes = AccountChanges()
            changes.changed.flows = [record]
            changes.counters = counters.changed
            changes.droppedCounters = counters.dropped
            return changes
        } answer: { _, _, _ in
            var answer = LeadConduit.DeployAnswer()
            answer.message = "Flow deployed"
            return answer.json()
        }
    }

    func changelogs(_ request: SandboxRequest) async throws -> JSONValue {
        let id = request.segments[1]
        guard await world.directory.flowsByID[id] != nil else { throw SandboxFailure(404, "not found") }
        return .array(try world.storage.read { try AccountTables.changelogs(ofFlow: id, in: $0) })
    }

    // MARK: - Parts

    private static func check(
        _ flow: JSONObject, of record: FlowRecord, in directory: AccountDirectory
    ) throws(SandboxFailure) {
        var validator = FlowValidator()
        validator.check(flow)
        var faults = validator.faults
        // Counters go by the id of their cap, so that no two flows may have the same.
        let own = Set(PlacedCap.ids(in: record.saved) + PlacedCap.ids(in: record.deployed))
        let strange = Set(PlacedCap.ids(in: .object(flow))).subtracting(own)
        if !strange.isEmpty {
            for other in directory.account.flows where other.id != record.id {
                let taken = strange.intersection(PlacedCap.ids(in: other.saved) + PlacedCap.ids(in: other.deployed))
                for id in taken.sorted() { faults.append(("caps", "\(id) is a cap of another flow")) }
            }
        }
        guard faults.isEmpty else {
            throw SandboxFailure(422, "invalid flow", errors: faults)
        }
    }

    private static func logEntry(
        from old: JSONValue, to new: JSONValue, flowID: String, by user: LeadConduit.User, at now: Timestamp
    ) -> ChangelogRecord {
        var random = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        let difference = FlowDifference(from: old, to: new)
        var entry = LeadConduit.ChangelogEntry()
        entry.id = random.longID(at: now)
        entry.type = "flow"
        entry.action = "update"
        entry.changes = difference.changes
        entry.currentRevision = new
        entry.delta = difference.delta
        entry.createdAt = now
        var author = LeadConduit.User()
        author.id = user.id
        author.firstName = user.firstName
        author.lastName = user.lastName
        author.email = user.email
        entry.user = author
        return ChangelogRecord(id: entry.id, flowID: flowID, entry: entry.json())
    }
}
