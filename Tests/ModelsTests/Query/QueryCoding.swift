// Queries to JSON and back, for the test that stored queries stay readable.
import Foundation
import Models

enum QueryCoding {
    static func encoded(_ queries: [CapQuery]) throws -> String {
        String(decoding: try JSONEncoder().encode(queries), as: UTF8.self)
    }

    static func decoded(_ text: String) throws -> [CapQuery] {
        try JSONDecoder().decode([CapQuery].self, from: Data(text.utf8))
    }
}
