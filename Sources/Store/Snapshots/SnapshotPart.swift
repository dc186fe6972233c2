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
    /// Reads pieces that do not depend on each other, on all cores, each to its place in one row: a hundred thousand elements
    /// take longer to be moved than to be read.
    ///
    /// - Parameters:
    ///   - pieces: all but the last of `SnapshotPart.length` elements.
    ///   - read: gives the elements of a piece on, one by one.
    static func readAtOnce<Element: Sendable>(
        _ pieces: [[UInt8]], _ read: @Sendable (inout PieceReader, (Element) -> Void) throws -> Void
    ) throws -> [Element] {
        try Array(unsafeUninitializedCapacity: pieces.count * SnapshotPart.length) { row, count in
            nonisolated(unsafe) let row = row
            let lengths = Mutex([Int](repeating: 0, count: pieces.count))
            DispatchQueue.concurrentPerform(iterations: pieces.count) { place in
                let part = row[(place * SnapshotPart.length)...].prefix(SnapshotPart.length)
                let length = fill(UnsafeMutableBufferPointer(rebasing: part), from: pieces[place], read)
                lengths.withLock { $0[place] = length }
            }
            let found = lengths.withLock { $0 }
            count = found.reduce(0, +)
            guard found.dropLast().contains(where: { $0 < SnapshotPart.length }) || found.contains(0) else { return }
            for (place, length) in found.enumerated() {
                row[(place * SnapshotPart.length)...].prefix(length).deinitialize()
            }
            count = 0
            throw UnreadableSnapshot()
        }
    }

    /// - Returns: how many elements there are; 0, with none there, when the piece cannot be read.
    private static func fill<Element>(
        _ part: UnsafeMutableBufferPointer<Element>, from piece: [UInt8],
        _ read: (inout PieceReader, (Element) -> Void) throws -> Void
    ) -> Int {
        var reader = PieceReader(piece)
        var length = 0
        var isTooLong = false
        let isRead: Void? = try? read(&reader) { element in
            if length < part.count {
                part.initializeElement(at: length, to: element)
                length += 1
            } else {
                isTooLong = true
            }
        }
        if isRead != nil, !isTooLong { return length }
        part.prefix(length).deinitialize()
        return 0
    }
}
