// The signed-in user, as `GET /user` and change logs name one (LeadConduit reference, 3.6 and 4.3). The `api_key` that both
// carry is not read.

extension LeadConduit {
    public struct User: Hashable, Sendable, JSONWritable {
        public var id = ""
        public var firstName: String?
        public var lastName: String?
        public var email: String?
        public var superuser: Bool?
        public var userAdmin: Bool?
        public var accounts: [Account]?

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> User {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.User: WireObject {
    static let noun = "user"

    var defect: String? { id.isEmpty ? "has no id" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("id", &id)
        fields.field("first_name", &firstName)
        fields.field("last_name", &lastName)
        fields.field("email", &email)
        fields.field("superuser", &superuser)
        fields.field("user_admin", &userAdmin)
        fields.objects("accounts", &accounts)
    }
}
