// Marked rows, by id: what a bulk change is about. Marks stay while lists are filtered and sorted under them.
import Models

struct Marks: Equatable, Sendable {
    var caps: Set<MeterID> = []
    var affiliates: Set<SubjectID> = []
    var offers: Set<SubjectID> = []
    /// Settings, commissions and tiers, by their screens.
    var money: [Screen: Set<SubjectID>] = [:]

    var isEmpty: Bool { caps.isEmpty && affiliates.isEmpty && offers.isEmpty && money.values.allSatisfy(\.isEmpty) }
}

extension Marks {
    mutating func subtract(_ other: Marks) {
        caps.subtract(other.caps)
        affiliates.subtract(other.affiliates)
        offers.subtract(other.offers)
        for (screen, ids) in other.money { money[screen]?.subtract(ids) }
    }

    func subtracting(_ other: Marks) -> Marks {
        var rest = self
        rest.subtract(other)
        return rest
    }
}

extension AppState {
    /// Whether the screen or pane in focus has marked rows.
    var hasMarks: Bool {
        if moneyResource != nil { return marks.money[screen]?.isEmpty == false }
        switch pane {
        case .caps, .detail: return !marks.caps.isEmpty
        case .affiliates: return !marks.affiliates.isEmpty
        case .offers: return !marks.offers.isEmpty
        }
    }

    /// Marks the row under the cursor, or takes its mark away.
    mutating func toggleMark() {
        if let resource = moneyResource {
            let rows = moneyRows(resource)
            if let line = selectedMoney(in: rows) {
                marks.money[screen, default: []].formSymmetricDifference([rows[line].subject])
            }
            return
        }
        switch pane {
        case .caps, .detail: if ghost == nil, let id = caps.id { marks.caps.formSymmetricDifference([id]) }
        case .affiliates: if let id = affiliates.id { marks.affiliates.formSymmetricDifference([id]) }
        case .offers: if let id = offers.id { marks.offers.formSymmetricDifference([id]) }
        }
    }

    /// Marks every row of the pane in focus; when all are marked, takes all their marks away.
    mutating func toggleAllMarks() {
        if let resource = moneyResource {
            marks.money[screen, default: []].toggle(Set(moneyRows(resource).map(\.subject)))
            return
        }
        switch pane {
        case .caps, .detail: marks.caps.toggle(Set(dashboard.caps.compactMap { rawMeter($0)?.id }))
        case .affiliates: marks.affiliates.toggle(Set(dashboard.affiliates.map(\.id)))
        case .offers: marks.offers.toggle(Set(dashboard.offers.map(\.id)))
        }
    }

    /// Takes the marks of objects away that have been changed.
    mutating func unmark(_ targets: Set<EditTarget>) {
        func name(_ kind: EditableKind, _ network: String, _ key: String) -> String {
            "\(network)/\(kind.rawValue):\(key)"
        }
        let changed = Set(targets.map { name($0.kind, $0.network, $0.key) })
        func remains(_ kind: EditableKind) -> (SubjectID) -> Bool {
            { !changed.contains(name(kind, $0.network, $0.id)) }
        }
        marks.caps = marks.caps.filter { id in
            !changed.contains(name(EditTarget(id.object).kind, id.object.network, id.object.key))
        }
        marks.affiliates = marks.affiliates.filter(remains(.affiliate)).filter(remains(.source))
        marks.offers = marks.offers.filter(remains(.offer)).filter(remains(.flow))
        marks.money[.payouts] = marks.money[.payouts]?.filter(remains(.customPayout))
        marks.money[.commissions] = marks.money[.commissions]?.filter(remains(.tieredCommission))
        marks.money[.tiers] = marks.money[.tiers]?.filter(remains(.affiliateTier))
    }

    /// The marked objects of the pane in focus, each once with all its marked limits.
    var markedSubjects: [EditSubject] {
        if let resource = moneyResource {
            let marked = marks.money[screen] ?? []
            return moneyRows(resource, filter: "").filter { marked.contains($0.subject) }.map(EditSubject.init)
        }
        switch pane {
        case .caps, .detail: return markedCapSubjects
        case .affiliates: return marks.affiliates.sorted().compactMap(affiliateSubject)
        case .offers: return marks.offers.sorted().compactMap(offerSubject)
        }
    }

    /// In one pass, because marks may be thousands.
    private var markedCapSubjects: [EditSubject] {
        let objects = Set(marks.caps.map(\.object))
        var places: [ObjectID: Int] = [:]
        var subjects: [EditSubject] = []
        for meter in networks.flatMap({ $0.snapshot?.meters ?? [] }) where objects.contains(meter.object.id) {
            let place = places[meter.object.id] ?? subjects.count
            if place == subjects.count {
                places[meter.object.id] = place
                var subject = EditSubject(meter)
                subject.limits = []
                subjects.append(subject)
            }
            subjects[place].know(meter)
            if marks.caps.contains(meter.id), let field = meter.limitField { subjects[place].limits.append(field) }
        }
        return subjects
    }
}

extension Set {
    fileprivate mutating func toggle(_ all: Set) {
        self = all.isSubset(of: self) ? subtracting(all) : union(all)
    }
}
