// What a posted event may carry beside its affiliate and offer. Reads strictly: what has the wrong form refuses the body.

import Models

struct PostedDetails {
    /// Names of variables that stand in the event itself.
    static let variables = ["sub1", "sub2", "sub3", "sub4", "sub5", "source_id", "sku"]

    private let value: JSONValue
    private let place: String

    init(_ value: JSONValue, place: String) {
        self.value = value
        self.place = place
    }

    func details(of kind: EverflowEvent.Kind) throws(SandboxFailure) -> EventDetails {
        var details = EventDetails()
        let entry = try whole("payout_revenue_id") ?? 0
        guard (kind == .event) == (entry != 0) else {
            throw failure("payout_revenue_id belongs to an event, and an event needs one")
        }
        details.entry = entry
        details.offerURL = try whole("offer_url_id") ?? 0
        details.variables = try variables()
        details.targeting = try targeting()
        if let sale = given("sale_amount") {
            guard case .number = sale, let amount = sale.quantity, amount >= .zero, amount <= Earning.most else {
                throw failure("sale_amount must be an amount, 0 to \(Earning.most)")
            }
            details.sale = amount
        }
        return details
    }

    // MARK: - Parts

    private func variables() throws(SandboxFailure) -> [String: String] {
        var variables: [String: String] = [:]
        for name in PostedDetails.variables {
            guard let given = given(name) else { continue }
            guard case .string(let text) = given else { throw failure("\(name) must be a text") }
            variables[name] = text
        }
        for member in value["variables"]?.object?.members ?? [] {
            guard case .string(let text) = member.value else { throw failure("variables must be texts") }
            variables[member.name] = text
        }
        return variables
    }

    /// `country_id`, `platform_id` and the like, numbers or texts.
    private func targeting() throws(SandboxFailure) -> ConversionFacts.Targeting {
        var targeting = ConversionFacts.Targeting(isProxy: false)
        for list in Everflow.TargetingList.allCases {
            guard let given = given(list.idName) else { continue }
            switch given {
            case .number, .string: targeting.ids[list] = given.text.map { [$0] }
            default: throw failure("\(list.idName) must be a number or a text")
            }
        }
        if let given = given("is_proxy") {
            guard case .bool(let isProxy) = given else { throw failure("is_proxy must be true or false") }
            targeting.isProxy = isProxy
        }
        return targeting
    }

    private func whole(_ name: String) throws(SandboxFailure) -> Int? {
        guard let given = given(name) else { return nil }
        guard case .number(let number) = given, let whole = number.int64, whole >= 0 else {
            throw failure("\(name) must be a whole number, 0 or more")
        }
        return Int(clamping: whole)
    }

    private func given(_ name: String) -> JSONValue? {
        value[name].flatMap { $0.isNull ? nil : $0 }
    }

    private func failure(_ what: String) -> SandboxFailure {
        SandboxFailure(400, "\(place): \(what)")
    }
}
