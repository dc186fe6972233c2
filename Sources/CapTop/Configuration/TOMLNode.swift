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
        try TOMLGuard.check(text, file: file)
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
