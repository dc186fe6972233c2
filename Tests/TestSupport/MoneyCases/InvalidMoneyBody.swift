// One body that must be refused, with the field at fault and the sentence that says why. Editors and the sandbox are
// held to the same table.

import Models

public struct InvalidMoneyBody: Sendable, CustomStringConvertible {
    public let resource: MoneyResource
    /// What is wrong, in short.
    public let what: String
    public let body: JSONValue
    public let field: String?
    public let message: String

    public var description: String { "\(resource.rawValue): \(what)" }

    /// A valid body with some members replaced and some taken out.
    ///
    /// - Parameters:
    ///   - members: one JSON object.
    ///   - field: the one at fault, whose name the message begins with.
    ///   - message: the rest of it.
    init(
        _ resource: MoneyResource, _ what: String, _ members: String = "{}", without: [String] = [], field: String,
        _ message: String
    ) {
        var body = resource.validBody
        for member in InvalidMoneyBody.parsed(members).object?.members ?? [] { body[member.name] = member.value }
        for name in without { body[name] = nil }
        self.init(resource, what, body: body, field: field, message: "\(field) \(message)")
    }

    init(_ resource: MoneyResource, _ what: String, body: JSONValue, field: String?, message: String) {
        self.resource = resource
        self.what = what
        self.body = body
        self.field = field
        self.message = message
    }

    static func parsed(_ text: String) -> JSONValue {
        do {
            return try JSONValue.parse(Array(text.utf8))
        } catch {
            preconditionFailure("not JSON: \(text)")
        }
    }

    public static let all = customPayouts + tieredCommissions + affiliateTiers
}

extension MoneyResource {
    /// A body that can be stored.
    public var validBody: JSONValue {
        switch self {
        case .customPayout: InvalidMoneyBody.parsed(MoneyExamples.customPayoutBody)
        case .tieredCommission: InvalidMoneyBody.parsed(MoneyExamples.tieredCommissionBody)
        case .affiliateTier: InvalidMoneyBody.parsed(MoneyExamples.affiliateTierBody)
        }
    }
}
