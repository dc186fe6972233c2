// Moving an affiliate to the tier under the cursor: out of the one it is in and into this one, as one change of two tiers.
import Models

extension AppState {
    /// Opens the choice of the affiliate.
    mutating func openTierMove() {
        let rows = moneyRows(.affiliateTier)
        guard screen == .tiers, let line = selectedMoney(in: rows), case .tier(let tier) = rows[line].item,
            let snapshot = networkState(named: rows[line].network)?.snapshot
        else {
            message = "the tiers screen has the tiers: T"
            return
        }
        let members = Set(tier.affiliateIDs ?? [])
        let others = snapshot.affiliates.filter { Int($0.id).map { !members.contains($0) } ?? false }
        picker = Picker(
            .tierMove(to: tier.id, network: rows[line].network), title: "Move to \(tier.name), \(rows[line].network)",
            stages: [Picker.Stage(label: "affiliate", choices: others.map { NamedID(id: $0.id, name: $0.name) })])
        overlays.append(.picker)
    }

    /// Shows both changes before they are confirmed.
    mutating func openTierMove(_ affiliate: NamedID, to tierID: Int, in network: String) -> [Effect] {
        guard let id = Int(affiliate.id), let tiers = networkState(named: network)?.snapshot?.money?.tiers,
            let to = tiers.first(where: { $0.id == tierID })
        else { return [] }
        let from = tiers.first { $0.id != tierID && ($0.affiliateIDs ?? []).contains(id) }
        let edits = TierMove.edits(
            affiliate: id, from: from.flatMap { live($0, in: network) }, to: live(to, in: network))
        guard !edits.isEmpty else { return [] }
        let rows = edits.map { BulkRow(title: $0.objectName, edit: $0) }
        open(BulkEditor(rows, title: "Move \(affiliate.name) to \(to.name)", network: network, batch: batchName))
        return []
    }

    private func live(_ tier: Everflow.AffiliateTier, in network: String) -> LiveObject? {
        LiveObject(
            everflow: tier.json(), target: EditTarget(network: network, kind: .affiliateTier, key: String(tier.id)))
    }
}
