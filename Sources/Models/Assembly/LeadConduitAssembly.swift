// Turns a LeadConduit account's flows and counters into a snapshot: every configured cap is a meter, with its counter's
// values unchanged or as 0 of N; counters without configuration follow. Pure.

extension LeadConduitInventory {
    /// Everything known of the account as of `now`, the instant at which its counters were read.
    public func snapshot(
        of network: Network, now: Timestamp, clockSkew: Int64 = 0, notes: [String] = []
    ) async -> NetworkSnapshot {
        await snapshot(of: network, freshlyAssembled(network, now), now: now, clockSkew: clockSkew, notes: notes)
    }

    /// The same, from the meters of the snapshot before where only counts have changed since.
    public mutating func nextSnapshot(
        of network: Network, now: Timestamp, clockSkew: Int64 = 0, notes: [String] = []
    ) async -> NetworkSnapshot {
        if assembled?.advance(to: now) == true, let assembled {
            return snapshot(of: network, assembled, now: now, clockSkew: clockSkew, notes: notes)
        }
        let fresh = await freshlyAssembled(network, now)
        assembled = fresh
        return snapshot(of: network, fresh, now: now, clockSkew: clockSkew, notes: notes)
    }

    private func freshlyAssembled(_ network: Network, _ now: Timestamp) async -> LeadConduitMeters {
        var assembly = await LeadConduitAssembly(inventory: self, network: network, now: now)
        for flow in flows { assembly.add(flow) }
        await assembly.addOrphans()
        return LeadConduitMeters(
            meters: assembly.meters, places: assembly.places, notes: assembly.notes,
            pending: assembly.pending, zone: assembly.zones.account?.identifier)
    }

    private func snapshot(
        of network: Network, _ assembled: LeadConduitMeters, now: Timestamp, clockSkew: Int64, notes: [String]
    ) -> NetworkSnapshot {
        var named = network
        named.accountName = account?.name ?? network.accountName
        named.timeZone = assembled.zone ?? network.timeZone
        var snapshot = NetworkSnapshot(
            network: named, affiliates: everySource, offers: flows.map { Offer($0) },
            steps: flows.flatMap { flow in flow.steps.filter(\.isRecipient).map { Step($0, flowID: flow.id) } },
            meters: assembled.meters, asOf: now, clockSkew: clockSkew, notes: notes + assembled.notes)
        snapshot.pending = assembled.pending
        return snapshot
    }

    /// Sources by entity: one entity may serve several flows, and counts as enabled when any of them lets it in.
    private var everySource: [Affiliate] {
        var order: [String] = []
        var found: [String: Affiliate] = [:]
        for source in flows.flatMap(\.sources) {
            let known = NamedID(source)
            if found[known.id] == nil { order.append(known.id) }
            let isEnabled = source.enabled || found[known.id]?.status == "enabled"
            found[known.id] = Affiliate(
                id: known.id, name: known.name, status: isEnabled ? "enabled" : "disabled")
        }
        return order.compactMap { found[$0] }
    }
}

extension Offer {
    init(_ flow: LeadConduit.FlowContents) {
        self.init(id: flow.id, name: flow.name, status: flow.enabled ? "enabled" : "disabled")
    }
}

extension Step {
    init(_ step: LeadConduit.Step, flowID: String) {
        self.init(id: step.id, flowID: flowID, name: step.displayName, isEnabled: step.enabled)
    }
}

extension NamedID {
    /// The entity behind a source; counters name this id.
    init(_ source: LeadConduit.Source) {
        let id = source.entity.map(\.id).flatMap { $0.isEmpty ? nil : $0 } ?? source.id
        let name = source.entity.map(\.name).flatMap { $0.isEmpty ? nil : $0 } ?? id
        self.init(id: id, name: name)
    }
}

/// Where a cap stands: the flow itself, a source or a step of it.
struct LeadConduitPlace {
    var scope: CapScope
    var flow: NamedID?
    var source: NamedID?
    var step: NamedID?
    var isEnabled = true

    /// The UI's words for a cap without a name, before its number (LeadConduit reference, 4.4).
    var defaultName: String {
        switch scope {
        case .step: "\(step?.name ?? "") Step"
        case .source: "\(source?.name ?? "") Source"
        default: "\(flow?.name ?? "") Flow"
        }
    }
}

/// Which calendar a cap resets by (LeadConduit reference, section 9, rule 14).
struct LeadConduitZones {
    let account: CapCalendar?
    private var contexts: CapContexts
    /// The last zone named: most caps name the same, and threads need not meet over it.
    private var last: (name: String, identifier: String?) = ("", nil)

    init(_ account: LeadConduit.Account?, network: String) {
        self.account = account?.timeZone.flatMap { CapCalendar(timeZone: $0) }
        contexts = CapContexts(network: network)
    }

    /// In the cap's own zone, else the account's, else UTC.
    mutating func context(of name: String?) -> CapContext {
        guard let name, !name.isEmpty else {
            return contexts.context(timeZone: (account ?? .utc).identifier, isTimeZoneAssumed: account == nil)
        }
        if name != last.name { last = (name, CapCalendar(timeZone: name)?.identifier) }
        return contexts.context(
            timeZone: last.identifier ?? (account ?? .utc).identifier, isTimeZoneAssumed: last.identifier == nil)
    }
}

/// Flows and sources as counters name them that no flow at hand configures.
private struct OrphanNames {
    var flows = NamedIDs<String>()
    var sources = NamedIDs<String>()
}

struct LeadConduitAssembly {
    /// Caps that a note names.
    private static let mostNamed = 3

    private let network: Network
    private let now: Timestamp
    private let counters: CounterList
    private let hasAllCounters: Bool
    private let countersByID: CounterPlaces
    private let flows: [String: LeadConduit.FlowContents]
    /// Counters that have a meter, by place, and caps without a counter that have one.
    private var isTaken: [Bool]
    private var seen: Set<String> = []
    /// Caps whose counters have not taken up what is configured.
    private(set) var pending: Set<ObjectID> = []
    /// What they are called and count to, in the order of the flows.
    private var pendingNames: [String] = []
    private var withoutID = 0
    private(set) var zones: LeadConduitZones
    private var names = OrphanNames()
    private(set) var meters: [CapMeter] = []
    /// By the counter's place that of its meter; -1 for none.
    private(set) var places: [Int32]

    init(inventory: LeadConduitInventory, network: Network, now: Timestamp) async {
        self.network = network
        self.now = now
        counters = inventory.counters
        hasAllCounters = inventory.hasAllCounters
        countersByID = await CounterPlaces(inventory.counters)
        places = Array(repeating: -1, count: inventory.counters.count)
        isTaken = Array(repeating: false, count: inventory.counters.count)
        for place in countersByID.repeated { isTaken[place] = true }
        flows = Dictionary(inventory.flows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        zones = LeadConduitZones(inventory.account, network: network.name)
    }

    var notes: [String] {
        var notes: [String] = []
        if !pendingNames.isEmpty {
            let named = pendingNames.prefix(LeadConduitAssembly.mostNamed).joined(separator: ", ")
            let more = pendingNames.count - LeadConduitAssembly.mostNamed
            notes.append(
                "pending, not deployed or no lead since: \(named)" + (more > 0 ? " and \(more) more" : ""))
        }
        if withoutID > 0 { notes.append("\(withoutID) configured caps have no id and are not shown") }
        return notes
    }

    mutating func add(_ flow: LeadConduit.FlowContents) {
        let named = NamedID(id: flow.id, name: flow.name)
        add(flow.caps, LeadConduitPlace(scope: .flow, flow: named, isEnabled: flow.enabled))
        for source in flow.sources {
            add(
                source.caps,
                LeadConduitPlace(
                    scope: .source, flow: named, source: NamedID(source), isEnabled: flow.enabled && source.enabled))
        }
        for step in flow.steps {
            let name = NamedID(id: step.id, name: step.displayName)
            add(
                step.caps,
                LeadConduitPlace(scope: .step, flow: named, step: name, isEnabled: flow.enabled && step.enabled))
        }
    }

    /// Counters that no flow at hand configures, each followed by the caps that it says are nested in it.
    mutating func addOrphans() async {
        let orphans = counters.indices.filter { !isTaken[$0] }
        var nested: Set<String> = []
        for place in orphans {
            if let caps = counters[place].caps { nested.formUnion(caps.map(\.id)) }
            guard let ids = counters[place].capIDs else { continue }
            nested.formUnion(ids.filter { $0 != counters[place].id && countersByID[$0] != nil })
        }
        if nested.isEmpty { return await addAtOnce(orphans) }
        for place in orphans where !nested.contains(counters[place].id) {
            addOrphan(place, parent: nil, depth: 0)
        }
        // Roots came first, so that a nested counter is met below its parent; what is left stands in a circle of its own.
        for place in orphans { addOrphan(place, parent: nil, depth: 0) }
    }

    private mutating func addOrphan(_ place: Int, parent: ObjectID?, depth: Int) {
        guard depth < LeadConduitInventory.depthLimit, !isTaken[place] else { return }
        let counter = counters[place]
        isTaken[place] = true
        places[place] = Int32(truncatingIfNeeded: meters.count)
        let stands = self.place(of: counter, &names)
        meters.append(orphan(counter, stands, parent: parent, &zones))
        add(nested: counter.caps, below: counter.id, stands, name: counter.id, depth: depth)
        for id in counter.capIDs ?? [] {
            guard let below = countersByID[id] else { continue }
            addOrphan(below, parent: objectID(counter.id), depth: depth + 1)
        }
    }

    /// Orphans of which none is nested in another, all cores at work: they are many where flows cannot be seen.
    private mutating func addAtOnce(_ orphans: [Int]) async {
        for (number, place) in orphans.enumerated() {
            isTaken[place] = true
            places[place] = Int32(truncatingIfNeeded: meters.count + number)
        }
        let assembly = self
        let row = UnsafeMutableBufferPointer<CapMeter>.allocate(capacity: orphans.count)
        defer { row.deallocate() }
        nonisolated(unsafe) let made = row
        await withTaskGroup(of: Void.self) { group in
            for start in stride(from: 0, to: orphans.count, by: LeadConduitAssembly.part) {
                group.addTask {
                    var (zones, names) = (assembly.zones, OrphanNames())
                    for number in start..<min(start + LeadConduitAssembly.part, orphans.count) {
                        let counter = assembly.counters[orphans[number]]
                        let stands = assembly.place(of: counter, &names)
                        made.initializeElement(at: number, to: assembly.orphan(counter, stands, parent: nil, &zones))
                    }
                }
            }
        }
        // Moved, as copies would count the references in it.
        meters = Array(unsafeUninitializedCapacity: meters.count + row.count) { all, count in
            count = all.initialize(fromContentsOf: meters)
            count = all[count...].moveInitialize(fromContentsOf: row)
        }
    }

    /// So many orphans are made into meters at once.
    private static let part = 2_048

    private func orphan(
        _ counter: LeadConduit.CapCounter, _ stands: LeadConduitPlace, parent: ObjectID?,
        _ zones: inout LeadConduitZones
    ) -> CapMeter {
        let object = CapObject(
            .cap, key: counter.id, in: zones.context(of: counter.timeZone), scope: stands.scope,
            name: counter.name.flatMap { $0.isEmpty ? nil : $0 } ?? counter.id,
            affiliate: stands.source, offer: stands.flow, step: stands.step, parent: parent,
            rules: LeadConduitAssembly.kindLine(counter.type), isEnabled: stands.isEnabled)
        return counted(object, counter, maximum: counter.maximum)
    }

    /// What a counter says of where it belongs (LeadConduit reference, 2.2 and 4.1).
    private func place(of counter: LeadConduit.CapCounter, _ names: inout OrphanNames) -> LeadConduitPlace {
        let flow = counter.flowID.flatMap { flows[$0] }
        let named = counter.flowID.map { id in
            names.flows.named(id) { NamedID(id: $0, name: flow?.name ?? $0) }
        }
        var place = LeadConduitPlace(scope: counter.scope, flow: named, isEnabled: flow?.enabled ?? true)
        switch counter.scope {
        case .step:
            guard let id = counter.stepID else { break }
            let step = flow?.steps.first { $0.id == id }
            place.step = NamedID(id: id, name: step?.displayName ?? id)
        case .source:
            guard let id = counter.sourceID else { break }
            let sources = flow?.sources ?? []
            let source = sources.first { $0.entity?.id == id } ?? sources.first { $0.id == id }
            place.source = source.map { NamedID($0) } ?? names.sources.named(id) { NamedID(id: $0, name: $0) }
        default: break
        }
        return place
    }

    private mutating func add(_ caps: [LeadConduit.CapConfiguration]?, _ place: LeadConduitPlace) {
        for (index, cap) in (caps ?? []).enumerated() {
            addTree(cap, place, name: "\(place.defaultName) - Cap \(index + 1)", parent: nil, depth: 0)
        }
    }

    private mutating func addTree(
        _ cap: LeadConduit.CapConfiguration, _ place: LeadConduitPlace, name: String, parent: ObjectID?, depth: Int
    ) {
        guard depth < LeadConduitInventory.depthLimit else { return }
        guard !cap.id.isEmpty else {
            withoutID += 1
            return
        }
        let counter = countersByID[cap.id]
        if let counter {
            guard !isTaken[counter] else { return }
            isTaken[counter] = true
        } else {
            guard seen.insert(cap.id).inserted else { return }
        }
        add(cap, place, name: name, parent: parent, depth: depth, counter: counter)
    }

    /// - Parameter counter: the place of the cap's own; nil without one.
    private mutating func add(
        _ cap: LeadConduit.CapConfiguration, _ place: LeadConduitPlace, name: String, parent: ObjectID?, depth: Int,
        counter: Int?
    ) {
        meters.append(meter(cap, place, defaultName: name, parent: parent, counter: counter))
        add(nested: cap.caps, below: cap.id, place, name: name, depth: depth)
    }

    private mutating func add(
        nested caps: [LeadConduit.CapConfiguration]?, below id: String, _ place: LeadConduitPlace, name: String,
        depth: Int
    ) {
        for (index, nested) in (caps ?? []).enumerated() {
            addTree(nested, place, name: "\(name).\(index + 1)", parent: objectID(id), depth: depth + 1)
        }
    }

    private func objectID(_ key: String) -> ObjectID {
        ObjectID(network: network.name, kind: .cap, key: key)
    }

    private mutating func meter(
        _ cap: LeadConduit.CapConfiguration, _ place: LeadConduitPlace, defaultName: String, parent: ObjectID?,
        counter counterPlace: Int?
    ) -> CapMeter {
        let counter = counterPlace.map { counters[$0] }
        if let counterPlace { places[counterPlace] = Int32(truncatingIfNeeded: meters.count) }
        let object = CapObject(
            .cap, key: cap.id, in: zones.context(of: cap.timeZone ?? counter?.timeZone), scope: place.scope,
            name: [cap.name, counter?.name].compactMap { $0 }.first { !$0.isEmpty } ?? defaultName,
            affiliate: place.source, offer: place.flow, step: place.step, parent: parent,
            rules: (cap.ruleSet?.lines ?? []) + LeadConduitAssembly.kindLine(counter?.type ?? cap.type),
            isEnabled: place.isEnabled)
        guard let counter else { return uncounted(object, cap) }
        if let maximum = cap.maximum, maximum != counter.maximum {
            pending.insert(object.id)
            pendingNames.append("\(object.name) (counts to \(counter.maximum?.description ?? "no limit"))")
        }
        // The configured one, whenever the counter takes it up (LeadConduit reference, 3.5).
        return counted(object, counter, maximum: cap.maximum ?? counter.maximum)
    }

    private func counted(
        _ object: CapObject, _ counter: LeadConduit.CapCounter, maximum: Quantity?
    ) -> CapMeter {
        let limit = CapLimit(metric: .lead, period: counter.period, maximum: maximum)
        var meter = CapMeter(
            object: object, limit: limit, count: counter.count, failedCount: counter.failedCount,
            startedAt: counter.startedAt, expiresAt: counter.expiresAt, asOf: now,
            precision: counter.count == nil ? .unknown : .exact)
        if counter.startedAt == nil && counter.expiresAt == nil { estimateWindow(of: &meter) }
        return meter
    }

    /// A cap without a counter has had no lead in this interval (LeadConduit reference, section 2). Whether nested caps
    /// are counted apart is not documented, so that their zero is an inference. Where a counter could not be read it may be
    /// this one.
    private func uncounted(_ object: CapObject, _ cap: LeadConduit.CapConfiguration) -> CapMeter {
        let limit = CapLimit(metric: .lead, period: cap.period, maximum: cap.maximum)
        let count = hasAllCounters ? Quantity.zero : nil
        var meter = CapMeter(
            object: object, limit: limit, count: count, failedCount: count, asOf: now,
            precision: count == nil ? .unknown : object.parent == nil ? .exact : .derived)
        estimateWindow(of: &meter)
        return meter
    }

    /// LeadConduit's own `expires_at` is the last instant of the interval (LeadConduit reference, 5.1).
    private func estimateWindow(of meter: inout CapMeter) {
        let calendar = CapCalendar(timeZone: meter.object.timeZone) ?? .utc
        guard let window = CapWindow.containing(now, period: meter.limit.period, calendar: calendar) else { return }
        meter.startedAt = window.startedAt
        meter.expiresAt = window.lastInstant
        meter.isWindowEstimated = true
    }

    private static func kindLine(_ type: String?) -> [String] {
        guard let type, !type.isEmpty, type != "volume" else { return [] }
        return ["unknown kind of cap: \(type)"]
    }
}
