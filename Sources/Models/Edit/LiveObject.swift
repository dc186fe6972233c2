// An editable object as the network has it at this moment: its fields' values, and the whole answer to be written back.

public struct LiveObject: Hashable, Sendable {
    /// For a LeadConduit cap with its flow.
    public let target: EditTarget
    /// What people know it by.
    public let name: String
    /// All editable fields of its kind.
    public let values: [String: FieldValue]
    /// The mark of its last change: Everflow's `time_saved`, the flow's `updated_at`.
    public let version: String?
    /// The object as it came; for LeadConduit the whole flow.
    public let tree: JSONValue
    /// Of a custom cap.
    public let pair: CustomCapPair?
    /// A LeadConduit cap that counts only some leads.
    public let hasRules: Bool

    /// An Everflow object as its get call answers it; nil when `tree` is not that object.
    public init?(everflow tree: JSONValue, target: EditTarget) {
        let names = LiveObject.names(target.kind)
        guard let id = tree[names.id]?.int64, target.newPair != nil || target.number.map(Int64.init) == id else {
            return nil
        }
        var target = target
        target.key = String(id)
        self.target = target
        self.tree = tree
        let affiliate = tree["network_affiliate_id"]?.int64
        let offer = tree["network_offer_id"]?.int64
        if target.kind == .customCap, let affiliate, let offer {
            pair = CustomCapPair(affiliateID: Int(affiliate), offerID: Int(offer))
        } else {
            pair = nil
        }
        let title = tree["name"]?.text ?? ""
        name = title.isEmpty ? "\(target.kind.noun) \(id)" : title
        values = LiveObject.values(
            of: target.kind, in: target.kind.money.map { MoneyBody.full(tree, of: $0) } ?? tree)
        version = tree["time_saved"]?.text
        hasRules = false
    }

    /// A flow, or a source or cap inside one; nil when the flow does not hold it, or holds it more than once.
    public init?(flow tree: JSONValue, target: EditTarget) {
        guard let flowID = tree["id"]?.text, target.flowID == nil || target.flowID == flowID,
            let path = LeadConduit.FlowEdit.path(of: target, in: tree), let object = tree[path]
        else { return nil }
        var target = target
        target.flowID = flowID
        self.target = target
        self.tree = tree
        let title = (target.kind == .source ? object["entity"]?["name"] : object["name"])?.text ?? ""
        name = title.isEmpty ? "\(target.kind.noun) \(target.key)" : title
        values = LiveObject.values(of: target.kind, in: object)
        version = tree["updated_at"]?.text
        pair = nil
        hasRules = object["rule_set"].map { !$0.isNull } ?? false
    }

    private static func values(of kind: EditableKind, in object: JSONValue) -> [String: FieldValue] {
        let pairs = EditField.fields(of: kind).map { ($0.name, $0.read(from: object)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    static func names(_ kind: EditableKind) -> (id: String, list: String) {
        switch kind {
        case .customCap: ("network_custom_cap_setting_id", "custom_cap_settings")
        case .offer: ("network_offer_id", "offers")
        case .offerGroup: ("network_offer_group_id", "offer_groups")
        case .affiliate: ("network_affiliate_id", "affiliates")
        case .customPayout: (MoneyResource.customPayout.idName, MoneyResource.customPayout.listName)
        case .tieredCommission: (MoneyResource.tieredCommission.idName, MoneyResource.tieredCommission.listName)
        case .affiliateTier: (MoneyResource.affiliateTier.idName, MoneyResource.affiliateTier.listName)
        case .leadCap, .flow, .source: ("id", "flows")
        }
    }
}
