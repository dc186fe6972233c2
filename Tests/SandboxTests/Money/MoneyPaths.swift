// Where the money side's objects are, and the account that the reference's examples speak of.

import Models
import TestSupport
import Testing

@testable import Sandbox

enum MoneyPaths {
    /// Seeds offer 204 Sunrise Kettle CPA with a payout of 15, and affiliates 51 Harbor Media and 64.
    static let seed: UInt64 = 4029
    static let payouts = "/v1/networks/custom/payoutrevenue"
    static let commissions = "/v1/networks/tieredcommissions"
    static let tiers = "/v1/networks/affiliatetiers"
    static let done = #"{"result":true}"#

    static func parsed(_ text: String) throws -> JSONValue {
        try JSONValue.parse(Array(text.utf8))
    }

    static func text(_ value: JSONValue) -> String {
        String(decoding: value.serialized(), as: UTF8.self)
    }
}

extension MoneyResource {
    var path: String {
        switch self {
        case .customPayout: MoneyPaths.payouts
        case .tieredCommission: MoneyPaths.commissions
        case .affiliateTier: MoneyPaths.tiers
        }
    }
}

extension RunningSandbox {
    /// Every object of one kind as it is listed.
    func all(_ resource: MoneyResource) async throws -> [JSONValue] {
        let answer =
            switch resource {
            case .customPayout:
                try await everflow("\(MoneyPaths.payouts)table?page_size=2000&relationship=all", body: "{}")
            case .tieredCommission: try await everflow("\(MoneyPaths.commissions)/table?page_size=2000", body: "{}")
            case .affiliateTier: try await everflow(MoneyPaths.tiers)
            }
        return try #require(answer.json[resource.listName]?.array)
    }

    /// A new object, whose body must be accepted.
    @discardableResult
    func create(_ resource: MoneyResource, _ body: JSONValue) async throws -> Int64 {
        let answer = try await everflow(resource.path, body: MoneyPaths.text(body))
        try #require(answer.status == 200, "\(answer.body)")
        return try #require(answer.json[resource.idName]?.int64)
    }
}
