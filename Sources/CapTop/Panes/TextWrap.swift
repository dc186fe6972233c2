// Long text in lines of a width: broken between words, and within a word that is longer than a line.
import TUIKitLite

enum TextWrap {
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let gap = line.isEmpty ? "" : " "
            let wanted = gap.utf8.count + CellWidth.width(of: String(word))
            if used + wanted <= width {
                line += gap + word
                used += wanted
            } else {
                if !line.isEmpty { lines.append(line) }
                lines += pieces(of: word, width: max(1, width))
                line = lines.removeLast()
                used = CellWidth.width(of: line)
            }
        }
        return lines + [line]
    }

    /// Puts texts one below the other inside the frame of a pane; where there is no room for all, the last line says so.
    ///
    /// - Parameter first: lines that are scrolled away, as far as there are others to show.
    static func draw(
        _ texts: [String], inFrame pane: Rect, from first: Int = 0, style: Style, on surface: inout Surface
    ) {
        let inside = pane.inset(by: 1)
        guard !inside.isEmpty else { return }
        var lines = texts.flatMap { TextWrap.lines($0, width: max(1, inside.width - 2)) }
        lines = Array(lines.dropFirst(min(first, max(0, lines.count - inside.height))))
        if lines.count > inside.height {
            lines = lines.prefix(inside.height - 1) + ["and \(lines.count - inside.height + 1) lines more"]
        }
        for (row, line) in lines.enumerated() {
            surface.put(
                line, at: Point(x: inside.x + 1, y: inside.y + row), style: style, maxWidth: inside.width - 2)
        }
    }

    private static func pieces(of word: Substring, width: Int) -> [String] {
        var pieces = [""]
        for character in word {
            let longer = pieces[pieces.count - 1] + String(character)
            if CellWidth.width(of: longer) > width, !pieces[pieces.count - 1].isEmpty {
                pieces.append(String(character))
            } else {
                pieces[pieces.count - 1] = longer
            }
        }
        return pieces
    }
}
