// Marked rows, by id: what a bulk change is about. Marks stay while lists are filtered and sorted under them.
import Models

struct Marks: Equatable, Sendable {
    var caps: Set<MeterID> = []
    var affiliates: Set<SubjectID> = []
    var offers: Set<SubjectID> = []

    var isEmpty: Bool { caps.isEmpty && affiliates.isEmpty && offers.isEmpty }
}

extension AppState {
    /// Whether the pane in focus has marked rows.
    var hasMarks: Bool {
        switch pane {
        case .caps, .detail: !marks.caps.isEmpty
        case .affiliates: !marks.affiliates.isEmpty
        case .offers: !marks.offers.isEmpty
        }
    }

    /// Marks the row under the cursor, or takes its mark away.
    mutating func toggleMark() {
        switch pane {
        case .caps, .detail: if ghost == nil, let id = caps.id { marks.caps.formSymmetricDifference([id]) }
        case .affiliates: if let id = affiliates.id { marks.affiliates.formSymmetricDifference([id]) }
        case .offers: if let id = offers.id { marks.offers.formSymmetricDifference([id]) }
        }
    }

    /// Marks every row of the pane in focus; when all are marked, takes all their marks away.
    mutating func toggleAllMarks() {
        switch pane {
        case .caps, .detail: marks.caps.toggle(Set(dashboard.caps.compactMap { rawMeter($0)?.id }))
        case .affiliates: marks.affiliates.toggle(Set(dashboard.affiliates.map(\.id)))
        case .offers: marks.offers.toggle(Set(dashboard.offers.map(\.id)))
        }
    }

    /// The marked objects of the pane in focus, each once with all its marked limits.
    var markedSubjects: [EditSubject] {
        switch pane {
        case .caps, .detail: markedCapSubjects
        case .affiliates: marks.affiliates.sorted().compactMap(affiliateSubject)
        case .offers: marks.offers.sorted().compactMap(offerSubject)
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
