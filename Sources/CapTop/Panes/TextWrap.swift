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
