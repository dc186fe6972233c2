// The names of edited objects, and the values of fields as JSON.

import Foundation
import Testing

@testable import Models

@Suite("Edit targets and field values")
struct EditTargetTests {
    @Test(
        "a target reads as it is written",
        arguments: [
            "acme/custom:412", "acme/offer:204", "acme/group:12", "acme/affiliate:51", "acme/custom:new:51:204",
            "leads/cap:6980cafbd3e4b5a6978877a1", "leads/flow:696f6dcfd3e4b5a697887701",
            "leads/source:696f6dcfd3e4b5a697887701:6909cea04b5a69788796a5b4",
        ])
    func roundTrip(_ text: String) {
        #expect(EditTarget(text: text)?.text == text)
    }

    @Test(
        "what names no object is refused",
        arguments: [
            "", "acme", "acme/", "/custom:412", "acme/custom", "acme/custom:", "acme/cup:1", "acme/custom:4x",
            "acme/custom:-4", "acme/offer:new:51:204", "acme/custom:new:51", "leads/source:696f", "leads/source::a",
            "leads/source:a:", "leads/source:a:b:c", "acme/offer:99999999999999999999",
        ])
    func refused(_ text: String) {
        #expect(EditTarget(text: text) == nil)
    }

    @Test("the network may go without saying")
    func local() throws {
        #expect(EditTarget(local: "custom:412", network: "acme")?.text == "acme/custom:412")
        #expect(EditTarget(local: "cup:412", network: "acme") == nil)
    }

    @Test("a source says its flow and its entity, a flow is its own flow, a cap does not say its flow")
    func flows() throws {
        let source = try #require(EditTarget(text: "leads/source:f1:e1"))
        #expect(source.flowID == "f1" && source.key == "e1")
        #expect(EditTarget(text: "leads/flow:f1")?.flowID == "f1")
        #expect(EditTarget(text: "leads/cap:c1")?.flowID == nil)
    }

    @Test("an object with caps is a target under the same text")
    func objects() throws {
        for text in ["acme/custom:412", "acme/offer:204", "acme/group:12", "leads/cap:6980"] {
            #expect(EditTarget(try #require(ObjectID(text: text))).text == text)
        }
    }

    @Test("a creation carries its pair")
    func pair() throws {
        let pair = CustomCapPair(affiliateID: 51, offerID: 204)
        let target = EditTarget(network: "acme", newCustomCapFor: pair)
        #expect(target.newPair == pair)
        #expect(target.number == nil)
        #expect(EditTarget(text: "acme/custom:412")?.newPair == nil)
    }

    @Test("values are stored as plain JSON and read back the same")
    func values() throws {
        let values: [String: FieldValue] = [
            "daily_conversion_cap": .quantity(Quantity(44)),
            "monthly_payout_cap": .quantity(Quantity(millionths: 12_500_500_000)),
            "name": .text("40"), "is_soft_cap": .flag(true), "time_zone": .none, "zero": .quantity(.zero),
        ]
        let text =
            #"{"daily_conversion_cap":44,"is_soft_cap":true,"monthly_payout_cap":12500.5,"name":"40","time_zone":null,"zero":0}"#
        #expect(FieldValue.text(values) == text)
        #expect(FieldValue.values(text: text) == values)
        #expect(FieldValue.values(text: "[1]") == nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(values), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode([String: FieldValue].self, from: Data(text.utf8)) == values)
    }

    @Test("an edit and a journal entry survive being stored")
    func codable() throws {
        let live = try EditExamples.customCap()
        let edit = try #require(Edit.deleting(live))
        let stored = try JSONEncoder().encode(edit)
        #expect(try JSONDecoder().decode(Edit.self, from: stored) == edit)
        let entry = JournalEntry(
            id: 7, at: Timestamp(seconds: 1_757_308_800), who: "dana@ops1", profile: "acme", environment: .production,
            target: edit.target.text, method: .delete, path: "/networks/custom/caps/412", before: edit.before,
            outcome: .savedNotLive, status: 200, durationMs: 12, undoOf: 3, batch: "b1")
        #expect(try JSONDecoder().decode(JournalEntry.self, from: JSONEncoder().encode(entry)) == entry)
        #expect(JournalOutcome.savedNotLive.rawValue == "saved_not_live")
    }
}
