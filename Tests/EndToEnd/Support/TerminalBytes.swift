// Reads what a program has written to its terminal as a terminal would, and finds everything in it that is not known to be
// captop's own. Knows the sequences that curses and captop write; takes nothing on trust.
import Glibc
import Synchronization

enum TerminalBytes {
    /// What does not belong there, one line each; empty for a clean stream.
    static func foreign(in log: [UInt8]) -> [String] {
        var found: [String] = []
        var index = 0
        var text: [UInt8] = []
        func flush() {
            found += foreignText(text)
            text = []
        }
        while index < log.count {
            let byte = log[index]
            if byte == 0x1B {
                flush()
                let length = sequenceLength(log[index...])
                let sequence = Array(log[index..<(index + length)])
                if !isOwn(sequence) {
                    found.append("sequence \(String(decoding: sequence, as: UTF8.self).debugDescription)")
                } else if sequence.starts(with: [0x1B, UInt8(ascii: "]")]) {
                    found += foreignText(Array(sequence.dropFirst(2).dropLast()))
                }
                index += length
            } else if byte < 0x20 || byte == 0x7F {
                flush()
                // Carriage return, line feed, backspace and tab move curses' cursor; CAN ends what was cut.
                if ![0x0D, 0x0A, 0x08, 0x09, 0x0E, 0x0F, 0x18].contains(byte) { found.append("control byte \(byte)") }
                index += 1
            } else {
                text.append(byte)
                index += 1
            }
        }
        flush()
        return found
    }

    /// What does not belong into text that is printed, where captop has no sequences either and moves no cursor.
    static func foreign(inText text: [UInt8]) -> [String] {
        foreign(in: text) + text.filter { $0 < 0x20 && $0 != 0x0A }.map { "control byte \($0)" }
    }

    private static func sequenceLength(_ rest: ArraySlice<UInt8>) -> Int {
        let bytes = Array(rest.prefix(400))
        guard bytes.count > 1 else { return 1 }
        switch bytes[1] {
        case UInt8(ascii: "["):
            let end = bytes.indices.dropFirst(2).first { (0x40...0x7E).contains(bytes[$0]) }
            return (end ?? bytes.count - 1) + 1
        case UInt8(ascii: "]"):
            // The longest is a notification, of 200 cells.
            let end = rest.prefix(4000).firstIndex(of: 7) ?? rest.startIndex + bytes.count - 1
            return end - rest.startIndex + 1
        case UInt8(ascii: "("), UInt8(ascii: ")"): return min(3, bytes.count)
        default: return 2
        }
    }

    /// Cursor, erasing, attributes, modes, scrolling, keypad, character set, the one title, and two kinds of notification.
    private static func isOwn(_ sequence: [UInt8]) -> Bool {
        if let known = verdicts.withLock({ $0[sequence] }) { return known }
        let verdict = isWritten(sequence)
        verdicts.withLock { $0[sequence] = verdict }
        return verdict
    }

    /// A stream has thousands of sequences, and few that differ.
    private static let verdicts = Mutex<[[UInt8]: Bool]>([:])

    private static func isWritten(_ sequence: [UInt8]) -> Bool {
        let text = String(decoding: sequence, as: UTF8.self)
        let csi = #/\e\[[?>]?[0-9;:]*[ABCDEFGHJKLMPSTXZ@bdfhlmrtu]/#
        let others = #/\e(?:[78=>cMDE]|[()][AB0]|\]2;[^\x00-\x1F\x7F-\x9F]*captop[^\x00-\x1F\x7F-\x9F]*\x07)/#
        // By scalars: a line's end is one character, which a class of two control characters does not know.
        let notification = #/\e\](?:9;captop: |777;notify;captop;)[^\x00-\x1F\x7F-\x9F]*\x07/#
            .matchingSemantics(.unicodeScalar)
        return text.wholeMatch(of: csi) != nil || text.wholeMatch(of: others) != nil
            || text.wholeMatch(of: notification) != nil
    }

    /// Invalid UTF-8, and scalars that act rather than show: C1, joiners, marks of direction, tags.
    private static func foreignText(_ bytes: [UInt8]) -> [String] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return ["invalid UTF-8 \(bytes.prefix(40))"] }
        return text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x80...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
                0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
                true
            default: false
            }
        }.map { "scalar U+\(String($0.value, radix: 16))" }
    }
}
