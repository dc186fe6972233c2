// Any bytes as JSON: captop's two parsers agree on what is JSON, and what the tree parser reads it writes so that it reads
// the same again.
import Models

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let tree = try? JSONValue.parse(bytes)
    let document = try? JSONDocument(bytes)
    precondition((tree == nil) == (document == nil), "one parser takes what the other refuses")
    if let tree {
        let written = tree.serialized()
        let again = try? JSONValue.parse(written)
        precondition(again == tree, "written and read again it is something else")
    }
    return 0
}
