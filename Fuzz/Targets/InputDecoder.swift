// Bytes of a terminal: however they are cut into reads, the same keys come out, and when nothing more comes for a while nothing
// is waited for any more.
import TUIKitLite

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var whole = InputDecoder()
    var events = whole.feed(bytes)
    var split = InputDecoder()
    var pieces: [InputEvent] = []
    var rest = bytes[...]
    while let first = rest.first {
        let size = min(rest.count, 1 + Int(first) % 7)
        pieces += split.feed(rest.prefix(size))
        rest = rest.dropFirst(size)
    }
    precondition(events == pieces, "cut into pieces it is something else")
    precondition(whole.isPending == split.isPending)
    events = whole.timeout()
    precondition(events == split.timeout())
    precondition(!whole.isPending && !split.isPending, "it waits on after its time")
    return 0
}
