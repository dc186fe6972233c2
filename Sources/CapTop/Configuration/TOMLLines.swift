// On which line of a TOML text a key stands. The parser does not say, and every error must.

struct TOMLLines {
    private var lines: [String: Int] = [:]

    /// Notes the line of every `[table]` header and every `key =` under it, by dotted path.
    init(_ text: String) {
        var table = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.first == "[" {
                table = TOMLLines.path(String(trimmed.drop { $0 == "[" }.prefix { $0 != "]" }))
                note(table, index + 1)
            } else if let equals = trimmed.firstIndex(of: "="), trimmed.first != "#" {
                let key = TOMLLines.path(String(trimmed[..<equals]))
                note(table.isEmpty ? key : "\(table).\(key)", index + 1)
            }
        }
    }

    /// The line of the key, or of the nearest table around it.
    func line(of path: String) -> Int? {
        var path = Substring(path)
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let dot = path.lastIndex(of: ".") else { return nil }
            path = path[..<dot]
        }
        return nil
    }

    private mutating func note(_ path: String, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// A key as written, without quotes and the spaces around it.
    private static func path(_ written: String) -> String {
        String(written.filter { $0 != "\"" && $0 != "'" && $0 != " " && $0 != "\t" && $0 != "\r" })
    }
}
