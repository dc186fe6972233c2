// Counters in a list of parts: what was read part by part need not be copied into one. Knows no bytes.

/// Many counters. Equal lists hold equal counters in the same order.
public struct CounterList: Equatable, Sendable {
    /// All parts but the last hold two to the power of so many.
    static let usualPartBits = 9

    private var parts: [[LeadConduit.CapCounter]] = []
    /// Other than usual only where short lists are to have many parts.
    let partBits: Int

    public init(_ counters: some Sequence<LeadConduit.CapCounter> = []) {
        partBits = CounterList.usualPartBits
        for counter in counters { append(counter) }
    }

    /// - Parameter parts: each of `1 << partBits`, but for the last one.
    init(parts: [[LeadConduit.CapCounter]] = [], partBits: Int) {
        self.parts = parts
        self.partBits = partBits
    }

    public static func == (left: CounterList, right: CounterList) -> Bool {
        left.partBits == right.partBits ? left.parts == right.parts : left.elementsEqual(right)
    }

    mutating func append(_ counter: LeadConduit.CapCounter) {
        if parts.last.map({ $0.count == 1 &<< partBits }) ?? true { parts.append([]) }
        parts[parts.count - 1].append(counter)
    }

    /// Whether the counters at these places are set up as these are.
    func isSetUp(_ places: ArraySlice<Int>, as others: [LeadConduit.CapCounter]) -> Bool {
        // In place: a copy would count the references in it.
        others.withUnsafeBufferPointer { others in
            guard var other = others.baseAddress else { return true }
            return places.prefix(others.count).allSatisfy { place in
                defer { other += 1 }
                return parts[place &>> partBits].withUnsafeBufferPointer { part in
                    let own = place & ((1 &<< partBits) - 1)
                    precondition(own < part.count)
                    return part.baseAddress.map { ($0 + own).pointee.isSetUp(as: other.pointee) } ?? false
                }
            }
        }
    }

    /// Takes over what these count for the counters at these places.
    mutating func takeCounts(_ places: ArraySlice<Int>, from others: [LeadConduit.CapCounter]) {
        others.withUnsafeBufferPointer { others in
            for (place, other) in zip(places, others.indices) {
                parts[place &>> partBits][place & ((1 &<< partBits) - 1)].takeCounts(from: others[other])
            }
        }
    }
}

extension CounterList: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int {
        parts.last.map { ((parts.count - 1) &<< partBits) + $0.count } ?? 0
    }

    public subscript(place: Int) -> LeadConduit.CapCounter {
        parts[place &>> partBits][place & ((1 &<< partBits) - 1)]
    }
}

extension LeadConduit.CapCounter {
    /// Whether both differ in nothing but what `takeCounts` takes.
    fileprivate func isSetUp(as other: borrowing LeadConduit.CapCounter) -> Bool {
        id == other.id && maximum == other.maximum && flowID == other.flowID && sourceID == other.sourceID
            && stepID == other.stepID && name == other.name && timeZone == other.timeZone && type == other.type
            && duration == other.duration && durationUnits == other.durationUnits && capIDs == other.capIDs
            && caps == other.caps
    }

    fileprivate mutating func takeCounts(from other: borrowing LeadConduit.CapCounter) {
        count = other.count
        failedCount = other.failedCount
        startedAt = other.startedAt
        expiresAt = other.expiresAt
        updatedAt = other.updatedAt
    }
}
