// A type that can be written as JSON.

public protocol JSONWritable {
    /// The value as its wire or file spells it.
    func json() -> JSONValue
}
