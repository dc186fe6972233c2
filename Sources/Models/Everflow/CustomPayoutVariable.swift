// One condition on a click's variable, such as sub1 or sku (Everflow reference, 9.2).

extension Everflow {
    /// `{variable, variable_value, comparison_method}`, members that captop does not know included.
    public struct CustomPayoutVariable: Hashable, Sendable {
        /// How the value is compared, byte by byte.
        public enum Comparison: String, CaseIterable, Hashable, Sendable {
            case exactMatch = "exact_match"
            case contains
            case beginsWith = "begins_with"
            case endsWith = "ends_with"
            case doesNotContain = "does_not_contain"
            case doesNotMatch = "does_not_match"
        }

        /// The row as it stands on the wire.
        public private(set) var json: JSONValue

        public init(json: JSONValue) {
            self.json = json
        }

        public init(variable: String, value: String, comparison: Comparison) {
            json = .object([
                ("variable", .string(variable)), ("variable_value", .string(value)),
                ("comparison_method", .string(comparison.rawValue)),
            ])
        }

        /// `sub1`, `source_id`, `sku`, ...
        public var variable: String {
            get { json["variable"]?.text ?? "" }
            set { json["variable"] = .string(newValue) }
        }

        public var value: String {
            get { json["variable_value"]?.text ?? "" }
            set { json["variable_value"] = .string(newValue) }
        }

        /// Words that the reference does not name stay as they came.
        public var comparisonMethod: String {
            get { json["comparison_method"]?.text ?? "" }
            set { json["comparison_method"] = .string(newValue) }
        }

        /// nil for a word that the reference does not name.
        public var comparison: Comparison? { Comparison(rawValue: comparisonMethod) }
    }
}
