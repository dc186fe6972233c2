// What a start makes of the samples that earlier ones have stored: windows of several units are LeadConduit's own, and no new
// one begins with each of their units.
import Foundation
import Models
import Store
import Testing

@testable import CapTop

@Suite struct RememberedForecastTests {
    private static let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("captop-\(UUID().uuidString)").path

    /// The counter of a cap that counts steadily since its window began.
    private func snapshot(_ period: CapPeriod, hours: Double, of length: Double, perHour: Double, maximum: Int)
        -> NetworkSnapshot
    {
        let start = Sample.now.adding(milliseconds: -72_000_000)
        let object = CapObject(
            id: ObjectID(network: "leads", kind: .cap, key: "a1"), scope: .flow, name: "cap",
            offer: NamedID(id: "f", name: "Solar Leads"), timeZone: "UTC")
        let at = start.adding(milliseconds: Int64(hours * 3_600_000))
        let meter = CapMeter(
            object: object, limit: CapLimit(metric: .lead, period: period, maximum: Quantity(maximum)),
            count: Quantity(Int(hours * perHour)), startedAt: start,
            expiresAt: start.adding(milliseconds: Int64(length * 3_600_000)), asOf: at)
        return NetworkSnapshot(network: Sample.leads, meters: [meter], asOf: at)
    }

    @Test(
        "every start forecasts a steady cap of two days, or of fifteen minutes, alike",
        arguments: [
            (CapPeriod(unit: .day, length: 2), 48.0, 10.0, 600, 0.5),
            (CapPeriod(unit: .minute, length: 15), 0.25, 2_400.0, 1_000, 0.005),
        ])
    func severalUnits(period: CapPeriod, length: Double, perHour: Double, maximum: Int, step: Double) async throws {
        let store = try StateStore(path: "\(Self.folder)-\(period.length)/captop.sqlite", now: { Sample.now })
        defer { try? FileManager.default.removeItem(atPath: "\(Self.folder)-\(period.length)") }
        for hours in stride(from: length / 10, through: length * 0.8, by: step) {
            let snapshot = snapshot(period, hours: hours, of: length, perHour: perHour, maximum: maximum)
            // Each time another process.
            let forecast = try #require(await Forecaster(store: store).take(snapshot).first ?? nil)
            let rate = try #require(forecast.ratePerHour)
            #expect(abs(rate - perHour) < perHour * 0.25, "after \(hours) h: \(rate) an hour")
            #expect(forecast.tripsAt == nil, "it has counted \(perHour * length) of \(maximum) at the reset")
        }
    }
}
