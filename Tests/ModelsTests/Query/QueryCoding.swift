// Queries to JSON and back, for the test that stored queries stay readable; forecasts out of JSON.
import Foundation
import Models

enum QueryCoding {
    static func encoded(_ queries: [CapQuery]) throws -> String {
        String(decoding: try JSONEncoder().encode(queries), as: UTF8.self)
    }

    static func decoded(_ text: String) throws -> [CapQuery] {
        try JSONDecoder().decode([CapQuery].self, from: Data(text.utf8))
    }

    /// A forecast that says this and no more: forecasts are made from samples only, and read from JSON.
    static func forecast(
        sample: MeterSample, tripsAt: Timestamp?, resetsAt: Timestamp?, numbers: [String: Double?]
    ) throws -> Forecast {
        var members: [String: Any] = numbers.compactMapValues { $0 }
        members["basedOn"] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(sample))
        members["isTripped"] = sample.maximum.map { sample.count >= $0 } ?? false
        members["tripsAt"] = tripsAt?.milliseconds
        members["resetsAt"] = resetsAt?.milliseconds
        return try JSONDecoder().decode(Forecast.self, from: JSONSerialization.data(withJSONObject: members))
    }
}
