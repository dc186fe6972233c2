// A rule set of any shape inside a cap inside a flow: read, put into words, and written so that it reads the same again.
import Models

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let rules = Array(UnsafeBufferPointer(start: start, count: count))
    let cap = Array(#"{"id":"f","name":"F","caps":[{"id":"c","maximum":1,"duration":1,"duration_units":"day","rule_set":"#.utf8)
    guard let flow = try? LeadConduit.Flow.read(cap + rules + Array("}]}".utf8)) else { return 0 }
    let caps = flow.contents.caps ?? []
    guard let set = caps.first?.ruleSet else { return 0 }
    _ = set.text
    let again = cap + set.json().serialized() + Array("}]}".utf8)
    let read = (try? LeadConduit.Flow.read(again))?.contents.caps?.first?.ruleSet
    precondition(read == set, "written and read again it is something else")
    return 0
}
