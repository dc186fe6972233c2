// Optional numbers in the memory of the number: what is kept of each of a hundred thousand meters. Owns the bit patterns that
// stand for nothing. Knows no meaning.

/// An integer or nil, eight bytes. The least integer of all cannot be kept, and reads as nil.
struct CompactInteger: Hashable, Sendable {
    private let bits: Int64

    init(_ value: Int64?) { bits = value ?? .min }

    var value: Int64? { bits == .min ? nil : bits }
}

/// A number or nil, eight bytes. Something that is not a number reads as nil.
struct CompactNumber: Hashable, Sendable {
    private let bits: UInt64

    init(_ value: Double?) {
        let value = value.flatMap { $0.isNaN ? nil : $0 }
        bits = (value ?? .nan).bitPattern
    }

    var value: Double? {
        let value = Double(bitPattern: bits)
        return value.isNaN ? nil : value
    }
}
