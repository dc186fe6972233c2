// Any bytes as every answer of LeadConduit's, flows with their nested caps and rule sets among them: read, or refused with an
// error; a flow that is read is written back with everything that it had, also where one of its caps is put in its place.
import Models

private func readOthers(_ bytes: [UInt8]) {
    _ = try? LeadConduit.CapCounter.readList(bytes)
    _ = try? LeadConduit.CapCounter.read(bytes)
    _ = try? LeadConduit.Account.read(bytes)
    _ = try? LeadConduit.Entity.readList(bytes)
    _ = try? LeadConduit.Entity.read(bytes)
    _ = try? LeadConduit.PingLimit.readList(bytes)
    _ = try? LeadConduit.PingLimit.read(bytes)
    _ = try? LeadConduit.ChangelogEntry.readList(bytes)
    _ = try? LeadConduit.ServerStatus.read(bytes)
    _ = try? LeadConduit.DeployAnswer.read(bytes)
    _ = try? LeadConduit.TooManyRequests.read(bytes)
    _ = try? LeadConduit.User.read(bytes)
    _ = LeadConduit.errorMessage(in: bytes)
}

/// - Parameter tree: what the flow came as.
private func writeBack(_ flow: LeadConduit.Flow, of tree: JSONValue) {
    let body = flow.json().serialized()
    precondition((try? JSONValue.parse(body)) == tree, "what is written back is not what was read")
    precondition((try? LeadConduit.Flow.read(body))?.contents == flow.contents, "read again it is another flow")
    for path in LeadConduit.FlowEdit.capPaths(in: tree).prefix(8) {
        guard let cap = tree[path] else { preconditionFailure("no cap at \(path.text)") }
        precondition(tree.replacing(path, with: cap) == tree, "a cap put in its place changes something else")
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    readOthers(bytes)
    let (flow, flows) = (try? LeadConduit.Flow.read(bytes), try? LeadConduit.Flow.readList(bytes))
    guard let tree = try? JSONValue.parse(bytes) else {
        precondition(flow == nil && flows == nil, "flows are read from what is no JSON")
        return 0
    }
    if let flow { writeBack(flow, of: tree) }
    var trees = (tree.array ?? [])[...]
    for flow in flows?.items ?? [] {
        // Those that were passed over come between.
        while let next = trees.first, next != flow.tree { trees.removeFirst() }
        guard let next = trees.popFirst() else { preconditionFailure("a flow is listed that did not come") }
        writeBack(flow, of: next)
    }
    return 0
}
