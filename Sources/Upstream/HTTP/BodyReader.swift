// What takes the body of an answer while it comes, so that nobody holds it whole. Knows no statuses and no headers.

/// Reads a body in portions. All calls come from the client's thread, and before the exchange ends.
public protocol BodyReader: AnyObject, Sendable {
    /// An exchange begins: what came before belongs to another one.
    func begin()
    /// The next bytes, decompressed.
    func take(_ bytes: UnsafeBufferPointer<UInt8>)
}
