// Sums the ledger into the rows of an entity report. Knows the ledger's rows, not how they are stored or answered.

import Models

/// Adds ledger rows up by the columns asked for.
struct EntityReport {
    /// Ids of one row; nil where the column was not asked for.
    struct Key: Hashable, Comparable {
        var offer: Int?
        var affiliate: Int?
        var advertiser: Int?
        /// Seconds of the local day's first instant.
        var date: Int64?

        static func < (left: Key, right: Key) -> Bool {
            (left.offer ?? 0, left.affiliate ?? 0, left.advertiser ?? 0, left.date ?? 0)
                < (right.offer ?? 0, right.affiliate ?? 0, right.advertiser ?? 0, right.date ?? 0)
        }
    }

    private(set) var rows: [Key: TrafficSums] = [:]
    private let query: ReportQuery
    private let columns: [ReportQuery.Column]
    private let offers: [Int: OfferRecord]
    /// First instants of the days from `from` to the day after `to`.
    private let days: [Timestamp]

    init(_ query: ReportQuery, columns: [ReportQuery.Column], offers: [Int: OfferRecord]) {
        self.query = query
        self.columns = columns
        self.offers = offers
        let count = query.to.daysSinceEpoch - query.from.daysSinceEpoch + 1
        days = (0...count).map { query.calendar.startOfDay(query.from.adding(days: $0)) }
    }

    /// The first instant that counts, and the first that does not any more.
    var span: (start: Timestamp, end: Timestamp) {
        (days[0], days[days.count - 1])
    }

    /// - Parameter instant: which day it counts for, in a report of days.
    mutating func add(_ sums: TrafficSums, of pair: Pair, at instant: Timestamp) {
        guard let offer = offers[pair.offer], accepts(pair, offer) else { return }
        var key = Key()
        for column in columns {
            switch column {
            case .offer: key.offer = offer.id
            case .affiliate: key.affiliate = pair.affiliate
            case .advertiser: key.advertiser = offer.advertiserID
            case .date: key.date = day(of: instant).seconds
            }
        }
        rows[key, default: TrafficSums()] += converted(sums, from: offer.currency)
    }

    private func accepts(_ pair: Pair, _ offer: OfferRecord) -> Bool {
        (query.offer?.contains(pair.offer) ?? true) && (query.affiliate?.contains(pair.affiliate) ?? true)
            && (query.advertiser?.contains(offer.advertiserID) ?? true)
    }

    private func day(of instant: Timestamp) -> Timestamp {
        var low = 0
        var high = days.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if days[middle] <= instant { low = middle } else { high = middle }
        }
        return days[low]
    }

    private static var amounts: [WritableKeyPath<TrafficSums, Int64>] {
        [\.payout, \.revenue, \.heldPayout, \.heldRevenue, \.eventPayout, \.eventRevenue, \.sales]
    }

    private func converted(_ sums: TrafficSums, from currency: String) -> TrafficSums {
        guard currency != query.currency, let mine = SandboxNetwork.dollars[currency],
            let asked = SandboxNetwork.dollars[query.currency]
        else { return sums }
        let rate = mine / asked
        var converted = sums
        for amount in EntityReport.amounts {
            converted[keyPath: amount] = Int64((Double(sums[keyPath: amount]) * rate).rounded())
        }
        return converted
    }
}

extension Everflow.ReportMetrics {
    /// Every metric of the wire; those that the sandbox has nothing for are 0. Rates are percentages with two decimals.
    init(_ sums: TrafficSums) {
        self.init()
        for metric in Everflow.ReportMetric.allCases { self[metric] = .zero }
        let clicks = Double(sums.uniqueClicks)
        let conversions = Double(sums.conversions)
        let payout = Quantity(millionths: sums.payout + sums.eventPayout)
        let revenue = Quantity(millionths: sums.revenue + sums.eventRevenue)
        self[.event] = Quantity(Int(sums.events))
        self[.evr] = Self.ratio(100 * Double(sums.events), clicks)
        self[.eventRevenue] = Quantity(millionths: sums.eventRevenue)
        self[.grossSales] = Quantity(millionths: sums.sales)
        self[.uniqueClick] = Quantity(Int(sums.uniqueClicks))
        self[.totalClick] = Quantity(Int(sums.uniqueClicks))
        self[.invalidClick] = Quantity(Int(sums.invalidClicks))
        self[.grossClick] = Quantity(Int(sums.uniqueClicks + sums.invalidClicks))
        self[.cv] = Quantity(Int(sums.conversions))
        self[.totalCV] = Quantity(Int(sums.conversions))
        self[.payout] = payout
        self[.revenue] = revenue
        self[.profit] = revenue - payout
        self[.cvr] = Self.ratio(100 * conversions, clicks)
        self[.cpc] = Self.ratio(payout.doubleValue, clicks)
        self[.epc] = Self.ratio(revenue.doubleValue, clicks)
        self[.rpc] = Self.ratio(revenue.doubleValue, clicks)
        self[.cpa] = Self.ratio(payout.doubleValue, conversions)
        self[.rpa] = Self.ratio(revenue.doubleValue, conversions)
        self[.margin] = Self.ratio(100 * (revenue - payout).doubleValue, revenue.doubleValue)
        self[.onHoldConversionCount] = Quantity(Int(sums.heldConversions))
        self[.onHoldPotentialPayout] = Quantity(millionths: sums.heldPayout)
        self[.onHoldPotentialRevenue] = Quantity(millionths: sums.heldRevenue)
    }

    private static func ratio(_ part: Double, _ whole: Double) -> Quantity {
        guard whole != 0 else { return .zero }
        return Quantity((part / whole * 100).rounded() / 100) ?? .zero
    }
}
