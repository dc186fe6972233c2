// Owns writing out the repetitions that curses abbreviates: of the terminals that call themselves xterm, several (mosh, the
// family of libvterm) repeat wrongly or not at all, and curses offers no way to forgo it. Knows no cells.

enum RepeatedCharacters {
    private static let escape: UInt8 = 0x1B

    /// The bytes with each `ESC [ n b` replaced by n more of the character before it, which curses lets be ASCII only.
    static func writtenOut(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "b")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == escape, let last = result.last, let found = repetition(in: bytes, at: index) {
                result.append(contentsOf: repeatElement(last, count: found.count))
                index = found.end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func repetition(in bytes: [UInt8], at start: Int) -> (count: Int, end: Int)? {
        var index = start + 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
        index += 1
        var count = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            count = min(count * 10 + Int(bytes[index] & 0x0F), 1000)
            index += 1
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "b") else { return nil }
        return (max(1, count), index + 1)
    }
}
