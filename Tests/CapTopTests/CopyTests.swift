// Copying what is under the cursor: four forms of caps, affiliates, money and journal entries, and nothing that a terminal
// or a shell would obey.
import Models
import Testing
import Upstream

@testable import CapTop

@Suite("copying") struct CopyTests {
    /// What was put on the clipboard by `y` and a letter.
    private func copied(
        _ key: String, filter: String = "412 conversion", _ prepare: (inout Operating) -> Void = { _ in }
    )
        throws -> [String]
    {
        var hands = Operating(filter: filter, isUnlocked: false)
        for place in hands.state.networks.indices {
            let network = hands.state.networks[place].network
            hands.state.networks[place].curl = CurlForm(
                try NetworkAccount(
                    network: network, key: network.kind == .everflow ? .env("ACME_KEY") : .file(path: "/k")))
        }
        prepare(&hands)
        hands.press("y", key)
        return hands.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }
    }

    @Test("y opens a line of choices; escape and other keys take none")
    func menu() {
        var hands = Operating(filter: "412", isUnlocked: false)
        hands.press("y")
        for choice in ["c cell", "r row", "j JSON", "k curl", "esc nothing"] {
            #expect(hands.screen.last?.contains(choice) == true, "\(hands.screen.last ?? "")")
        }
        hands.press("escape")
        #expect(hands.state.overlays.isEmpty)
        hands.press("y", "x")
        #expect(hands.state.overlays.isEmpty && hands.effects.isEmpty)
    }

    @Test("a cell is the column that the caps are sorted by")
    func cell() throws {
        #expect(try copied("c") == ["-"], "by risk: nothing says that it will trip")
        #expect(try copied("c") { $0.act(.command(.sortNext)) } == ["97%"])
        #expect(try copied("c") { hands in for _ in 0..<3 { hands.act(.command(.sortNext)) } } == ["Harbor Media"])
    }

    @Test("a row is what once prints, with tabs, and the bottom line says what was copied")
    func row() throws {
        let rows = try copied("r")
        #expect(
            rows == ["Harbor Media\tSunrise Kettle CPA\tconv day\t39\t40\t^97%\t08:39:19\t-\tacme"], "\(rows)")
        var hands = Operating(filter: "412 conversion", isUnlocked: false)
        hands.press("y", "r")
        #expect(hands.screen.last?.contains("copied row: Harbor Media") == true)
    }

    @Test("JSON is one object of once's own, on one line")
    func json() throws {
        let text = try #require(try copied("j").first)
        let value = try JSONValue.parse(Array(text.utf8))
        #expect(value["id"]?.text == "acme/custom:412/conversion/day")
        #expect(value["count"]?.int64 == 39 && value["maximum"]?.int64 == 40)
        #expect(!text.contains("\n"))
    }

    @Test("curl reads the object, with the profile's variable or a made-up one in place of the key")
    func curl() throws {
        #expect(
            try copied("k") == [
                "curl -sS 'https://api.eflow.team/v1/networks/custom/caps/412' -H \"X-Eflow-API-Key: $ACME_KEY\""
            ])
        let caps = try copied("k", filter: "Solar monthly")
        #expect(caps == ["curl -sS 'https://app.leadconduit.com/caps/a1' -u \"API:$CAPTOP_KEY\""], "\(caps)")
    }

    @Test("in the audit curl is the request that was sent, quoted so that the shell obeys nothing in it")
    func entry() throws {
        let entry = JournalEntry(
            id: 1, at: Sample.now, who: "ines@desk", profile: "acme", environment: .sandbox, target: "acme/custom:412",
            method: .patch, path: "/networks/custom/caps", body: #"{"name":"it's $(reboot) `now`"}"#)
        let texts = try copied("k") { hands in
            hands.act(.command(.audit))
            hands.act(.journalRead([entry]))
        }
        #expect(
            texts == [
                "curl -sS -X PATCH 'https://api.eflow.team/v1/networks/custom/caps' -H \"X-Eflow-API-Key: $ACME_KEY\" "
                    + "-H 'Content-Type: application/json' --data-raw "
                    + #"'{"name":"it'\''s $(reboot) `now`"}'"#
            ])
    }

    @Test("an affiliate and an offer are copied as once lists them")
    func lists() throws {
        let affiliates = try copied("r", filter: "") { hands in
            hands.press("back-tab", "back-tab", "down")
        }
        #expect(affiliates == ["Harbor Media\t51\tactive\tacme"], "\(affiliates)")
    }

    @Test(
        "what an upstream wrote reaches the clipboard without control characters, in every form",
        arguments: ["c", "r", "j", "k"])
    func hostile(key: String) throws {
        let evil = "a\u{1B}]52;c;AAAA\u{7}\u{9B}31m\nrm -rf /\u{202E}"
        let texts = try copied(key, filter: "scope=custom") { hands in
            var snapshot = Sample.acmeSnapshot()
            let named = Sample.custom("1", NamedID(id: "51", name: evil), Sample.kettle)
            snapshot.meters = [Sample.meter(named, .click, .daily, 9, of: 9)]
            hands.act(.loaded(snapshot))
            // The cell of an order by affiliate is its name.
            while hands.state.sort.key != .affiliate { hands.act(.command(.sortNext)) }
            guard key == "k" else { return }
            // As it was written back in the body of a change: all that curl is told beside ids.
            let body = String(decoding: JSONValue.object([("name", .string(evil))]).serialized(), as: UTF8.self)
            hands.act(.command(.audit))
            hands.act(
                .journalRead([
                    JournalEntry(
                        id: 1, at: Sample.now, who: "ines@desk", profile: "acme", environment: .sandbox,
                        target: "acme/custom:1", method: .patch, path: "/networks/custom/caps", body: body)
                ]))
        }
        let text = try #require(texts.first)
        #expect(text.contains("rm -rf"), "it is what was written: \(text.debugDescription)")
        #expect(
            text.unicodeScalars.allSatisfy { scalar in
                scalar == "\t" || (scalar.value >= 32 && !(127..<160).contains(scalar.value) && scalar.value != 0x202E)
            }, "\(text.debugDescription)")
    }
}
