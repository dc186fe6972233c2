// Owns making foreign text fit for cells: cleaning, clipping and padding by cell width. Knows no surface and no style.

/// Text measured in cells.
public enum CellText {
    public enum Alignment: Hashable, Sendable {
        case left, right
    }

    /// The most combining marks one cell holds (ncurses has room for four).
    static let maxMarks = 4

    /// Whether every byte is a printable ASCII character, a cell each.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    /// The text as cells will show it: no control characters, no escape, nothing that reorders or joins; white space of
    /// any kind is a space; unprintable scalars are U+FFFD; at most four combining marks stay on a base.
    public static func sanitized(_ text: String) -> String {
        if text.utf8.withContiguousStorageIfAvailable(isPlain) ?? false { return text }
        var result = String.UnicodeScalarView()
        appendCells(of: text, to: &result, limit: .max)
        return String(result)
    }

    /// The text cut to at most `width` cells, ending in the ellipsis when something was cut. Sanitised.
    public static func clipped(_ text: String, to width: Int, ellipsis: String) -> String {
        guard width > 0 else { return "" }
        let total = CellWidth.width(of: text)
        if total <= width { return sanitized(text) }
        let mark = CellWidth.width(of: ellipsis)
        var result = String.UnicodeScalarView()
        if mark > width {
            appendCells(of: text, to: &result, limit: width)
        } else {
            appendCells(of: text, to: &result, limit: width - mark)
            result.append(contentsOf: ellipsis.unicodeScalars)
        }
        return String(result)
    }

    /// The text with spaces to exactly `width` cells; cut without an ellipsis when it is longer. Sanitised.
    public static func padded(_ text: String, to width: Int, alignment: Alignment = .left) -> String {
        guard width > 0 else { return "" }
        let cut = clipped(text, to: width, ellipsis: "")
        let room = width - CellWidth.width(of: cut)
        let before = alignment == .left ? 0 : room
        return String(repeating: " ", count: before) + cut + String(repeating: " ", count: room - before)
    }

    /// Appends what fits into `limit` cells.
    private static func appendCells(of text: String, to result: inout String.UnicodeScalarView, limit: Int) {
        var used = 0
        var marks = maxMarks
        for scalar in text.unicodeScalars {
            let kind = ScalarKind(scalar)
            if kind.cells > limit - used { return }
            switch kind {
            case .narrow, .wide:
                result.append(scalar)
                marks = 0
            case .mark where marks < maxMarks:
                result.append(scalar)
                marks += 1
            case .blank:
                result.append(" ")
                marks = maxMarks
            case .replaced:
                result.append(ScalarKind.replacement)
                marks = maxMarks
            case .mark, .dropped: break
            }
            used += kind.cells
        }
    }
}
