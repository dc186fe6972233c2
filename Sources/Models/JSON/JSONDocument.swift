// A parsed answer in simdjson's own form, read in place: nothing is copied until a reader asks for it.

import CSimdJSON

/// A parsed answer. Its elements live as long as the closure of `withRoot`.
///
/// Numbers beyond 64 bits and beyond a double read as null; nesting beyond 1024 is an error.
public final class JSONDocument {
    private let handle: OpaquePointer

    /// Parses UTF-8 text that holds exactly one JSON value.
    public init(_ bytes: [UInt8]) throws(JSONError) {
        var reason: UnsafePointer<CChar>?
        let parsed = bytes.withUnsafeBufferPointer { csj_parse($0.baseAddress, $0.count, &reason) }
        guard let parsed else {
            throw JSONError(reason.map { String(cString: $0) } ?? "not JSON")
        }
        handle = parsed
    }

    deinit {
        csj_free(handle)
    }

    /// Calls `body` with the document's value, which must not leave the closure.
    public func withRoot<Result, Failure: Error>(
        _ body: (JSONElement) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let tape = csj_tape(handle), let strings = csj_strings(handle) else {
            preconditionFailure("csj_parse gave a document without a tape")
        }
        return try body(JSONElement(tape: tape, strings: strings, index: 1))
    }
}
