// Compares cap windows over all zones and many dates with windows_reference.py, which walks the local clock instead of
// computing with offsets, on the system's own zone data.
import Foundation
import Models
import Testing

/// One line of the reference: a window or a zone's changes.
private struct ReferenceLine {
    private let fields: [Substring]

    init(_ line: Substring) {
        fields = line.split(separator: " ")
    }

    var isZone: Bool { fields.first == "T" }
    var zone: String { String(fields[1]) }

    /// The changes of the zone's offset as (second, offset).
    var changes: [(second: Int64, offset: Int)] {
        fields.dropFirst(2).compactMap { field in
            let parts = field.split(separator: ":")
            guard parts.count == 2, let second = Int64(parts[0]), let offset = Int(parts[1]) else { return nil }
            return (second, offset)
        }
    }

    var window: (instant: Timestamp, period: CapPeriod, expected: CapWindow)? {
        guard fields.count == 7, let instant = Int64(fields[2]), let length = Int(fields[4]),
            let start = Int64(fields[5]), let end = Int64(fields[6])
        else { return nil }
        let period = CapPeriod(unit: CapPeriod.Unit(rawValue: String(fields[3])), length: length)
        let expected = CapWindow(startedAt: Timestamp(seconds: start), endsAt: Timestamp(seconds: end))
        return (Timestamp(seconds: instant), period, expected)
    }
}

/// Whether this system's Foundation and Python's zone data tell the same story of a zone.
private func agrees(_ calendar: CapCalendar, with changes: [(second: Int64, offset: Int)]) -> Bool {
    changes.indices.allSatisfy { index in
        let second = changes[index].second
        let after = Timestamp(seconds: second)
        let before = Timestamp(seconds: second - 1)
        guard calendar.offsetSeconds(at: after) == changes[index].offset else { return false }
        return index == 0 || calendar.offsetSeconds(at: before) == changes[index - 1].offset
    }
}

@Suite("Cap windows against an independent implementation")
struct WindowReferenceTests {
    @Test("every window of every zone is the one that walking the local clock finds")
    func allZones() throws {
        let text = try referenceOutput()
        var calendars: [String: CapCalendar] = [:]
        var passedOver: [String] = []
        var compared = 0
        var mismatches: [String] = []
        for rawLine in text.split(separator: "\n") {
            let line = ReferenceLine(rawLine)
            if line.isZone {
                if let calendar = CapCalendar(timeZone: line.zone), agrees(calendar, with: line.changes) {
                    calendars[line.zone] = calendar
                } else {
                    passedOver.append(line.zone)
                }
                continue
            }
            guard let calendar = calendars[line.zone] else { continue }
            let (instant, period, expected) = try #require(line.window, "\(rawLine)")
            compared += 1
            if CapWindow.containing(instant, period: period, calendar: calendar) != expected {
                mismatches.append(String(rawLine))
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count) of \(compared): \(mismatches.prefix(10))")
        #expect(passedOver.count <= 6, "zone data differ for \(passedOver)")
        #expect(calendars.count >= 300)
        #expect(compared >= 100 * calendars.count)
    }

    private func referenceOutput() throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "windows_reference.py")
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", script.path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
