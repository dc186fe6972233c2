// What the store's tests share: a directory of their own, snapshots with every kind of value, and the sqlite3 program.
import Foundation
import Models
import Store

/// A directory that disappears with its owner.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "captop-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var file: String { path + "/state/captop/captop.sqlite" }
}

enum Sample {
    /// The wall clock of the tests: 2026-03-10T20:20:41Z.
    static let now = Timestamp(seconds: 1_773_174_041)

    /// A snapshot in which every property is set somewhere and missing somewhere; `salt` makes it another one.
    static func snapshot(_ name: String = "acme", objects: Int = 12, salt: Int = 0) -> NetworkSnapshot {
        NetworkSnapshot(
            network: Network(
                name: name, kind: .everflow, environment: .production, accountName: "Lanternfish Network \(salt)",
                timeZone: "America/New_York", currency: salt % 2 == 0 ? "USD" : nil),
            affiliates: [
                Affiliate(id: "51", name: "Harbor Media 🛥 日本 \(salt)", status: "active"),
                Affiliate(id: "51", name: "repeated id", status: "brand new status"),
            ],
            offers: [
                Offer(id: "204", name: "Sunrise Kettle CPA", status: "active", groupID: "9"),
                Offer(id: "205", name: "", status: "paused"),
            ],
            groups: [
                OfferGroup(id: "9", name: "Kettles", status: "active", offerIDs: ["204", "205", "204"]),
                OfferGroup(id: "10", name: "Empty", status: "inactive", offerIDs: []),
            ],
            steps: [Step(id: "s1", flowID: "f1", name: "Deliver", isEnabled: salt % 2 == 0)],
            meters: (0..<objects).flatMap { meters(of: $0, network: name, salt: salt) },
            asOf: now.adding(milliseconds: Int64(salt)), clockSkew: -2_500,
            notes: ["one row without an id was passed over", "two\nlines"])
    }

    private static func meters(of index: Int, network: String, salt: Int) -> [CapMeter] {
        let isCap = index % 3 == 2
        let object = CapObject(
            id: ObjectID(network: network, kind: isCap ? .cap : .custom, key: "\(index)"),
            scope: CapScope.allCases[index % CapScope.allCases.count], name: "cap \(index) of \(salt)",
            affiliate: index % 2 == 0 ? NamedID(id: "51", name: "Harbor Media") : nil,
            offer: index % 4 == 0 ? nil : NamedID(id: "204", name: "Sunrise Kettle CPA"),
            step: isCap ? NamedID(id: "s1", name: "Deliver") : nil,
            parent: isCap && index > 3 ? ObjectID(network: network, kind: .cap, key: "\(index - 3)") : nil,
            rules: isCap ? ["state is equal to TX and", "phone is not blank"] : [], isSoftCap: index % 5 == 0,
            isEnabled: index % 7 != 0, timeZone: "Pacific/Chatham", isTimeZoneAssumed: index % 2 == 1,
            currency: index % 2 == 0 ? "EUR" : nil)
        let periods = [
            CapPeriod.daily, .global, CapPeriod(unit: .minute, length: 15), CapPeriod(unit: .other("fortnight")),
        ]
        return periods.enumerated().map { place, period in
            CapMeter(
                object: object,
                limit: CapLimit(
                    metric: CapMetric.allCases[(index + place) % CapMetric.allCases.count], period: period,
                    maximum: place == 3 ? nil : Quantity(millionths: 12_500_500_000)),
                count: place == 2 ? nil : Quantity(millionths: Int64(index * 1_000_001 + salt)),
                failedCount: isCap ? Quantity(3) : nil,
                startedAt: place == 1 ? nil : now.adding(seconds: -3_600), expiresAt: place == 1 ? nil : now,
                asOf: now.adding(milliseconds: Int64(index)),
                precision: [.exact, .derived, .unknown][place % 3], isWindowEstimated: place == 0)
        }
    }
}

extension StateStore {
    /// The last saved snapshot of the network of that name, nil when there is none.
    func load(_ name: String) throws(StoreError) -> NetworkSnapshot? {
        try loadAll().first { $0.network.name == name }
    }
}

/// Runs the `sqlite3` program, the reader that shares no code with the store.
func sqlite3(_ path: String, _ sql: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-bail", path, sql]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    struct Failed: Error { var status: Int32 }
    guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
}

func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
}
