// A network as it was: old counts and maxima in the newest snapshot's objects. Knows no tables.
import Models

/// Puts old values into a snapshot.
struct PastSnapshot {
    let snapshot: NetworkSnapshot
    let at: Timestamp

    /// - Parameters:
    ///   - places: by meter number the place in the snapshot.
    ///   - values: by meter number.
    func rebuilt(_ places: [Int?], _ values: [SampleValue]) -> NetworkSnapshot {
        var found = [SampleValue](repeating: .none, count: snapshot.meters.count)
        for (place, value) in zip(places, values) {
            if let place { found[place] = value }
        }
        var calendars: [String: CapCalendar] = [:]
        var past = snapshot
        past.asOf = at
        past.meters = zip(snapshot.meters, found).compactMap { meter, value in
            value == .none ? nil : rebuilt(meter, value, &calendars)
        }
        return past
    }

    private func rebuilt(
        _ meter: CapMeter, _ value: SampleValue, _ calendars: inout [String: CapCalendar]
    ) -> CapMeter {
        var past = meter
        past.count = value.count == SampleValue.unknown ? nil : Quantity(millionths: value.count)
        past.limit.maximum = value.maximum == SampleValue.unknown ? nil : Quantity(millionths: value.maximum)
        past.failedCount = nil
        past.asOf = at
        if let startedAt = meter.startedAt, startedAt <= at { return past }
        let zone = meter.object.timeZone
        let calendar = calendars[zone] ?? CapCalendar(timeZone: zone)
        calendars[zone] = calendar
        let window = calendar.flatMap { CapWindow.containing(at, period: meter.limit.period, calendar: $0) }
        past.startedAt = window?.startedAt
        past.expiresAt = window.map { meter.object.id.kind == .cap ? $0.lastInstant : $0.endsAt }
        past.isWindowEstimated = true
        return past
    }
}
