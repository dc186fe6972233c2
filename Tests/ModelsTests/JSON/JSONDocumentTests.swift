// Reading a parsed answer in place.

import Testing

@testable import Models

@Suite("parsed documents")
struct JSONDocumentTests {
    @Test("members are found by name in any order, those after containers and the missing included")
    func members() throws {
        let text = #"{"a":[1,{"a":2}],"b":{"c":"x"},"c":-7,"aa":1.5,"":true}"#
        try JSONDocument(text.bytes).withRoot { root in
            #expect(root["c"]?.int64 == -7)
            #expect(root["aa"]?.quantity == Quantity(millionths: 1_500_000))
            #expect(root["b"]?["c"]?.text == "x")
            #expect(root[""]?.bool == true)
            #expect(root["a"]?.isArray == true)
            #expect(root["d"] == nil)
            #expect(root["c"]?["x"] == nil)
        }
    }

    @Test("a remembered place finds members in order, out of order and again")
    func hint() throws {
        try JSONDocument(#"{"a":1,"b":[2,2],"c":3}"#.bytes).withRoot { root in
            var hint = 0
            let names: [StaticString] = ["a", "b", "c", "a", "c", "c", "b"]
            let found = names.map { root.member($0, after: &hint)?.int64 ?? 0 }
            #expect(found == [1, 0, 3, 1, 3, 3, 0])
            #expect(root.member("x", after: &hint) == nil)
            #expect(root.member("a", after: &hint)?.int64 == 1)
        }
    }

    @Test("a tree finds members the same way")
    func hintInTree() throws {
        let root = try JSONValue.parse(#"{"a":1,"b":2,"c":3}"#.bytes)
        var hint = 0
        let names: [StaticString] = ["b", "a", "c", "c"]
        #expect(names.map { root.member($0, after: &hint)?.int64 } == [2, 1, 3, 3])
        #expect(root.member("x", after: &hint) == nil)
    }

    @Test("elements and members are visited in order")
    func visits() throws {
        try JSONDocument(#"{"k":[[],{},"s",null,2],"l":{"m":1}}"#.bytes).withRoot { root in
            var kinds = ""
            root["k"]?.forEachElement { kinds += $0.isArray ? "a" : $0.isObject ? "o" : $0.isNull ? "n" : "v" }
            #expect(kinds == "aovnv")
            var names: [String] = []
            root.forEachMember { name, _ in names.append(name) }
            #expect(names == ["k", "l"])
            root["l"]?.forEachElement { _ in Issue.record("an object has no elements") }
            root["k"]?.forEachMember { _, _ in Issue.record("an array has no members") }
        }
    }

    @Test("a copy as a tree equals what the tree parser reads")
    func copy() throws {
        let text = EverflowExamples.offersTable
        let copy = try JSONDocument(text.bytes).withRoot { $0.value() }
        #expect(try copy == JSONValue.parse(text.bytes))
    }
}
