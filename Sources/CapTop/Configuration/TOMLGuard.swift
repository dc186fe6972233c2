// What the TOML library ends the process over, by an assertion: refused in words before it reads. Knows no configuration.

enum TOMLGuard {
    static func check(_ text: String, file: String) throws(ConfigurationError) {
        try refuseNamelessTables(in: text, file: file)
        try refuseOutsideOfTexts(in: text, file: file)
    }

    /// Where the name of a table should begin, something else does.
    private static func refuseNamelessTables(in text: String, file: String) throws(ConfigurationError) {
        var line = 1
        for row in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd) {
            defer { if row.endIndex < text.endIndex, text.unicodeScalars[row.endIndex] == "\n" { line += 1 } }
            var rest = row.drop { isBlank($0) || $0 == "\u{FEFF}" }
            guard rest.first == "[" else { continue }
            rest = rest.dropFirst()
            if rest.first == "[" { rest = rest.dropFirst() }
            rest = rest.drop(while: isBlank)
            guard let first = rest.first, isKeyStart(first) || first == "]" else {
                throw ConfigurationError(file: file, line: line, key: nil, message: "a table needs a name behind its [")
            }
        }
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { (0xA...0xD).contains(scalar.value) }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    private static func isKeyStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "\"", "'": true
        default: false
        }
    }

    /// A brace where an array goes on, as `[}` or `[1, }`; dates, which nothing in a configuration is.
    private static func refuseOutsideOfTexts(in text: String, file: String) throws(ConfigurationError) {
        var line = 1
        var open: [Unicode.Scalar] = []
        var quotes = ""
        /// What came last that is no blank.
        var previous: Unicode.Scalar = "\n"
        var rest = Substring(text).unicodeScalars
        while let first = rest.first {
            defer { if first == "\n" { line += 1 } }
            if !quotes.isEmpty {
                let isEnd = rest.starts(with: quotes.unicodeScalars) || (quotes.utf8.count == 1 && first == "\n")
                let isEscape = quotes.hasPrefix("\"") && first == "\\" && rest.dropFirst().first != "\n"
                rest = rest.dropFirst(isEnd ? quotes.utf8.count : isEscape ? 2 : 1)
                if isEnd { quotes = "" }
                continue
            }
            switch first {
            case "#": rest = rest.drop { $0 != "\n" }
            case "\"", "'":
                let three = String(repeating: Character(first), count: 3)
                quotes = rest.starts(with: three.unicodeScalars) ? three : String(first)
                rest = rest.dropFirst(quotes.utf8.count)
            case "}" where open.last == "[":
                throw ConfigurationError(file: file, line: line, key: nil, message: "a } within an array that [ began")
            case "0"..."9" where isDate(rest, behind: previous):
                let message = "neither a text nor a whole number"
                throw ConfigurationError(file: file, line: line, key: nil, message: message)
            default:
                if first == "[" || first == "{" { open.append(first) }
                if first == "]" || first == "}" { _ = open.popLast() }
                if first.value > 0x20, first.isASCII { previous = first }
                rest = rest.dropFirst()
            }
        }
    }

    /// As `2026-11-26`, where a value begins, and whatever else begins with a digit and has a minus in it.
    private static func isDate(_ rest: Substring.UnicodeScalarView, behind previous: Unicode.Scalar) -> Bool {
        guard ["=", ",", "["].contains(previous) else { return false }
        return rest.prefix { !isLineEnd($0) && !isBlank($0) && !["]", "}", ",", "#"].contains($0) }.contains("-")
    }
}
