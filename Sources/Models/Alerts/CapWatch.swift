// One rule about caps on one network: finds out which caps have crossed with every refresh. Keeps what it has raised, knows no
// other rule and no clock.

struct CapWatch: Sendable {
    private let when: CapQuery
    private let clear: CapQuery?
    private var raised: RaisedSet<MeterID>
    private var isFirst = true
    /// What an earlier process has told, until the first refresh.
    private var recalled: [String: Timestamp]

    init(when: CapQuery, clear: CapQuery?, pace: RaisedSet<MeterID>.Pace, recalled: [String: Timestamp]) {
        self.when = when
        self.clear = clear
        self.recalled = recalled
        raised = RaisedSet(pace: pace)
    }

    /// By the meter's id, when what goes on was told.
    var told: [String: Timestamp] {
        Dictionary(raised.told.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Changes with `told`.
    var revision: Int { raised.revision }

    /// How many caps it remembers.
    var count: Int { raised.count }

    /// What is to be told after a refresh: the places of caps in the snapshot, by occasion.
    ///
    /// - Parameter forecasts: of the snapshot's meters, in their order.
    mutating func take(
        _ snapshot: NetworkSnapshot, forecasts: [Forecast?], _ context: QueryContext, isQuiet: Bool, now: Timestamp
    ) -> [(Alert.Occasion, [Int])] {
        let meters = snapshot.meters
        recall(meters)
        raised.beginRefresh()
        let crossed = when.indices(in: meters, forecasts: forecasts, context).filter {
            raised.note(meters[$0].id, at: $0, isQuiet: isQuiet, now: now)
        }
        noteWhatIsOver(meters, forecasts, context)
        var told: [(Alert.Occasion, [Int])] = crossed.isEmpty ? [] : [(isFirst ? .start : .crossing, crossed)]
        isFirst = false
        if !isQuiet {
            let untold = raised.takeUntold()
            if !untold.isEmpty { told.append((.quietEnd, untold)) }
        }
        raised.endRefresh(now: now)
        return told
    }

    private mutating func recall(_ meters: [CapMeter]) {
        guard !recalled.isEmpty else { return }
        for place in meters.indices {
            guard let alertedAt = recalled[meters[place].id.text] else { continue }
            raised.recall(meters[place].id, at: place, alertedAt: alertedAt)
        }
        recalled = [:]
    }

    /// A cap that is gone counts as over; one whose count is not known at the moment says nothing.
    private mutating func noteWhatIsOver(_ meters: [CapMeter], _ forecasts: [Forecast?], _ context: QueryContext) {
        let unnoted = raised.unnoted
        guard !unnoted.isEmpty else { return }
        let finder = PlaceFinder(meters, wanted: unnoted)
        var known: [(key: MeterID, place: Int)] = []
        for (key, place) in unnoted {
            guard let place = finder.place(of: key, near: place) else {
                raised.miss(key)
                continue
            }
            if meters[place].count == nil { raised.keep(key, at: place) } else { known.append((key, place)) }
        }
        guard let clear else {
            for (key, _) in known { raised.miss(key) }
            return
        }
        let knownForecasts = known.map { forecasts.indices.contains($0.place) ? forecasts[$0.place] : nil }
        let over = Set(clear.indices(in: known.map { meters[$0.place] }, forecasts: knownForecasts, context))
        for (index, item) in known.enumerated() {
            if over.contains(index) { raised.miss(item.key) } else { raised.keep(item.key, at: item.place) }
        }
    }
}

/// Finds meters by their ids: where they stood before, and only when something has moved by a table of all.
private struct PlaceFinder {
    private let meters: [CapMeter]
    private let places: [MeterID: Int]?

    init(_ meters: [CapMeter], wanted: [(key: MeterID, place: Int)]) {
        self.meters = meters
        let haveMoved = wanted.contains { !meters.indices.contains($0.place) || meters[$0.place].id != $0.key }
        guard haveMoved else {
            places = nil
            return
        }
        let keys = Set(wanted.map(\.key))
        var places: [MeterID: Int] = [:]
        for place in meters.indices where keys.contains(meters[place].id) { places[meters[place].id] = place }
        self.places = places
    }

    func place(of key: MeterID, near place: Int) -> Int? {
        guard let places else { return place }
        return places[key]
    }
}
