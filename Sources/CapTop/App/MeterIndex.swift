// Which meters of one network belong to which affiliate and offer, by number. Built once for the same objects: as long as
// refreshes change nothing but counts, it stays.
import Dispatch
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
        let (owners, ties) =
            meters.count < MeterIndex.many ? (Owners(meters), CapSort.ties(of: meters)) : MeterIndex.both(meters)
        self.ties = ties
        affiliates = owners.affiliates.named
        offers = owners.offers.named
        affiliateNumbers = owners.affiliates.numbers
        offerNumbers = owners.offers.numbers
        affiliateOf = owners.affiliateOf
        offerOf = owners.offerOf
        (byOffer, starts) = MeterIndex.grouped(owners.offerOf, groups: owners.offers.named.count)
    }

    private static let many = 4_000

    /// Many are worked through on two cores: to order ties takes as long as all else.
    private static func both(_ meters: [CapMeter]) -> (owners: Owners, ties: [UInt32]) {
        let found = Mutex((owners: Owners(), ties: [UInt32]()))
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            if part == 0 {
                let ties = CapSort.ties(of: meters)
                found.withLock { $0.ties = ties }
            } else {
                let owners = Owners(meters)
                found.withLock { $0.owners = owners }
            }
        }
        return found.withLock { $0 }
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

        init(_ meters: [CapMeter]) {
            affiliateOf.reserveCapacity(meters.count)
            offerOf.reserveCapacity(meters.count)
            var last: CapObject?
            for meter in meters {
                if let last, last === meter.object, let affiliate = affiliateOf.last, let offer = offerOf.last {
                    affiliateOf.append(affiliate)
                    offerOf.append(offer)
                    continue
                }
                last = meter.object
                affiliateOf.append(affiliates.number(of: meter.object.affiliate))
                offerOf.append(offers.number(of: meter.object.offer))
            }
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
