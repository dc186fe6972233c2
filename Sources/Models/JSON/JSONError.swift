// Why bytes are not JSON, in one line for people.

/// A failed parse: what is wrong and, where known, at which byte.
public struct JSONError: Error, Hashable, Sendable {
    public var message: String
    /// Offset into the bytes; nil when the parser does not say.
    public var offset: Int?

    public init(_ message: String, offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }
}
