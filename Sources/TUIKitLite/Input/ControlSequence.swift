// Owns the meaning of complete CSI and SS3 sequences: which are keys, and that all others, above all the replies of a
// terminal, mean nothing. Knows no byte order and no timing.

/// What a complete control sequence stands for.
enum ControlSequence: Hashable {
    case event(InputEvent)
    case pasteBegins
    /// Not a key: a reply, or unknown.
    case nothing

    /// - Parameters:
    ///   - body: what stood between the introducer and the final byte.
    ///   - final: the last byte, 40-7E.
    static func csi(_ body: [UInt8], final: UInt8) -> ControlSequence {
        if body.first == UInt8(ascii: "<") { return mouse(body.dropFirst(), final: final) }
        guard let parameters = parse(body) else { return .nothing }
        switch final {
        case UInt8(ascii: "~"): return tilde(parameters)
        case UInt8(ascii: "u"): return codePoint(parameters.first, modifiers(parameters, at: 1))
        case UInt8(ascii: "I") where parameters.isEmpty: return .event(.focus(true))
        case UInt8(ascii: "O") where parameters.isEmpty: return .event(.focus(false))
        case UInt8(ascii: "Z"): return key(.backTab, [])
        // With parameters this is a cursor position report.
        case UInt8(ascii: "R") where !parameters.isEmpty: return .nothing
        default:
            guard let code = cursorKeys[final] ?? functionKeys[final] else { return .nothing }
            return key(code, modifiers(parameters, at: parameters.count == 1 ? 0 : 1))
        }
    }

    /// A mouse report as mode 1006 has it: button, column, line, and `M` for a press. Modifiers do not matter; releases,
    /// movements and other buttons mean nothing.
    private static func mouse(_ body: ArraySlice<UInt8>, final: UInt8) -> ControlSequence {
        let modifiers = 4 | 8 | 16
        guard final == UInt8(ascii: "M"), let numbers = parse(Array(body)), numbers.count == 3, numbers[1] > 0,
            numbers[2] > 0
        else { return .nothing }
        let point = Point(x: numbers[1] - 1, y: numbers[2] - 1)
        switch numbers[0] & ~modifiers {
        case 0: return .event(.mouse(MouseEvent(.press, at: point)))
        case 64: return .event(.mouse(MouseEvent(.wheelUp, at: point)))
        case 65: return .event(.mouse(MouseEvent(.wheelDown, at: point)))
        default: return .nothing
        }
    }

    static func ss3(_ body: [UInt8], final: UInt8) -> ControlSequence {
        guard let parameters = parse(body) else { return .nothing }
        let modifiers = modifiers(parameters, at: parameters.count == 1 ? 0 : 1)
        if let code = cursorKeys[final] ?? functionKeys[final] { return key(code, modifiers) }
        switch final {
        case UInt8(ascii: "M"): return key(.enter, modifiers)
        case UInt8(ascii: "I"): return key(.tab, modifiers)
        // The numeric keypad in application mode: the characters * to 9, and =.
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            return key(.character(Character(Unicode.Scalar(final - 0x40))), modifiers)
        case UInt8(ascii: "X"): return key(.character("="), modifiers)
        default: return .nothing
        }
    }

    /// The function keys of the Linux console: ESC [ [ A to E.
    static func linuxConsole(_ final: UInt8) -> ControlSequence {
        guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return .nothing }
        return key(.function(Int(final - UInt8(ascii: "A")) + 1), [])
    }

    private static func key(_ code: Key.Code, _ modifiers: Key.Modifiers) -> ControlSequence {
        .event(.key(Key(code, modifiers)))
    }

    private static let cursorKeys: [UInt8: Key.Code] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    ]

    private static let functionKeys: [UInt8: Key.Code] = [
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3),
        UInt8(ascii: "S"): .function(4),
    ]

    private static func tilde(_ parameters: [Int]) -> ControlSequence {
        guard let number = parameters.first else { return .nothing }
        if number == 200 { return .pasteBegins }
        if number == 27 && parameters.count == 3 { return codePoint(parameters[2], modifiers(parameters, at: 1)) }
        guard let code = tildeKeys[number] else { return .nothing }
        return key(code, modifiers(parameters, at: 1))
    }

    private static let tildeKeys: [Int: Key.Code] = {
        var keys: [Int: Key.Code] = [
            1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        ]
        let numbers = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
        for (index, number) in numbers.enumerated() { keys[number] = .function(index + 1) }
        return keys
    }()

    /// A key told by its code point, as `CSI u` and xterm's modifyOtherKeys do.
    private static func codePoint(_ value: Int?, _ modifiers: Key.Modifiers) -> ControlSequence {
        guard let value, let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else { return .nothing }
        switch value {
        case 9 where modifiers.contains(.shift): return key(.backTab, modifiers.subtracting(.shift))
        case 9: return key(.tab, modifiers)
        case 13: return key(.enter, modifiers)
        case 27: return key(.escape, modifiers)
        case 8, 127: return key(.backspace, modifiers)
        case ..<32, 128..<160, 0xE000...0xF8FF: return .nothing
        default:
            let text = String(Character(scalar))
            let shown =
                modifiers.contains(.ctrl) ? text.lowercased() : modifiers.contains(.shift) ? text.uppercased() : text
            return key(.character(shown.first ?? Character(scalar)), modifiers.subtracting(.shift))
        }
    }

    /// xterm's modifier parameter is one more than the bits shift 1, alt 2, ctrl 4, meta 8 (taken for alt).
    private static func modifiers(_ parameters: [Int], at index: Int) -> Key.Modifiers {
        guard parameters.indices.contains(index), parameters[index] > 1 else { return [] }
        let bits = parameters[index] - 1
        var modifiers: Key.Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 10 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.ctrl) }
        return modifiers
    }

    /// Numbers separated by semicolons, of each the part before a colon. Nil for private markers and intermediate bytes:
    /// no key has them.
    private static func parse(_ body: [UInt8]) -> [Int]? {
        if body.isEmpty { return [] }
        var numbers = [0]
        var isSubparameter = false
        for byte in body {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isSubparameter { continue }
                numbers[numbers.count - 1] = min(numbers[numbers.count - 1] * 10 + Int(byte & 0x0F), 0x11_0000)
            case UInt8(ascii: ";"):
                numbers.append(0)
                isSubparameter = false
            case UInt8(ascii: ":"): isSubparameter = true
            default: return nil
            }
        }
        return numbers
    }
}
