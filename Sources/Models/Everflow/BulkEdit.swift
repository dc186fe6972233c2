// A bulk edit's body, its preview and its answer (Everflow reference, 4.3, 6.4, 8.2), as values.

extension Everflow {
    /// One property to set on every object of a bulk edit.
    public struct FieldEdit: Hashable, Sendable {
        /// `daily_conversion_cap`, `account_status`, ...
        public var fieldType = ""
        public var fieldValue: JSONValue?
        /// `overwrite` for offers and affiliates; custom caps have none.
        public var fieldOperator: String?

        public init() {}

        public init(fieldType: String, fieldValue: JSONValue, fieldOperator: String? = nil) {
            self.fieldType = fieldType
            self.fieldValue = fieldValue
            self.fieldOperator = fieldOperator
        }
    }

    /// The same properties for several objects of one kind.
    public struct BulkEdit: Hashable, Sendable, JSONWritable {
        public var customCapIDs: [Int]?
        public var customPayoutIDs: [Int]?
        public var offerIDs: [Int]?
        public var affiliateIDs: [Int]?
        public var fields: [FieldEdit] = []

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> BulkEdit {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// What a bulk edit would do.
    public struct EditPreview: Hashable, Sendable, JSONWritable {
        public var changes: [Change] = []
        /// Objects that were invalid already: with any of them nothing is attempted.
        public var resourceErrors: [ResourceError] = []

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> EditPreview {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// One property of one object.
    public struct Change: Hashable, Sendable {
        public var offer: OfferSummary?
        public var affiliate: Affiliate?
        /// `ok`; anything else is a refusal.
        public var status = ""
        public var current: FieldEdit?
        public var changed: FieldEdit?
        public var errorMessage: String?
        /// Of unknown form; an empty text in the reference.
        public var relatedChanges: JSONValue?

        public init() {}
    }

    public struct ResourceError: Hashable, Sendable {
        public var id = ""
        public var label: String?
        public var type: String?
        public var message = ""

        public init() {}
    }

    /// `{"result": true}`: the answer of a bulk edit and of a delete.
    public struct EditResult: Hashable, Sendable, JSONWritable {
        public var result = false

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> EditResult {
            try WireAnswer.document(bytes).withRoot { root throws(WireError) in
                guard root["result"]?.bool != nil else {
                    throw WireAnswer.refusal(root) ?? .malformed("no result in the answer")
                }
                return try WireAnswer.object(root, notes: WireNotes())
            }
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension Everflow.FieldEdit: WireObject {
    static let noun = "field"

    var defect: String? { fieldType.isEmpty ? "has no field_type" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("field_type", &fieldType)
        fields.tree("field_value", &fieldValue)
        fields.field("operator", &fieldOperator)
    }
}

extension Everflow.BulkEdit: WireObject {
    static let noun = "bulk edit"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.list("network_custom_cap_setting_ids", &customCapIDs)
        fields.list("network_custom_payout_revenue_setting_ids", &customPayoutIDs)
        fields.list("network_offer_ids", &offerIDs)
        fields.list("network_affiliate_ids", &affiliateIDs)
        fields.objects("fields", &self.fields)
    }
}

extension Everflow.EditPreview: WireObject {
    static let noun = "preview"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.objects("changes", &changes)
        fields.objects("resource_errors", &resourceErrors)
    }
}

extension Everflow.Change: WireObject {
    static let noun = "change"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.object("network_offer", &offer)
        fields.object("network_affiliate", &affiliate)
        fields.field("change_status", &status)
        fields.object("current_field", &current)
        fields.object("changed_field", &changed)
        fields.field("error_message", &errorMessage)
        fields.tree("related_changes", &relatedChanges)
    }
}

extension Everflow.ResourceError: WireObject {
    static let noun = "resource error"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("label", &label)
        fields.field("type", &type)
        fields.field("message", &message)
    }
}

extension Everflow.EditResult: WireObject {
    static let noun = "result"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("result", &result)
    }
}
