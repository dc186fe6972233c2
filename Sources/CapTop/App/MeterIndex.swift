// Which meters of one network belong to which affiliate and offer, by number. Built once for the same objects: as long as
// refreshes change nothing but counts, it stays.
import Models
import Synchronization

/// The index of one network's meters. Immutable and shared.
final class MeterIndex: Sendable, Codable {
    /// In the order in which the meters name them.
    let affiliates: [NamedID]
    let offers: [NamedID]
    /// By the meter's place, the place in `affiliates`; -1 for none.
    let affiliateOf: [Int32]
    let offerOf: [Int32]
    /// By the meter's place, where it stands among those that equal it: see `CapSort.ties`.
    let ties: [UInt32]
    /// The places of meters by offer, ascending for each: those of offer `n` begin at `starts[n]`. Those without an offer
    /// come last.
    private let byOffer: [Int32]
    private let starts: [Int32]
    private let affiliateNumbers: [String: Int32]
    private let offerNumbers: [String: Int32]

    init(_ meters: [CapMeter]) {
        let ordered = Mutex([UInt32]())
        let parts = Parts(of: meters.count).map {
            let ties = CapSort.ties(of: meters)
            ordered.withLock { $0 = ties }
        } _: {
            Owners(of: meters, at: $0)
        }
        var owners = Owners()
        for part in parts { owners.append(part) }
        ties = ordered.withLock { $0 }
        affiliates = owners.affiliates.named
        offers = owners.offers.named
        affiliateNumbers = owners.affiliates.numbers
        offerNumbers = owners.offers.numbers
        affiliateOf = owners.affiliateOf
        offerOf = owners.offerOf
        (byOffer, starts) = MeterIndex.grouped(owners.offerOf, groups: owners.offers.named.count)
    }

    private static func grouped(_ numbers: [Int32], groups: Int) -> (places: [Int32], starts: [Int32]) {
        var starts = [Int32](repeating: 0, count: groups + 2)
        func slot(_ number: Int32) -> Int { number < 0 ? groups : Int(number) }
        for number in numbers { starts[slot(number) + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var next = starts
        var places = [Int32](repeating: 0, count: numbers.count)
        for (place, number) in numbers.enumerated() {
            places[Int(next[slot(number)])] = Int32(place)
            next[slot(number)] += 1
        }
        return (places, starts)
    }

    func affiliateNumber(of id: String) -> Int32? { affiliateNumbers[id] }
    func offerNumber(of id: String) -> Int32? { offerNumbers[id] }

    /// The places of all meters of an offer and of those without one, ascending: whatever may bind the same traffic.
    func places(aroundOffer id: String?) -> [Int] {
        let own = id.flatMap(offerNumber).map { byOffer[range(Int($0))] } ?? []
        let others = byOffer[range(offers.count)]
        return (own + others).map { Int($0) }.sorted()
    }

    private func range(_ group: Int) -> Range<Int> { Int(starts[group])..<Int(starts[group + 1]) }

    /// Whose the meters are, by number.
    private struct Owners {
        var affiliates = Numbering()
        var offers = Numbering()
        var affiliateOf: [Int32] = []
        var offerOf: [Int32] = []

        init() {}

        init(of meters: [CapMeter], at places: Range<Int>) {
            affiliateOf.reserveCapacity(places.count)
            offerOf.reserveCapacity(places.count)
            for place in places {
                if place > places.lowerBound, meters[place - 1].object === meters[place].object,
                    let affiliate = affiliateOf.last, let offer = offerOf.last
                {
                    affiliateOf.append(affiliate)
                    offerOf.append(offer)
                    continue
                }
                affiliateOf.append(affiliates.number(of: meters[place].object.affiliate))
                offerOf.append(offers.number(of: meters[place].object.offer))
            }
        }

        /// Adds those of the meters that come next.
        mutating func append(_ next: Owners) {
            affiliateOf += affiliates.adding(next.affiliates, to: next.affiliateOf)
            offerOf += offers.adding(next.offers, to: next.offerOf)
        }
    }

    /// Gives equal ids one number.
    private struct Numbering {
        private(set) var named: [NamedID] = []
        private(set) var numbers: [String: Int32] = [:]
        private var last: Int32?

        mutating func number(of name: NamedID?) -> Int32 {
            guard let name else { return -1 }
            // Neighbours often have the same.
            if let last, named[Int(last)].id == name.id { return last }
            let number = find(name)
            last = number
            return number
        }

        /// The others' numbers as they are among these.
        mutating func adding(_ others: Numbering, to numbers: [Int32]) -> [Int32] {
            let own = others.named.map { number(of: $0) }
            return numbers.map { $0 < 0 ? $0 : own[Int($0)] }
        }

        private mutating func find(_ name: NamedID) -> Int32 {
            if let known = numbers[name.id] { return known }
            numbers[name.id] = Int32(named.count)
            named.append(name)
            return Int32(named.count - 1)
        }
    }
}

extension MeterIndex: Equatable {
    static func == (left: MeterIndex, right: MeterIndex) -> Bool { left === right }
}
