// One leaf of JSON and the tolerant ways to read it (Everflow reference, 1.6; LeadConduit reference, 9, rule 3).

/// A leaf; everything that is not one is `none`.
enum JSONScalar {
    /// null, an array or an object.
    case none
    case bool(Bool)
    case integer(Int64)
    case decimal(Double)
    /// A number as written.
    case number(JSONNumber)
    case text(String)

    var text: String? {
        switch self {
        case .none: nil
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): JSONNumber(value)?.text
        case .number(let number): number.text
        case .text(let text): text
        }
    }

    var int64: Int64? {
        switch self {
        case .none, .bool: nil
        case .integer(let value): value
        case .decimal(let value): Int64(exactly: value)
        case .number(let number): number.int64
        case .text(let text): JSONNumber(text: text)?.int64
        }
    }

    var quantity: Quantity? {
        switch self {
        case .none, .bool: nil
        case .integer(let value): JSONScalar.quantity(whole: value)
        case .decimal(let value): Quantity(value)
        case .number(let number): JSONScalar.quantity(number)
        case .text(let text): JSONNumber(text: text).flatMap(JSONScalar.quantity)
        }
    }

    var bool: Bool? {
        switch self {
        case .bool(let value): value
        case .text("true"): true
        case .text("false"): false
        default:
            switch int64 {
            case 0: false
            case 1: true
            default: nil
            }
        }
    }

    private static func quantity(whole value: Int64) -> Quantity? {
        let (millionths, isOver) = value.multipliedReportingOverflow(by: Quantity.scale)
        return isOver ? nil : Quantity(millionths: millionths)
    }

    private static func quantity(_ number: JSONNumber) -> Quantity? {
        Quantity(text: number.text) ?? number.doubleValue.flatMap { Quantity($0) }
    }
}

extension JSONValue {
    var scalar: JSONScalar {
        switch self {
        case .null, .array, .object: .none
        case .bool(let value): .bool(value)
        case .number(let number): .number(number)
        case .string(let text): .text(text)
        }
    }
}
