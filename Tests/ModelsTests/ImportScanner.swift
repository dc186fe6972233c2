// Finds the modules that a Swift source imports. Reads text only, and knows nothing of which imports are allowed.

/// The modules named by the import declarations of one source text.
enum ImportScanner {
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
    ]
    private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]

    static func modules(in source: String) -> [String] {
        withoutComments(source)
            .split(whereSeparator: { $0.isNewline || $0 == ";" })
            .compactMap(module)
    }

    /// The first part of `import A.B`, whatever attributes, access and kind stand around it.
    private static func module(_ statement: Substring) -> String? {
        var words = statement.split(whereSeparator: \.isWhitespace)[...]
        while let first = words.first, first.hasPrefix("@") || modifiers.contains(first) { words = words.dropFirst() }
        guard words.first == "import" else { return nil }
        words = words.dropFirst()
        if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
        return words.first?.split(separator: ".").first.map { String($0.filter { $0 != "`" }) }
    }

    /// The text with comments as blanks. Strings stay: no line of one that reads like an import is worth missing a real one.
    private static func withoutComments(_ source: String) -> String {
        var result = ""
        var depth = 0
        var isLine = false
        var rest = Substring(source)
        while let character = rest.first {
            if depth == 0, !isLine, rest.hasPrefix("//") {
                isLine = true
            } else if !isLine, rest.hasPrefix("/*") {
                depth += 1
                rest.removeFirst()
            } else if depth > 0, rest.hasPrefix("*/") {
                depth -= 1
                rest.removeFirst()
                result.append(" ")
            } else {
                if character.isNewline { isLine = false }
                if depth == 0, !isLine { result.append(character) }
            }
            rest.removeFirst()
        }
        return result
    }
}
