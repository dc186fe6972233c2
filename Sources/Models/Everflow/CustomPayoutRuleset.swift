// Which traffic a custom payout setting is for (Everflow reference, 9.2).

extension Everflow {
    /// A rule set: thirteen lists of rows and whether proxies are left out.
    public struct CustomPayoutRuleset: Hashable, Sendable, JSONWritable {
        public var id: Int?
        public var networkID: Int?
        private var lists: [TargetingList: [TargetingEntry]] = [:]
        public var isBlockProxy: Bool?

        public init() {}

        /// nil when the wire had no such list.
        public subscript(list: TargetingList) -> [TargetingEntry]? {
            get { lists[list] }
            set { lists[list] = newValue }
        }

        /// Whether it leaves no traffic out.
        public var isEmpty: Bool { isBlockProxy != true && lists.values.allSatisfy(\.isEmpty) }

        /// How many rules it has: one a row, and one for proxies.
        public var ruleCount: Int {
            lists.values.reduce(isBlockProxy == true ? 1 : 0) { $0 + $1.count }
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.CustomPayoutRuleset: WireObject {
    static let noun = "ruleset"

    static let names: [(list: Everflow.TargetingList, name: StaticString)] = [
        (.countries, "countries"), (.platforms, "platforms"), (.deviceTypes, "device_types"),
        (.osVersions, "os_versions"), (.browsers, "browsers"), (.languages, "languages"), (.regions, "regions"),
        (.cities, "cities"), (.dmas, "dmas"), (.mobileCarriers, "mobile_carriers"), (.isps, "isps"),
        (.connectionTypes, "connection_types"), (.ips, "ips"),
    ]

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("network_ruleset_id", &id)
        fields.field("network_id", &networkID)
        for (list, name) in Everflow.CustomPayoutRuleset.names {
            var rows: JSONValue? = lists[list].map { .array($0.map(\.json)) }
            fields.tree(name, &rows)
            lists[list] = rows?.array?.map(Everflow.TargetingEntry.init(json:))
        }
        fields.field("is_block_proxy", &isBlockProxy)
    }
}
