// A configured cap with the place it stands on, found in a flow's document. Knows no counters.

import Models

struct PlacedCap: Hashable, Sendable {
    var flowID: String
    /// Entity id, for caps of a source.
    var sourceID: String?
    /// Short id, for caps of a step.
    var stepID: String?
    /// As configured, what is nested below included.
    var configuration: JSONValue

    /// Every cap of a flow's document with its id, nested ones after the one that holds them.
    static func all(in flow: JSONValue) -> [(id: String, cap: PlacedCap)] {
        guard let flowID = flow["id"]?.text else { return [] }
        var found: [(id: String, cap: PlacedCap)] = []
        collect(flow["caps"], PlacedCap(flowID: flowID, configuration: .null), into: &found)
        for source in flow["sources"]?.array ?? [] {
            let place = PlacedCap(flowID: flowID, sourceID: source["entity"]?["id"]?.text, configuration: .null)
            collect(source["caps"], place, into: &found)
        }
        for step in flow["steps"]?.array ?? [] {
            let place = PlacedCap(flowID: flowID, stepID: step["id"]?.text, configuration: .null)
            collect(step["caps"], place, into: &found)
        }
        return found
    }

    private static func collect(
        _ caps: JSONValue?, _ place: PlacedCap, depth: Int = 0, into found: inout [(id: String, cap: PlacedCap)]
    ) {
        guard depth < FlowCompiler.depthLimit else { return }
        for configuration in caps?.array ?? [] {
            guard let id = configuration["id"]?.text else { continue }
            var cap = place
            cap.configuration = configuration
            found.append((id, cap))
            collect(configuration["caps"], place, depth: depth + 1, into: &found)
        }
    }

    /// The counter as the API shows it.
    func json(_ counter: LeadCounter) -> JSONValue {
        var wire = LeadConduit.CapCounter()
        wire.id = counter.capID
        wire.capIDs = (configuration["caps"]?.array ?? []).compactMap { $0["id"]?.text }
        wire.count = Quantity(counter.count)
        wire.duration = configuration["duration"]?.quantity
        wire.durationUnits = configuration["duration_units"]?.text ?? ""
        wire.expiresAt = counter.window.lastInstant
        wire.failedCount = Quantity(counter.failedCount)
        wire.flowID = flowID
        wire.maximum = configuration["maximum"]?.quantity
        wire.name = configuration["name"]?.text
        wire.sourceID = sourceID
        wire.startedAt = counter.window.startedAt
        wire.stepID = stepID
        wire.timeZone = configuration["time_zone"]?.text
        wire.type = configuration["type"]?.text ?? "volume"
        wire.updatedAt = counter.updatedAt
        var tree = wire.json()
        if let nested = configuration["caps"], !nested.isNull { tree["caps"] = nested }
        return tree
    }
}
