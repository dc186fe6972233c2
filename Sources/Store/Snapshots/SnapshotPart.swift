// In which pieces a snapshot is kept, and reading numbers and texts off them. Knows no snapshot.
import Dispatch
import Synchronization

/// A part of a snapshot. Large parts have many pieces, so that what did not change is not written again.
enum SnapshotPart: String {
    /// Affiliates, offers, groups, steps and notes; one piece.
    case lists
    /// Words and names that objects and meters refer to by place: texts, then pairs of id and name; two pieces.
    case names
    /// Objects, so many a piece.
    case objects
    /// Meters, so many a piece; instants count back from the network's own.
    case meters

    /// Objects or meters a piece.
    static let length = 1_024
}

/// The bytes say something that no captop writes.
struct UnreadableSnapshot: Error {}

/// Takes values off one piece, in the order in which they were packed.
struct PieceReader {
    private var reader: PackedReader

    init(_ bytes: [UInt8]) {
        reader = PackedReader(bytes)
    }

    var isAtEnd: Bool { reader.isAtEnd }

    mutating func number() throws -> UInt64 {
        guard let number = reader.number() else { throw UnreadableSnapshot() }
        return number
    }

    mutating func place() throws -> Int {
        guard let place = Int(exactly: try number()) else { throw UnreadableSnapshot() }
        return place
    }

    mutating func signed() throws -> Int64 {
        guard let number = reader.signed() else { throw UnreadableSnapshot() }
        return number
    }

    /// In millionths; nil for one that is not known.
    mutating func quantity() throws -> Int64? {
        guard let quantity = reader.quantity() else { throw UnreadableSnapshot() }
        return quantity == SampleValue.unknown ? nil : quantity
    }

    mutating func optionalText() throws -> String? {
        guard let text = reader.text() else { throw UnreadableSnapshot() }
        return text
    }

    mutating func text() throws -> String {
        guard let text = try optionalText() else { throw UnreadableSnapshot() }
        return text
    }

    mutating func list<Element>(_ element: (inout PieceReader) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        for _ in 0..<(try number()) { elements.append(try element(&self)) }
        return elements
    }
}

extension PieceReader {
    /// Reads pieces that do not depend on each other, on all cores when there are many, and puts what they hold in a row.
    static func readAtOnce<Element: Sendable>(
        _ pieces: [[UInt8]], _ read: @Sendable ([UInt8]) throws -> [Element]
    ) throws -> [Element] {
        guard pieces.count > 8 else { return try pieces.flatMap(read) }
        let found = Mutex<[[Element]?]>(Array(repeating: nil, count: pieces.count))
        DispatchQueue.concurrentPerform(iterations: pieces.count) { place in
            let elements = try? read(pieces[place])
            found.withLock { $0[place] = elements }
        }
        var elements: [Element] = []
        elements.reserveCapacity(pieces.count * SnapshotPart.length)
        for piece in found.withLock({ $0 }) {
            guard let piece else { throw UnreadableSnapshot() }
            elements += piece
        }
        return elements
    }
}
