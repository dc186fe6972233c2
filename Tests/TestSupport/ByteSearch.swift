// Finds bytes in what a program has written, which is megabytes.
import CVTerm

extension [UInt8] {
    /// Where `needle` begins for the last time.
    public func lastIndex(of needle: [UInt8]) -> Int? { places(of: needle).last }

    /// How often `needle` occurs.
    public func occurrences(of needle: [UInt8]) -> Int { places(of: needle).count }

    private func places(of needle: [UInt8]) -> [Int] {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, !needle.isEmpty else { return [] }
            var places: [Int] = []
            var start = 0
            while let found = memmem(base + start, bytes.count - start, needle, needle.count) {
                let place = UnsafeRawPointer(found) - base
                places.append(place)
                start = place + 1
            }
            return places
        }
    }
}
