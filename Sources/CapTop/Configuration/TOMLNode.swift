// A TOML document as plain values, so that the rest of the program never holds the library's shared objects.
import TOMLKit

indirect enum TOMLNode: Equatable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([TOMLNode])
    case table([String: TOMLNode])
    /// Floats, dates and times: nothing in the configuration is one.
    case other(String)

    /// The name of the value's type, for messages.
    var typeName: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .boolean: "a boolean"
        case .array: "an array"
        case .table: "a table"
        case .other(let name): "a \(name)"
        }
    }

    static func parse(_ text: String, file: String) throws(ConfigurationError) -> TOMLNode {
        try refuseNamelessTables(in: text, file: file)
        do {
            return convert(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw ConfigurationError(
                file: file, line: begin.line, key: nil, message: "column \(begin.column): \(error.description)")
        } catch {
            throw ConfigurationError(file: file, line: nil, key: nil, message: "not TOML: \(error)")
        }
    }

    /// The library ends the process by an assertion where the name of a table should begin and something else does.
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

    private static func convert(_ value: any TOMLValueConvertible) -> TOMLNode {
        if let table = value.table {
            var members: [String: TOMLNode] = [:]
            for key in table.keys {
                if let member = table[key] { members[key] = convert(member) }
            }
            return .table(members)
        }
        if let array = value.array { return .array(array.map { convert($0) }) }
        if let string = value.string { return .string(string) }
        if let boolean = value.bool { return .boolean(boolean) }
        if let integer = value.int { return .integer(integer) }
        return .other(value.type.description)
    }
}
