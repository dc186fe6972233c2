// Finds what a full update has to carry and the object's own answer leaves out: sent without it, the server would fall back
// to a default that nobody has chosen. Writes nothing.

import Models

extension ObjectReader {
    /// - Parameter fields: those that shall change.
    /// - Returns: members by name; empty where nothing is missing or no full update is made.
    func unsaid(by live: LiveObject, changing fields: [String]) async throws(UpstreamError) -> [String: JSONValue] {
        guard WritePlan.needsFullUpdate(fields, of: live.target.kind) else { return [:] }
        switch live.target.kind {
        case .offerGroup where live.tree["currency_id"]?.text?.isEmpty ?? true:
            return try await currency(of: live).map { ["currency_id": .string($0)] } ?? [:]
        case .affiliate where live.tree["network_affiliate_tier_id"]?.isNull ?? true:
            return try await tier(of: live).map { ["network_affiliate_tier_id": .int($0)] } ?? [:]
        default: return [:]
        }
    }

    /// That of the group's offers, which share a budget in it; of a group without offers the account's own.
    private func currency(of group: LiveObject) async throws(UpstreamError) -> String? {
        let offers = group.tree["network_offer_ids"] ?? group.tree["relationship"]?["network_offer_ids"]
        guard let id = offers?.array?.first?.int64 else { return try await accountCurrency() }
        let target = EditTarget(network: group.target.network, kind: .offer, key: String(id))
        guard let said = try await read(target)?.tree["currency_id"]?.text, !said.isEmpty else {
            return try await accountCurrency()
        }
        return said
    }

    private func accountCurrency() async throws(UpstreamError) -> String? {
        if let known = client.account.network.currency { return known }
        let body: [UInt8]
        do {
            body = try await client.read(Everflow.Requests.network(), isUrgent: true).body
        } catch  where error.kind == .notFound {
            body = try await client.read(Everflow.Requests.networkInfoFallback(), isUrgent: true).body
        }
        return (try? Everflow.NetworkInfo.read(body))?.defaultCurrencyID
    }

    /// The tier that has the affiliate (Everflow reference, 8.2 and 11); nil for none, and in an account without tiers.
    private func tier(of affiliate: LiveObject) async throws(UpstreamError) -> Int? {
        guard let id = affiliate.target.number else { return nil }
        let body: [UInt8]
        do {
            body = try await client.read(Everflow.Requests.affiliateTiers(), isUrgent: true).body
        } catch {
            guard error.kind != .notFound else { return nil }
            var refusal = error
            refusal.message = "its tier, which a full update would reset, is not known: \(error.message)"
            throw refusal
        }
        do throws(WireError) {
            let tiers = try Everflow.AffiliateTier.readPage(body).items
            return tiers.first { $0.affiliateIDs?.contains(id) == true }?.id
        } catch {
            throw await client.quoted(error.upstreamError("\(client.account.network.name)'s affiliate tiers"))
        }
    }
}
