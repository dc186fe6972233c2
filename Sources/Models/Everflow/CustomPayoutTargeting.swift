// The thirteen lists of a rule set and one row of them (Everflow reference, 9.2).

extension Everflow {
    /// One list of a rule set, by its wire name.
    public enum TargetingList: String, CaseIterable, Hashable, Sendable {
        case countries, platforms
        case deviceTypes = "device_types"
        case osVersions = "os_versions"
        case browsers, languages, regions, cities, dmas
        case mobileCarriers = "mobile_carriers"
        case isps
        case connectionTypes = "connection_types"
        case ips

        /// The member that says what a row is about. `country_id` and `platform_id` are documented; the others follow
        /// their pattern.
        public var idName: String {
            switch self {
            case .countries: "country_id"
            case .platforms: "platform_id"
            case .deviceTypes: "device_type_id"
            case .osVersions: "os_version_id"
            case .browsers: "browser_id"
            case .languages: "language_id"
            case .regions: "region_id"
            case .cities: "city_id"
            case .dmas: "dma_id"
            case .mobileCarriers: "mobile_carrier_id"
            case .isps: "isp_id"
            case .connectionTypes: "connection_type_id"
            case .ips: "ip"
            }
        }
    }

    /// One row of a list, members that captop does not know included.
    public struct TargetingEntry: Hashable, Sendable {
        /// `exact` is what the reference shows; versions and addresses may also be compared.
        public static let matchTypes = ["exact", "minimum", "maximum", "range"]
        public static let targetingTypes = ["include", "exclude"]

        /// The row as it stands on the wire.
        public private(set) var json: JSONValue

        public init(json: JSONValue) {
            self.json = json
        }

        /// - Parameter id: digits become a number.
        public init(_ list: TargetingList, id: String, targetingType: String, matchType: String = "exact") {
            json = .object([
                (list.idName, Int(id).map { .int($0) } ?? .string(id)), ("match_type", .string(matchType)),
                ("targeting_type", .string(targetingType)),
            ])
        }

        /// What the row is about, as text: the list's own member, else the first that is neither type.
        public func id(in list: TargetingList) -> String? {
            if let text = json[list.idName]?.text { return text.isEmpty ? nil : text }
            let other = json.object?.members.first { member in
                member.name != "match_type" && member.name != "targeting_type" && !(member.value.text ?? "").isEmpty
            }
            return other?.value.text
        }

        public var matchType: String {
            get { json["match_type"]?.text ?? "exact" }
            set { json["match_type"] = .string(newValue) }
        }

        /// `include` or `exclude`.
        public var targetingType: String {
            get { json["targeting_type"]?.text ?? "" }
            set { json["targeting_type"] = .string(newValue) }
        }
    }
}
