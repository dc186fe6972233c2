// What a tree keeps through a parse and a serialisation, and how its values are read and changed.

import Testing

@testable import Models

@Suite("JSON trees")
struct JSONValueTests {
    @Test(
        "a parsed text is written back unchanged",
        arguments: [
            #"{"b":1,"a":{"z":[true,false,null],"y":""},"b":2}"#,
            "[60.0,-0,0,1e3,1E+2,12345678901234567890123456789012345678901234567890,0.1000,-1.5e-7]",
            #""Zoë 東京 🫖 \" \\ \n\r\t\u0001""#, "[]", "{}", "null", "3",
        ])
    func unchanged(text: String) throws {
        #expect(try JSONValue.parse(text.bytes).compact == text)
    }

    @Test("space between tokens and escapes that need none go, values stay")
    func space() throws {
        let value = try JSONValue.parse(" { \"a\" :\t[ 1 , \"\\u0041\\/\\ud83e\\uDED6\" ]\r\n} ".bytes)
        #expect(value.compact == #"{"a":[1,"A/🫖"]}"#)
    }

    @Test("what a terminal could obey, or what turns text round, is written as an escape and read as it was")
    func unseen() throws {
        let text = "a\u{7F}\u{85}\u{9B}2J\u{202E}b\u{2066}\u{61C}é\u{A0}🫖"
        let value = JSONValue.string(text)
        #expect(value.compact == #""a\u007f\u0085\u009b2J\u202eb\u2066\u061cé\#u{A0}🫖""#)
        #expect(try JSONValue.parse(value.compact.bytes) == value)
    }

    @Test("the short escapes are read as the characters they name")
    func escapes() throws {
        #expect(try JSONValue.parse(#""\b\f\n\r\t\"\\\/""#.bytes) == .string("\u{8}\u{C}\n\r\t\"\\/"))
    }

    @Test("a built value is written in the order it was built")
    func built() {
        let value: JSONValue = .object([
            ("z", .int(1)), ("a", .quantity(Quantity(millionths: 12_500_500_000))),
            ("list", .array([.bool(true), .null])),
            ("nested", .object(["k": .string("v")])), ("share", .double(0.25)), ("whole", .double(3)),
            ("none", .double(.nan)),
        ])
        let text = #"{"z":1,"a":12500.5,"list":[true,null],"nested":{"k":"v"},"share":0.25,"whole":3,"none":null}"#
        #expect(value.compact == text)
    }

    @Test("changing one member leaves the others and their order alone")
    func change() throws {
        var value = try JSONValue.parse(#"{"a":{"x":[1,2.0]},"b":"t"}"#.bytes)
        value["a"]?["x"]?[1] = .int(3)
        value["c"] = .bool(false)
        #expect(value.compact == #"{"a":{"x":[1,3]},"b":"t","c":false}"#)
        value["a"] = nil
        #expect(value.compact == #"{"b":"t","c":false}"#)
    }

    @Test("setting into something that is no object or out of bounds changes nothing")
    func changeNothing() {
        var text: JSONValue = .string("t")
        text["a"] = .int(1)
        #expect(text == .string("t"))
        var list: JSONValue = .array([.int(1)])
        list[4] = .int(2)
        #expect(list == .array([.int(1)]))
        #expect(list[4] == nil && list["a"] == nil)
    }

    @Test("values are read tolerantly: numbers from text, text from numbers, booleans from 0 and 1")
    func tolerant() throws {
        let value = try JSONValue.parse(#"["60","60.0",60.0,"x",1,0,"true",{"a":1},null,"0x10","nan"," 1"]"#.bytes)
        #expect(value[0]?.quantity == Quantity(60))
        #expect(value[1]?.int64 == 60)
        #expect(value[2]?.int64 == 60)
        #expect(value[2]?.text == "60.0")
        #expect(value[3]?.quantity == nil)
        #expect(value[4]?.bool == true)
        #expect(value[5]?.bool == false)
        #expect(value[6]?.bool == true)
        #expect(value[7]?.text == nil && value[7]?.quantity == nil && value[7]?.bool == nil)
        #expect(value[8]?.isNull == true)
        for index in 9...11 { #expect(value[index]?.quantity == nil) }
    }

    @Test("numbers keep their text and answer exactly or not at all")
    func numbers() {
        #expect(JSONNumber(text: "9223372036854775807")?.int64 == Int64.max)
        #expect(JSONNumber(text: "9223372036854775808")?.int64 == nil)
        #expect(JSONNumber(text: "1e400")?.doubleValue == nil)
        #expect(JSONNumber(text: "12.5")?.int64 == nil)
        #expect(JSONNumber(12.5)?.text == "12.5")
        for text in ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "1 ", "NaN", "--1"] {
            #expect(JSONNumber(text: text) == nil, "\(text)")
        }
    }
}
