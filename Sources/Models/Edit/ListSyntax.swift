// How lists are typed: entries apart by `;` or line breaks (ids and labels also by `,`), their words by spaces, quotes
// around what holds any of these. Knows no field and no meaning of a word.

enum ListSyntax {
    /// One word; quotes make a keyword or a sign an ordinary word.
    struct Word: Hashable, Sendable {
        var text: String
        var isQuoted = false
    }

    /// Why a text is no list; a sentence without the field's name.
    struct Failure: Error, Hashable, Sendable {
        let message: String
    }

    /// The words of each entry that has any.
    ///
    /// - Parameter separators: what ends an entry, beside line breaks.
    static func entries(_ text: String, separators: String) throws(Failure) -> [[Word]] {
        var entries: [[Word]] = [[]]
        var rest = text[...]
        while let first = rest.first {
            if first.isNewline || separators.contains(first) {
                entries.append([])
                rest.removeFirst()
            } else if first.isWhitespace {
                rest.removeFirst()
            } else if first == "\"" {
                entries[entries.count - 1].append(try quoted(&rest, separators))
            } else {
                let word = rest.prefix { !$0.isWhitespace && !separators.contains($0) }
                entries[entries.count - 1].append(Word(text: String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return entries.filter { !$0.isEmpty }
    }

    /// Reads `"..."`, in which `\"` is a quote and `\\` a backslash.
    private static func quoted(_ rest: inout Substring, _ separators: String) throws(Failure) -> Word {
        var text = ""
        var isEscaped = false
        rest.removeFirst()
        while let next = rest.popFirst() {
            if isEscaped {
                text.append(next)
                isEscaped = false
            } else if next == "\\" {
                isEscaped = true
            } else if next == "\"" {
                guard rest.first.map({ $0.isWhitespace || separators.contains($0) }) ?? true else {
                    throw Failure(message: "needs a space or \(separators) after a closing quote")
                }
                return Word(text: text, isQuoted: true)
            } else {
                text.append(next)
            }
        }
        throw Failure(message: "has a quote that is not closed")
    }

    /// The word as it has to be typed.
    ///
    /// - Parameter keywords: what it would be taken for without quotes.
    static func typed(_ text: String, keywords: [String] = []) -> String {
        let isPlain = text.allSatisfy { !$0.isWhitespace && $0 != "," && $0 != ";" }
        if isPlain, let first = text.first, !"+-\"".contains(first), !keywords.contains(text) { return text }
        return quoted(text)
    }

    static func quoted(_ text: String) -> String {
        let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
}
