// What the lower part of a money screen says about the line under the cursor: progress, effect, then every field that the
// API documents. Words and order only; MoneyView draws them.
import Models
import TUIKitLite

struct MoneyDetail {
    enum Line: Equatable {
        case text(String, Role)
        /// A field by its wire name, and its value in words.
        case field(String, String)
        case progress(label: String, CommissionProgress, tail: String)
    }

    /// Rows that it would like to have.
    static let wantedHeight = 16

    var state: AppState
    /// Cells in a line; longer text goes on in the next.
    var width: Int

    /// Cells for the names of fields in a line of `width`.
    static func nameWidth(of resource: MoneyResource, in width: Int) -> Int {
        min(resource.fields.map(\.name.utf8.count).max() ?? 0, width * 3 / 5)
    }

    var lines: [Line] {
        guard let resource = state.moneyResource else { return [] }
        let rows = state.moneyRows(resource)
        guard let selected = state.selectedMoney(in: rows) else { return [] }
        let row = rows[selected]
        let network = state.networkState(named: row.network)
        let names = NameBook(network?.snapshot)
        return effect(of: row, in: network, names) + fields(of: row, resource, in: network, names)
    }

    // MARK: - What it does

    private func effect(of row: MoneyRow, in network: NetworkState?, _ names: NameBook) -> [Line] {
        switch row.item {
        case .payout: []
        case .commission(let commission): runs(of: commission, in: network, names)
        case .tier(let tier): margin(of: tier)
        }
    }

    private func runs(of commission: Everflow.TieredCommission, in network: NetworkState?, _ names: NameBook) -> [Line]
    {
        guard let network, let money = network.snapshot?.money else { return [] }
        let server = network.serverTime(at: state.now)
        return money.progress(commissionID: commission.id).flatMap { run -> [Line] in
            let who = "\(names.affiliate(run.affiliateID)), \(names.offer(run.offerID))"
            guard run.amounts != nil else { return [.text("\(who): not counted yet", .muted)] }
            return run.progress.map { progress in
                let left = run.endsAt.map { ends in
                    Countdown.text(seconds: Int(max(0, ends.milliseconds(since: server) / 1000)))
                }
                let state = run.isInForce ? "in force" : progress.isPastMaximum ? "past its maximum" : left ?? "no end"
                let amount = "\(Figures.compact(progress.amount))/\(Figures.compact(progress.goal))"
                return .progress(
                    label: "\(who), \(progress.metric.words)", progress,
                    tail: "\(amount) \(Figures.percent(progress.fraction))  \(state)")
            }
        }
    }

    private func margin(of tier: Everflow.AffiliateTier) -> [Line] {
        let revenue = Quantity(100)
        let paid = revenue - revenue.percent(tier.payoutMargin)
        let text =
            "margin \(tier.payoutMargin)%: of a revenue of 100 the affiliate gets \(paid), unless a custom payout wins"
        return TextWrap.lines("\(text) (captop's reading)", width: width).map { .text($0, .emphasis) }
    }

    // MARK: - Fields

    private func fields(
        of row: MoneyRow, _ resource: MoneyResource, in network: NetworkState?, _ names: NameBook
    ) -> [Line] {
        let tree = row.tree
        let unread = row.unread(in: network?.snapshot?.money)
        let valueWidth = max(8, width - MoneyDetail.nameWidth(of: resource, in: width) - 1)
        return resource.fields.flatMap { field -> [Line] in
            let values = unread.contains(field.name) ? ["not read yet"] : values(of: field, in: tree, names)
            let texts = values.flatMap { TextWrap.lines($0, width: valueWidth) }
            return texts.enumerated().map { .field($0.offset == 0 ? field.name : "", $0.element) }
        }
    }

    /// A line each for lists, so that members can be read.
    private func values(of field: MoneyField, in tree: JSONValue, _ names: NameBook) -> [String] {
        // Answers have labels among their relationships.
        let nested = field.shape == .labels ? tree["relationship"]?[field.name]?["entries"] : nil
        guard let value = tree[field.name] ?? nested, !value.isNull else { return ["-"] }
        switch field.name {
        case "network_offer_id": return [value.int64.map { "\(names.offer(Int($0))) (\($0))" } ?? "-"]
        case "network_affiliate_ids": return members(value, names.affiliate)
        case "network_offer_ids": return members(value, names.offer)
        case "time_created", "time_saved":
            return [value.int64.map { Timestamp(seconds: $0).rfc3339() } ?? "-"]
        default: return MoneyDetail.texts(value)
        }
    }

    private func members(_ value: JSONValue, _ name: (Int) -> String) -> [String] {
        let ids = (value.array ?? []).compactMap { $0.int64.map(Int.init) }
        return ids.isEmpty ? ["none"] : ids.map { "\(name($0)) (\($0))" }
    }

    private static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let values): values.isEmpty ? ["none"] : values.map(text)
        case .object(let object):
            object.members.isEmpty
                ? ["none"] : object.members.flatMap { member in texts(member.value).map { "\(member.name) \($0)" } }
        default: [text(value)]
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(""): "\"\""
        case .string(let text): text
        case .object(let object): object.members.map { "\($0.name) \(text($0.value))" }.joined(separator: ", ")
        case .array, .bool, .null, .number: value.text ?? String(decoding: value.serialized(), as: UTF8.self)
        }
    }
}
