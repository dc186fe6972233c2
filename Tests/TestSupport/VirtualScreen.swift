// Owns a terminal emulator: bytes go in, cells can be looked at. Knows no process and no file.
import CVTerm

/// What one cell of the emulator shows.
public struct ScreenCell: Equatable, Sendable {
    /// The character with its combining marks; a space for an empty cell; empty for the second half of a wide one.
    public var text: String
    public var width: Int
    /// -1 for the terminal's own, 0-255 for a palette entry, 1 << 24 | rgb otherwise.
    public var foreground: Int
    public var background: Int
    public var isBold: Bool
    public var isUnderlined: Bool
    public var isReverse: Bool

    public init(
        text: String, width: Int, foreground: Int, background: Int, isBold: Bool, isUnderlined: Bool, isReverse: Bool
    ) {
        self.text = text
        self.width = width
        self.foreground = foreground
        self.background = background
        self.isBold = isBold
        self.isUnderlined = isUnderlined
        self.isReverse = isReverse
    }
}

/// A screen of libvterm with an alternate screen, fed by hand.
public final class VirtualScreen {
    public private(set) var columns: Int
    public private(set) var rows: Int
    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let properties: UnsafeMutablePointer<Properties>
    private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>
    /// The rows as text until something is fed: a test that waits looks at them many times.
    private var knownLines: [String]?

    /// What the emulator tells by callback.
    private struct Properties {
        var isCursorVisible = true
        var isAlternate = false
        var bells = 0
    }

    public init(columns: Int = 80, rows: Int = 24) {
        self.columns = columns
        self.rows = rows
        terminal = vterm_new(Int32(rows), Self.width(columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        vterm_screen_enable_altscreen(screen, 1)
        properties = .allocate(capacity: 1)
        properties.initialize(to: Properties())
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: VTermScreenCallbacks())
        callbacks.pointee.settermprop = { property, value, user in
            guard let properties = user?.assumingMemoryBound(to: Properties.self), let value else { return 1 }
            if property == VTERM_PROP_CURSORVISIBLE { properties.pointee.isCursorVisible = value.pointee.boolean != 0 }
            if property == VTERM_PROP_ALTSCREEN { properties.pointee.isAlternate = value.pointee.boolean != 0 }
            return 1
        }
        callbacks.pointee.bell = { user in
            user?.assumingMemoryBound(to: Properties.self).pointee.bells += 1
            return 1
        }
        vterm_screen_set_callbacks(screen, callbacks, properties)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        vterm_free(terminal)
        callbacks.deallocate()
        properties.deallocate()
    }

    public var isCursorVisible: Bool { properties.pointee.isCursorVisible }
    public var isAlternate: Bool { properties.pointee.isAlternate }
    public var bells: Int { properties.pointee.bells }

    /// The cursor's column and row.
    public var cursor: (x: Int, y: Int) {
        var place = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &place)
        return (Int(place.col), Int(place.row))
    }

    public func feed(_ bytes: [UInt8]) {
        knownLines = nil
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress else { return }
            _ = vterm_input_write(terminal, base, buffer.count)
        }
    }

    /// What the emulator answers to queries since the last call.
    public func takeReplies() -> [UInt8] {
        var replies = [CChar](repeating: 0, count: 4096)
        let count = vterm_output_read(terminal, &replies, replies.count)
        return replies.prefix(count).map { UInt8(bitPattern: $0) }
    }

    public func resize(columns: Int, rows: Int) {
        knownLines = nil
        self.columns = columns
        self.rows = rows
        vterm_set_size(terminal, Int32(rows), Self.width(columns))
    }

    /// libvterm 0.1 dies of a wide character in a single column.
    private static func width(_ columns: Int) -> Int32 { Int32(max(2, columns)) }

    public func cell(x: Int, y: Int) -> ScreenCell {
        let read = cvt_read_cell(screen, Int32(x), Int32(y))
        let isSecondHalf = x > 0 && cvt_read_cell(screen, Int32(x - 1), Int32(y)).width == 2
        let scalars = withUnsafeBytes(of: read.scalars) {
            Array($0.bindMemory(to: UInt32.self).prefix(Int(read.count)))
        }
        let text = String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
        return ScreenCell(
            text: isSecondHalf ? "" : text.isEmpty ? " " : text, width: isSecondHalf ? 0 : Int(read.width),
            foreground: Int(read.foreground), background: Int(read.background),
            isBold: read.attributes & Int32(cvt_bold) != 0,
            isUnderlined: read.attributes & Int32(cvt_underline) != 0,
            isReverse: read.attributes & Int32(cvt_reverse) != 0)
    }

    /// The rows as text, with their trailing spaces.
    public var lines: [String] {
        if let knownLines { return knownLines }
        let lines = (0..<rows).map { y in (0..<columns).map { cell(x: $0, y: y).text }.joined() }
        knownLines = lines
        return lines
    }
}
