// Broken and hostile texts: both parsers answer with an error, neither crashes, and neither reads one as a value.

import Testing

@testable import Models

@Suite("hostile JSON")
struct HostileJSONTests {
    static let broken: [String] = [
        "", " ", "{", "[", "]", "}", "{]", "[}", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1,", "{\"a\":1,}", "{a:1}",
        "{\"a\" 1}", "{1:2}", "[1 2]", "\"", "\"abc", "\"\\", "\"\\u12", "\"\\u12G4\"", "\"\\x\"", "\"\\ud800\"",
        "\"\\ud800x\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "tru", "truex", "nul", "01", "1.", "-", "+1",
        ".5",
        "1e", "NaN", "Infinity", "1 2", "{} {}", "'a'", "[1]x", "\u{FEFF}[1",
    ]

    @Test("the tree parser refuses it", arguments: broken)
    func tree(text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(text.bytes) }
    }

    @Test("the document parser refuses it", arguments: broken)
    func document(text: String) {
        #expect(throws: JSONError.self) { try JSONDocument(text.bytes) }
    }

    @Test("every truncation of a real answer is refused by both")
    func truncated() {
        let bytes = EverflowExamples.customCaps.bytes
        for length in bytes.indices {
            let cut = Array(bytes[..<length])
            #expect(throws: JSONError.self) { try JSONValue.parse(cut) }
            #expect(throws: JSONError.self) { try JSONDocument(cut) }
            #expect(throws: WireError.self) { try Everflow.CustomCap.readPage(cut) }
        }
    }

    @Test(
        "invalid UTF-8 is refused by both",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func invalidUTF8(piece: [UInt8]) {
        let bytes = "[\"".bytes + piece + "\"]".bytes
        #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
        #expect(throws: JSONError.self) { try JSONDocument(bytes) }
    }

    @Test("nesting is accepted up to the limit and refused beyond it", arguments: [("[", "]"), ("{\"a\":", "}")])
    func nesting(open: String, close: String) throws {
        let limit = JSONValue.depthLimit
        let deepest = String(repeating: open, count: limit) + "1" + String(repeating: close, count: limit)
        #expect(try JSONValue.parse(deepest.bytes).compact == deepest)
        #expect(throws: JSONError.self) { try JSONValue.parse((open + deepest + close).bytes) }
        let abyss = String(repeating: open, count: 200_000)
        #expect(throws: JSONError.self) { try JSONValue.parse(abyss.bytes) }
        #expect(throws: JSONError.self) { try JSONDocument(abyss.bytes) }
    }

    @Test("a number beyond 64 bits reads as null in a document and hides nothing else")
    func hugeNumbers() throws {
        let text =
            #"{"a":1e400,"b":123456789012345678901234567890,"c":"1e400 \" 123456789012345678901234567890","d":5}"#
        try JSONDocument(text.bytes).withRoot { root in
            #expect(root["a"]?.isNull == true)
            #expect(root["b"]?.isNull == true)
            #expect(root["c"]?.text == "1e400 \" 123456789012345678901234567890")
            #expect(root["d"]?.int64 == 5)
        }
        #expect(throws: JSONError.self) { try JSONDocument("[1e400,01]".bytes) }
        #expect(throws: JSONError.self) { try JSONDocument("[1e400".bytes) }
    }

    @Test("whole numbers at the edges of 64 bits are read exactly")
    func edges() throws {
        let text = "[9223372036854775807,-9223372036854775808,18446744073709551615,-0,1e2]"
        try JSONDocument(text.bytes).withRoot { root in
            var texts: [String] = []
            root.forEachElement { texts.append($0.text ?? "-") }
            #expect(texts == ["9223372036854775807", "-9223372036854775808", "18446744073709551615", "0", "100"])
        }
    }

    @Test("after any change of one byte both parsers agree, and every reader answers or throws")
    func oneByteChanged() {
        let original = EverflowExamples.offerPreview.bytes
        for index in original.indices {
            for byte in "\"\\{}[],:0e-.n\u{1}".utf8 + [0x80, 0xE2, 0xFF] {
                var bytes = original
                bytes[index] = byte
                let tree = try? JSONValue.parse(bytes)
                let document = try? JSONDocument(bytes)
                #expect((tree == nil) == (document == nil), "byte \(byte) at \(index)")
                _ = try? Everflow.OfferGroup.read(bytes)
                _ = try? Everflow.OfferGroup.readPage(bytes)
                _ = try? LeadConduit.Flow.read(bytes)
            }
        }
    }
}
