// Owns one line of text under edit: its cursor, its keys and its drawing. Knows no meaning of the text.

/// A single-line editor. The cursor counts graphemes, so that a letter with its accents moves and goes as one.
public struct TextField: Hashable, Sendable {
    /// The most characters a field takes; more is left out. Lists of thousands of ids fit.
    public static let capacity = 262_144

    public private(set) var text: String
    /// 0 stands before the first character, `text.count` after the last.
    public private(set) var cursor: Int
    /// The whole text goes for what is typed or pasted first; any other key works on it.
    public private(set) var isSelected: Bool

    public init(_ text: String = "", isSelected: Bool = false) {
        self.text = String(Self.singleLine(text).prefix(Self.capacity))
        self.isSelected = isSelected
        cursor = self.text.count
    }

    /// Takes a key; false when the key means nothing here.
    public mutating func handle(_ key: Key) -> Bool {
        switch (key.code, key.modifiers) {
        case (.character(let character), []): put(String(character))
        case (.character("u"), .ctrl): remove(from: 0, to: cursor)
        case (.character("w"), .ctrl): remove(from: startOfWord(), to: cursor)
        case (.left, []): cursor = max(0, cursor - 1)
        case (.right, []): cursor = min(text.count, cursor + 1)
        case (.home, []): cursor = 0
        case (.end, []): cursor = text.count
        case (.backspace, []): remove(from: max(0, cursor - 1), to: cursor)
        case (.delete, []): remove(from: cursor, to: min(text.count, cursor + 1))
        default: return false
        }
        isSelected = false
        return true
    }

    /// Inserts a pasted text as one line: line breaks and other control characters become spaces.
    public mutating func paste(_ pasted: String) { put(Self.singleLine(pasted)) }

    /// Puts a text in the place of some characters, and the cursor behind it.
    public mutating func replace(_ range: Range<Int>, with replacement: String) {
        let known = range.clamped(to: 0..<text.count)
        isSelected = false
        remove(from: known.lowerBound, to: known.upperBound)
        cursor = known.lowerBound
        insert(Self.singleLine(replacement))
    }

    /// Draws the part around the cursor on the first row, and puts the surface's cursor there when focused.
    ///
    /// - Parameter marked: characters that are drawn in `markedStyle`, counted from 0; behind the text stands a space.
    public func draw(
        in rect: Rect, on surface: inout Surface, style: Style, isFocused: Bool, marked: Range<Int>? = nil,
        markedStyle: Style = .plain
    ) {
        guard !rect.isEmpty else { return }
        let row = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        surface.fill(row, style: style)
        let before = CellWidth.width(of: String(text.prefix(cursor)))
        let scrolled = max(0, before - (row.width - 1))
        surface.put(text, at: Point(x: row.x - scrolled, y: row.y), style: style, clip: row)
        if let marked {
            let start = CellWidth.width(of: String(text.prefix(marked.lowerBound)))
            let end = max(start + 1, CellWidth.width(of: String(text.prefix(marked.upperBound))))
            let cells = Rect(x: row.x - scrolled + start, y: row.y, width: end - start, height: 1)
            surface.restyle(cells.intersection(row), style: markedStyle)
        }
        if isFocused { surface.cursor = Point(x: row.x + before - scrolled, y: row.y) }
    }

    /// Inserts at the cursor, or in the place of everything while that is selected.
    private mutating func put(_ added: String) {
        if isSelected { remove(from: 0, to: text.count) }
        isSelected = false
        insert(added)
    }

    private mutating func insert(_ added: String) {
        let room = Self.capacity - text.count
        guard room > 0 else { return }
        let index = text.index(text.startIndex, offsetBy: cursor)
        let head = text[..<index] + added.prefix(room)
        let tail = text[index...]
        text = String(head + tail)
        // A combining mark joins what stands before it, so that the count is taken anew.
        cursor = min(text.count, head.count)
    }

    private mutating func remove(from start: Int, to end: Int) {
        let first = text.index(text.startIndex, offsetBy: start)
        let last = text.index(text.startIndex, offsetBy: end)
        text.removeSubrange(first..<last)
        cursor = min(start, text.count)
    }

    private func startOfWord() -> Int {
        let head = Array(text.prefix(cursor))
        let word = head.lastIndex { !$0.isWhitespace } ?? -1
        let gap = head.prefix(max(0, word + 1)).lastIndex { $0.isWhitespace } ?? -1
        return gap + 1
    }

    private static func singleLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            line.append(isControl ? " " : scalar)
        }
        return String(line)
    }
}
