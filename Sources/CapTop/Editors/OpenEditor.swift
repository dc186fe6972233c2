// Which object the keys that change something are about, by pane, and the editor that opens on it.
import Models

/// The object under the cursor, as far as the last refresh tells.
struct EditSubject: Equatable {
    var target: EditTarget
    var title: String
    /// The limits that the rows of the caps pane are about, by the API's names.
    var limits: [String] = []
    /// Values on screen, by field.
    var known: [String: FieldValue] = [:]
}

extension EditSubject {
    /// The object of a row in the caps pane.
    init(_ meter: CapMeter) {
        let object = meter.object
        let flowID = object.id.kind == .cap ? object.offer?.id : nil
        self.init(target: EditTarget(object.id, flowID: flowID), title: SubjectText.title(of: object))
        limits = [meter.limitField].compactMap { $0 }
        if target.kind == .customCap || target.kind == .offerGroup { known["is_soft_cap"] = .flag(object.isSoftCap) }
    }

    /// An object of the money side. What lists leave out comes when it is read.
    init(_ row: MoneyRow) {
        self.init(target: row.target, title: "\(row.name), \(row.target.kind.noun) \(row.id)")
        let tree = row.tree
        for field in EditField.fields(of: target.kind) where tree[field.name].map({ !$0.isNull }) == true {
            known[field.name] = field.read(from: tree)
        }
    }

    /// Takes up what another meter of the same object shows.
    mutating func know(_ meter: CapMeter) {
        guard let field = meter.limitField, let maximum = meter.limit.maximum else { return }
        known[field] = .quantity(maximum)
    }
}

extension AppState {
    /// The object under the cursor of the pane in focus; nil where there is none.
    var editSubject: EditSubject? {
        if let resource = moneyResource {
            let rows = moneyRows(resource)
            return selectedMoney(in: rows).map { EditSubject(rows[$0]) }
        }
        switch pane {
        case .caps, .detail: return isGhostGone ? nil : selectedCap.flatMap(capSubject)
        case .affiliates: return affiliates.id.flatMap(affiliateSubject)
        case .offers: return offers.id.flatMap(offerSubject)
        }
    }

    func capSubject(_ meter: CapMeter) -> EditSubject? {
        let object = meter.object
        var subject = EditSubject(meter)
        for other in metersAround(object) where other.object.id == object.id {
            subject.know(other)
        }
        return subject
    }

    func affiliateSubject(_ id: SubjectID) -> EditSubject? {
        guard let network = networkState(named: id.network), let snapshot = network.snapshot else { return nil }
        let affiliate = snapshot.affiliates.first { $0.id == id.id }
        let name = affiliate?.name ?? id.id
        guard network.network.kind == .leadconduit else {
            return EditSubject(
                target: EditTarget(network: id.network, kind: .affiliate, key: id.id),
                title: "\(name), affiliate \(id.id)",
                known: affiliate.map { ["account_status": .text($0.status)] } ?? [:])
        }
        // A source belongs to a flow: that of the selected cap, else the first that it sends to.
        let own = snapshot.meters.filter { $0.object.affiliate?.id == id.id }
        let chosen = own.first { $0.object.offer?.id == selectedCap?.object.offer?.id } ?? own.first
        guard let flow = chosen?.object.offer else { return nil }
        return EditSubject(
            target: EditTarget(network: id.network, kind: .source, key: id.id, flowID: flow.id),
            title: "\(name), source of \(flow.name)")
    }

    func offerSubject(_ id: SubjectID) -> EditSubject? {
        guard let network = networkState(named: id.network) else { return nil }
        let offer = network.snapshot?.offers.first { $0.id == id.id }
        let isFlow = network.network.kind == .leadconduit
        let kind = isFlow ? EditableKind.flow : .offer
        var subject = EditSubject(
            target: EditTarget(network: id.network, kind: kind, key: id.id),
            title: "\(offer?.name ?? id.id), \(kind.noun) \(id.id)")
        guard !isFlow else {
            subject.known["enabled"] = offer.map { .flag($0.status == "enabled") }
            return subject
        }
        subject.known["offer_status"] = offer.map { .text($0.status) }
        let object = ObjectID(network: id.network, kind: .offer, key: id.id)
        for meter in network.snapshot?.meters ?? [] where meter.object.id == object { subject.know(meter) }
        return subject
    }

    func groupSubject(_ id: SubjectID) -> EditSubject? {
        guard let snapshot = networkState(named: id.network)?.snapshot,
            let group = snapshot.groups.first(where: { $0.id == id.id })
        else { return nil }
        var subject = EditSubject(
            target: EditTarget(network: id.network, kind: .offerGroup, key: id.id),
            title: "\(group.name), offer group \(id.id)",
            known: ["name": .text(group.name), "offer_group_status": .text(group.status)])
        let object = ObjectID(network: id.network, kind: .group, key: id.id)
        for meter in snapshot.meters where meter.object.id == object { subject.know(meter) }
        return subject
    }

    /// The object that a target names, among those of the lists; nil for one that is not there any more.
    func subject(of target: EditTarget) -> EditSubject? {
        let id = SubjectID(network: target.network, id: target.key)
        switch target.kind {
        case .offer, .flow: return offerSubject(id)
        case .affiliate: return affiliateSubject(id)
        case .offerGroup: return groupSubject(id)
        case .customCap, .customPayout, .tieredCommission, .affiliateTier, .leadCap, .source: return nil
        }
    }

    /// The meters of an object as they are shown now, by field.
    func meters(of target: EditTarget) -> [String: CapMeter] {
        guard let network = networkState(named: target.network) else { return [:] }
        let server = network.serverTime(at: now)
        var meters: [String: CapMeter] = [:]
        for meter in metersAround(target) where meter.object.isEdited(as: target) {
            guard let field = meter.limitField else { continue }
            meters[field] = meter.shown(at: server)
        }
        return meters
    }

    /// Where its meters are among: few for what is under the cursor, as it mostly is.
    private func metersAround(_ target: EditTarget) -> [CapMeter] {
        if let object = selectedCap?.object, object.isEdited(as: target) { return metersAround(object) }
        return networkState(named: target.network)?.snapshot?.meters ?? []
    }

    // MARK: - Opening

    /// Opens an editor on the object under the cursor.
    ///
    /// - Parameter limit: proposed for the row's own limit.
    mutating func openEditor(proposing limit: String? = nil) -> [Effect] {
        guard let subject = editSubject else {
            message = whyNothing(to: "edit")
            return []
        }
        guard limit == nil || !subject.limits.isEmpty else {
            message = "this row has no limit of its own; e edits its fields"
            return []
        }
        var typed: [String: String] = [:]
        for field in subject.limits { typed[field] = limit }
        return open(
            ObjectEditor(
                subject.target, title: subject.title, known: subject.known, typed: typed, focus: subject.limits.first))
    }

    /// Opens the deletion of what is under the cursor; of what the API cannot delete, its retirement.
    mutating func openDeletion() -> [Effect] {
        guard let subject = editSubject else {
            message = whyNothing(to: "delete")
            return []
        }
        let target = subject.target
        if let (field, status) = target.kind.money?.retirement {
            return open(
                ObjectEditor(
                    target, title: subject.title, known: subject.known, typed: [field: status], focus: field))
        }
        guard target.kind == .customCap || target.kind == .customPayout else {
            message = target.kind.insteadOfDeletion(by: keymap.keyName(of: .capEdit) ?? ":cap.edit")
            return []
        }
        return open(ObjectEditor(target, .delete, title: subject.title, known: subject.known))
    }

    private func whyNothing(to verb: String) -> String {
        let isOnGhost = moneyResource == nil && (pane == .caps || pane == .detail) && ghost != nil
        if isOnGhost { return "this cap is not in its network any more" }
        let isOnAll = moneyResource == nil && (pane == .affiliates || pane == .offers)
        return isOnAll ? "this row stands for all of them: move to one" : "there is nothing to \(verb) here"
    }

    /// Opens the creation of what the screen lists; on the caps screen of a custom cap.
    mutating func openCreation() -> [Effect] {
        guard let resource = moneyResource else {
            openPicker()
            return []
        }
        let everflow = networks.filter { $0.network.kind == .everflow && !$0.isLocked }.map(\.network.name)
        let here = editSubject?.target.network
        guard let network = everflow.first(where: { $0 == here }) ?? everflow.first else {
            message = "no unlocked Everflow network is shown"
            return []
        }
        return open(ObjectEditor(creating: resource, network: network))
    }

    mutating func open(_ editor: ObjectEditor) -> [Effect] {
        // The chart has no room for it.
        if screen == .chart { screen = .caps }
        self.editor = editor
        // The cursor stays on what is edited, also when nothing has been moved yet.
        noteMove()
        overlays.append(.editor)
        keepCursorsInView()
        return editor.reading == .waiting ? [.read(editor.target)] : []
    }

    /// What is on its way goes on; what comes of it is told in the bottom line.
    mutating func leaveSending() {
        if let edit = editor?.sent { leftEdits.append(edit) }
        closeEditor()
    }

    mutating func closeEditor() {
        editor = nil
        confirm = nil
        overlays.removeAll { $0 == .editor || $0 == .confirm }
        keepCursorsInView()
    }
}

extension EditableKind {
    /// What to do where captop deletes nothing.
    fileprivate func insteadOfDeletion(by key: String) -> String {
        let way =
            switch self {
            case .leadCap: "\(key) can set a maximum that is never reached"
            case .flow, .source: "\(key) can set enabled to false"
            case .affiliate: "\(key) can change its account_status"
            default: "limits are switched off with \(key), then off"
            }
        return "this cannot be deleted; \(way)"
    }
}

extension CapObject {
    /// Whether an editor on `target` is about this object.
    func isEdited(as target: EditTarget) -> Bool {
        id.key == target.key && id.network == target.network && EditTarget(id).kind == target.kind
    }
}

extension CapMeter {
    /// The API's name of the field that holds its limit; nil for a limit that has none.
    var limitField: String? {
        object.id.kind == .cap ? "maximum" : Everflow.CapMatrix.wireName(limit.metric, limit.period)
    }
}
