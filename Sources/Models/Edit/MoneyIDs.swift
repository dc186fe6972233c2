// The ids of all objects of one kind on the money side, page by page (Everflow reference, 9.1, 10.1, 11): how a creation of
// which no answer came is found again, because ids only grow. Never writes.

/// One page of ids.
public struct MoneyIDs: Hashable, Sendable {
    /// What a page says.
    public struct Page: Hashable, Sendable {
        public let ids: [Int]
        public let isLast: Bool
    }

    public let resource: MoneyResource
    public let request: APIRequest
    private let number: Int

    public init(_ resource: MoneyResource) {
        self.init(resource, page: 1)
    }

    private init(_ resource: MoneyResource, page: Int) {
        self.resource = resource
        number = page
        request =
            switch resource {
            case .customPayout: Everflow.Requests.customPayouts(page: page, pageSize: LiveRead.pageSize)
            case .tieredCommission: Everflow.Requests.tieredCommissionsTable(page: page, pageSize: LiveRead.pageSize)
            case .affiliateTier: Everflow.Requests.affiliateTiers()
            }
    }

    public var next: MoneyIDs { MoneyIDs(resource, page: number + 1) }

    /// Reads the body of a success.
    public func page(of body: [UInt8]) throws(WireError) -> Page {
        switch resource {
        case .customPayout:
            let page = try Everflow.CustomPayoutRevenue.readPage(body)
            return Page(ids: page.items.map(\.id), isLast: page.isLast || page.items.isEmpty)
        case .tieredCommission:
            let page = try Everflow.TieredCommission.readPage(body)
            return Page(ids: page.items.map(\.id), isLast: page.isLast || page.items.isEmpty)
        case .affiliateTier:
            return Page(ids: try Everflow.AffiliateTier.readPage(body).items.map(\.id), isLast: true)
        }
    }
}
