// The answers of one or three members: server status, deploy, and the refusal of calls made too fast (LeadConduit reference,
// 4.3, 3.5 and 1.2).

extension LeadConduit {
    /// Answer of `GET /status`.
    public struct ServerStatus: Hashable, Sendable, JSONWritable {
        public var version = ""

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> ServerStatus {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// Answer of `POST /flows/{id}/deploy`.
    public struct DeployAnswer: Hashable, Sendable, JSONWritable {
        /// The text may vary.
        public var message = ""

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> DeployAnswer {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }

    /// Body of a 429.
    public struct TooManyRequests: Hashable, Sendable, JSONWritable {
        public var status: Int?
        public var message: String?
        /// Of unknown unit.
        public var retryAfter: Quantity?

        public init() {}

        public static func read(_ bytes: [UInt8]) throws(WireError) -> TooManyRequests {
            try WireAnswer.object(bytes)
        }

        public func json() -> JSONValue { WireWriter.json(self) }
    }
}

extension LeadConduit.ServerStatus: WireObject {
    static let noun = "status"

    var defect: String? { version.isEmpty ? "has no version" : nil }

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("version", &version)
    }
}

extension LeadConduit.DeployAnswer: WireObject {
    static let noun = "deploy answer"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("message", &message)
    }
}

extension LeadConduit.TooManyRequests: WireObject {
    static let noun = "refusal"

    mutating func exchange<Fields: WireFields>(_ fields: inout Fields) {
        fields.field("status", &status)
        fields.field("message", &message)
        fields.amount("retry_after", &retryAfter)
    }
}
