// On which line of a TOML text a key stands. The parser does not say, and every error must.

struct TOMLLines {
    private var lines: [String: Int] = [:]

    /// Notes the line of every `[table]` header and every `key =` under it, by dotted path. A `[[table]]` is numbered, from
    /// 1 on: `alert.2.when`. What stands within a value that goes on over several lines is none of these.
    init(_ text: String) {
        var table = ""
        var counts: [String: Int] = [:]
        var value = OpenValue()
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            guard !value.isOpen else {
                value.read(line)
                continue
            }
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.first == "[" {
                table = TOMLLines.path(trimmed.drop { $0 == "[" }, until: "]")?.path ?? table
                note(table, index + 1)
                if trimmed.hasPrefix("[[") {
                    counts[table, default: 0] += 1
                    table += ".\(counts[table, default: 0])"
                    note(table, index + 1)
                }
            } else if trimmed.first != "#", let (key, rest) = TOMLLines.path(trimmed, until: "=") {
                note(table.isEmpty ? key : "\(table).\(key)", index + 1)
                value.read(rest)
            }
        }
    }

    /// The line of the key, or of the nearest table around it. A table without a header is where its first key stands.
    func line(of path: String) -> Int? {
        var path = Substring(path)
        while !path.isEmpty {
            if let line = lines[String(path)] ?? firstLine(within: "\(path).") { return line }
            guard let dot = path.lastIndex(of: ".") else { return nil }
            path = path[..<dot]
        }
        return nil
    }

    private func firstLine(within table: String) -> Int? {
        lines.filter { $0.key.hasPrefix(table) }.values.min()
    }

    private mutating func note(_ path: String, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// A key as written up to `end` outside of quotes, without quotes and the spaces around it, and what follows `end`;
    /// nil without `end`.
    private static func path(_ written: Substring, until end: Character) -> (path: String, rest: Substring)? {
        var path = ""
        var quote: Character?
        for place in written.indices {
            let character = written[place]
            if let open = quote {
                if character == open { quote = nil } else { path.append(character) }
            } else if character == end {
                return (path, written[written.index(after: place)...])
            } else if character == "\"" || character == "'" {
                quote = character
            } else if !character.isWhitespace {
                path.append(character)
            }
        }
        return nil
    }
}

/// How far a value is that may go on over several lines: in which quotes, and how many brackets are open.
private struct OpenValue {
    private var quotes = ""
    private var brackets = 0

    var isOpen: Bool { quotes.count == 3 || brackets > 0 }

    mutating func read(_ line: Substring) {
        var rest = line
        while let first = rest.first {
            if !quotes.isEmpty {
                if quotes.first == "\"", first == "\\" {
                    rest = rest.dropFirst(2)
                } else if rest.hasPrefix(quotes) {
                    rest = rest.dropFirst(quotes.count)
                    quotes = ""
                } else {
                    rest = rest.dropFirst()
                }
                continue
            }
            switch first {
            case "#": return
            case "\"", "'":
                let three = String(repeating: first, count: 3)
                quotes = rest.hasPrefix(three) ? three : String(first)
                rest = rest.dropFirst(quotes.count)
                continue
            case "[", "{": brackets += 1
            case "]", "}": brackets -= 1
            default: break
            }
            rest = rest.dropFirst()
        }
        // One quote does not go on over the end of a line.
        if quotes.count == 1 { quotes = "" }
    }
}
