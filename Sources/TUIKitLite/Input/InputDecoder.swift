// Owns turning the bytes of a terminal into keys, pastes, mouse and focus changes, however they are cut into reads. It has no
// clock: whoever feeds it calls `timeout` when `isPending` has lasted too long.

/// A byte automaton for terminal input. Unknown sequences are swallowed whole, and so is everything shaped like a reply to
/// a query. Nothing it is fed can make it fail or grow.
public struct InputDecoder: Sendable {
    private enum State: Hashable {
        case ground
        case escape
        case csi
        case ss3
        /// OSC, DCS, APC, PM or SOS, up to its terminator; holds the introducing byte and whether anything followed.
        case string(UInt8, isEmpty: Bool)
        case stringEscape
        case linuxFunction
        /// The three bytes of an old mouse report.
        case mouse(remaining: Int)
        case paste
    }

    /// No key's sequence is longer; what is longer is swallowed.
    private static let maxSequence = 64

    private var state = State.ground
    private var sequence: [UInt8] = []
    private var utf8 = UTF8Assembler()
    private var collector = PasteCollector()
    private var hasAlt = false
    private var events: [InputEvent] = []

    public init() {}

    /// Whether something began that only more bytes or `timeout` can settle. Never true inside a paste (but for a lone ESC),
    /// since the rest of a paste must not be taken for keys however late it comes.
    public var isPending: Bool {
        switch state {
        case .ground: utf8.isPending
        case .paste: collector.hasLoneEscape
        default: true
        }
    }

    /// Takes bytes as they were read and returns what they completed.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        for byte in bytes { take(byte) }
        return drain()
    }

    /// Nothing more came for as long as one waits: a lone ESC was the Escape key, ESC with a bracket was Alt, what else was
    /// begun is dropped.
    public mutating func timeout() -> [InputEvent] {
        switch state {
        case .escape: emit(.escape)
        case .csi where sequence.isEmpty: emit(.character("["), .alt)
        case .ss3 where sequence.isEmpty: emit(.character("O"), .alt)
        case .string(let introducer, isEmpty: true): emit(.character(Character(Unicode.Scalar(introducer))), .alt)
        case .paste:
            if collector.hasLoneEscape { finishPaste() }
            return drain()
        default: break
        }
        enterGround()
        return drain()
    }

    private mutating func drain() -> [InputEvent] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    // MARK: The automaton

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: takeGround(byte)
        case .escape: takeEscape(byte)
        case .csi: takeSequence(byte)
        case .ss3: takeSS3(byte)
        case .string(let introducer, _): takeString(byte, introducer)
        case .stringEscape: takeStringEscape(byte)
        case .linuxFunction: finish(.linuxConsole(byte))
        case .mouse(let remaining): state = remaining > 1 ? .mouse(remaining: remaining - 1) : .ground
        case .paste: if collector.take(byte) { finishPaste() }
        }
    }

    private mutating func takeGround(_ byte: UInt8) {
        if utf8.isPending {
            assembled(utf8.next(byte), from: byte, isStart: false)
        } else if byte >= 0x80 {
            assembled(utf8.start(byte), from: byte, isStart: true)
        } else if byte == 0x1B {
            state = .escape
        } else {
            character(byte)
        }
    }

    private mutating func assembled(_ step: UTF8Assembler.Step, from byte: UInt8, isStart: Bool) {
        switch step {
        case .more: break
        case .scalar(let scalar):
            if !(0x80..<0xA0).contains(scalar.value) { emit(.character(Character(scalar)), hasAlt ? .alt : []) }
            hasAlt = false
        case .invalid:
            hasAlt = false
            if !isStart { takeGround(byte) }
        }
    }

    private mutating func takeEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "["): begin(.csi)
        case UInt8(ascii: "O"): begin(.ss3)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            state = .string(byte, isEmpty: true)
        case 0x1B: emit(.escape)
        default:
            state = .ground
            hasAlt = true
            takeGround(byte)
        }
    }

    private mutating func takeSequence(_ byte: UInt8) {
        switch byte {
        case 0x20...0x3F: collect(byte)
        case UInt8(ascii: "[") where sequence.isEmpty: state = .linuxFunction
        case UInt8(ascii: "M") where sequence.isEmpty: state = .mouse(remaining: 3)
        case 0x40...0x7E: finish(sequence.count < Self.maxSequence ? .csi(sequence, final: byte) : .nothing)
        default: interrupt(byte)
        }
    }

    private mutating func takeSS3(_ byte: UInt8) {
        switch byte {
        case 0x20...0x3F: collect(byte)
        case 0x40...0x7E: finish(sequence.count < Self.maxSequence ? .ss3(sequence, final: byte) : .nothing)
        default: interrupt(byte)
        }
    }

    /// A byte that no sequence can hold ends it, and counts on its own.
    private mutating func interrupt(_ byte: UInt8) {
        enterGround()
        if byte != 0x18 && byte != 0x1A { takeGround(byte) }
    }

    private mutating func takeString(_ byte: UInt8, _ introducer: UInt8) {
        switch byte {
        case 0x07, 0x18, 0x1A: enterGround()
        case 0x1B: state = .stringEscape
        default: state = .string(introducer, isEmpty: false)
        }
    }

    private mutating func takeStringEscape(_ byte: UInt8) {
        if byte == UInt8(ascii: "\\") {
            enterGround()
        } else {
            state = .escape
            takeEscape(byte)
        }
    }

    private mutating func begin(_ next: State) {
        state = next
        sequence.removeAll(keepingCapacity: true)
    }

    private mutating func collect(_ byte: UInt8) {
        if sequence.count < Self.maxSequence { sequence.append(byte) }
    }

    private mutating func finish(_ meaning: ControlSequence) {
        enterGround()
        switch meaning {
        case .event(let event): events.append(event)
        case .pasteBegins:
            collector = PasteCollector()
            state = .paste
        case .nothing: break
        }
    }

    private mutating func finishPaste() {
        events.append(.paste(collector.text))
        collector = PasteCollector()
        enterGround()
    }

    private mutating func enterGround() {
        state = .ground
        utf8.reset()
        hasAlt = false
    }

    // MARK: Single bytes

    /// A byte below 80 other than ESC.
    private mutating func character(_ byte: UInt8) {
        let modifiers: Key.Modifiers = hasAlt ? .alt : []
        hasAlt = false
        switch byte {
        case 0x00: emit(.character(" "), modifiers.union(.ctrl))
        case 0x08, 0x7F: emit(.backspace, modifiers)
        case 0x09: emit(.tab, modifiers)
        case 0x0D: emit(.enter, modifiers)
        case 0x01...0x1A: emit(.character(Character(Unicode.Scalar(byte + 0x60))), modifiers.union(.ctrl))
        case 0x1B...0x1F: emit(.character(Character(Unicode.Scalar(byte + 0x40))), modifiers.union(.ctrl))
        default: emit(.character(Character(Unicode.Scalar(byte))), modifiers)
        }
    }

    private mutating func emit(_ code: Key.Code, _ modifiers: Key.Modifiers = []) {
        events.append(.key(Key(code, modifiers)))
    }
}
