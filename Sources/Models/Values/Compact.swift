// Optional values in the memory of the value: what is kept of each of a hundred thousand meters. Owns the bit patterns that
// stand for nothing. Knows no meaning.

/// What fits into eight bytes with a pattern to spare.
public protocol CompactValue: Sendable {
    /// The pattern that stands for nothing. A value that has it cannot be kept, and reads as nil.
    static var nothing: Int64 { get }
    var pattern: Int64 { get }
    init(pattern: Int64)
}

/// A value or nil, eight bytes. In a recorded stream it stands like any optional.
@propertyWrapper
public struct Compact<Value: CompactValue>: Hashable, Sendable {
    private var pattern: Int64

    public init(wrappedValue: Value?) {
        pattern = wrappedValue?.pattern ?? Value.nothing
    }

    public var wrappedValue: Value? {
        get { pattern == Value.nothing ? nil : Value(pattern: pattern) }
        set { pattern = newValue?.pattern ?? Value.nothing }
    }
}

extension Quantity: CompactValue {
    public static var nothing: Int64 { .min }
    public var pattern: Int64 { millionths }
    public init(pattern: Int64) { self.init(millionths: pattern) }
}

extension Timestamp: CompactValue {
    public static var nothing: Int64 { .min }
    public var pattern: Int64 { milliseconds }
    public init(pattern: Int64) { self.init(milliseconds: pattern) }
}

/// What is not a number reads as nil.
extension Double: CompactValue {
    public static var nothing: Int64 { Int64(bitPattern: Double.nan.bitPattern) }
    public var pattern: Int64 { isNaN ? Double.nothing : Int64(bitPattern: bitPattern) }
    public init(pattern: Int64) { self.init(bitPattern: UInt64(bitPattern: pattern)) }
}

extension Compact: Codable where Value: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try decoder.singleValueContainer().decode(Value?.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    /// A member that is missing is nil.
    func decode<Value: CompactValue & Codable>(_ type: Compact<Value>.Type, forKey key: Key) throws -> Compact<Value> {
        Compact(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    /// nil is left out.
    mutating func encode<Value: CompactValue & Codable>(_ compact: Compact<Value>, forKey key: Key) throws {
        try encodeIfPresent(compact.wrappedValue, forKey: key)
    }
}
