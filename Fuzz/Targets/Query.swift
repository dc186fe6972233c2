// A query as it is typed: it is read or refused with a place inside the text, and read again it is the same.
import Models

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do {
        let query = try CapQuery(text)
        precondition(query.text == text)
        let again = try? CapQuery(query.text)
        precondition(again?.root == query.root)
    } catch {
        precondition(!error.range.isEmpty && error.range.lowerBound >= 0)
        precondition(error.range.upperBound <= max(1, text.count), "underlines beyond the text")
        precondition(!error.message.isEmpty)
    }
    return 0
}
