// Any bytes as every answer of LeadConduit's, flows with their nested caps and rule sets among them: read, or refused with an
// error; a flow that is read is written back with everything that it had.
import Models

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? LeadConduit.CapCounter.readList(bytes)
    _ = try? LeadConduit.Flow.readList(bytes)
    _ = try? LeadConduit.Account.read(bytes)
    _ = try? LeadConduit.Entity.readList(bytes)
    _ = try? LeadConduit.PingLimit.readList(bytes)
    _ = try? LeadConduit.ChangelogEntry.readList(bytes)
    _ = try? LeadConduit.ServerStatus.read(bytes)
    _ = try? LeadConduit.DeployAnswer.read(bytes)
    _ = try? LeadConduit.TooManyRequests.read(bytes)
    _ = try? LeadConduit.User.read(bytes)
    if let flow = try? LeadConduit.Flow.read(bytes) { _ = flow.contents }
    return 0
}
