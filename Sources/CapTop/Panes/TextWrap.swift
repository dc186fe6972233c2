// Long text in lines of a width: broken between words, and within a word that is longer than a line.
import TUIKitLite

enum TextWrap {
    static func lines(_ text: String, width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let joined = lines[lines.count - 1].isEmpty ? String(word) : "\(lines[lines.count - 1]) \(word)"
            if CellWidth.width(of: joined) <= width {
                lines[lines.count - 1] = joined
            } else {
                if !lines[lines.count - 1].isEmpty { lines.append("") }
                lines.removeLast()
                lines += pieces(of: word, width: max(1, width))
            }
        }
        return lines
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
