// Which texts are queries, what is said about those that are not, and that no text at all costs more than its length.
import Models
import TestSupport
import Testing

@Suite("The form of queries")
struct QueryFormTests {
    private func tree(_ text: String) throws -> QueryNode { try CapQuery(text).root }

    private func failure(_ text: String) -> QueryError? {
        do {
            _ = try CapQuery(text)
            return nil
        } catch {
            return error
        }
    }

    @Test("a blank text asks nothing", arguments: ["", " ", "\t\n "])
    func blank(text: String) throws {
        #expect(try CapQuery(text).isEmpty)
        #expect(try CapQuery(text).root == CapQuery.none.root)
    }

    @Test("not binds more tightly than and, and more tightly than or, and terms side by side are joined by and")
    func binding() throws {
        let expected = QueryNode.any([.all([.not(.word("a")), .word("b")]), .all([.word("c"), .word("d")])])
        #expect(try tree("not a b or c and d") == expected)
        #expect(try tree("NOT a AND b OR c d") == expected)
        #expect(try tree("((not a) and b) or (c d)") == expected)
        #expect(try tree("not (a b)") == .not(.all([.word("a"), .word("b")])))
        #expect(try tree("not not a") == .word("a"))
        #expect(try tree("a b c") == .all([.word("a"), .word("b"), .word("c")]))
    }

    @Test("a word may hold whatever has no meaning of its own")
    func words() throws {
        for word in ["c&a", "100%", "perf.", "l'oréal", "a-b_c", "yahoo!", "12:30", "custom:412", "@", "日本", "🏳️‍🌈", ":x"]
        {
            #expect(try tree(word) == .word(word), "\(word)")
        }
        #expect(try tree("Acme/Custom:412/Click/Day") == .word("acme/custom:412/click/day"))
    }

    @Test("quotes make a text of anything, a field and a keyword included")
    func quotes() throws {
        #expect(try tree(#""a \"b\" \\ (c) or: d""#) == .word(#"a "b" \ (c) or: d"#))
        #expect(try tree(#""and""#) == .word("and"))
        #expect(try tree(#""hard""#) == .word("hard"))
        #expect(try tree(#"name="x"y"#) == .all([.comparison(QueryComparison(.name, .equals("x"))), .word("y")]))
    }

    @Test("the name of a field is a word by itself and a field before an operator, with or without spaces")
    func fieldsAndWords() throws {
        #expect(try tree("offer count") == .all([.word("offer"), .word("count")]))
        let kettle = QueryNode.comparison(QueryComparison(.offer, .contains("kettle")))
        for text in ["offer:kettle", "OFFER : Kettle", "offer :kettle", "offer: kettle", "flow:kettle"] {
            #expect(try tree(text) == kettle, "\(text)")
        }
        #expect(try tree("id = offer:204") == .comparison(QueryComparison(.id, .equals("offer:204"))))
        #expect(try tree("name:a:b") == .comparison(QueryComparison(.name, .contains("a:b"))))
    }

    @Test("every name of a field is that field, and no name is two")
    func names() {
        var names: Set<String> = []
        for field in QueryField.allCases {
            for name in [field.rawValue] + field.aliases {
                #expect(QueryField(named: name.uppercased()) == field)
                #expect(names.insert(name).inserted, "\(name)")
            }
        }
    }

    @Test("numbers take k, M, % and fractions, durations their units, and m is what the field makes of it")
    func values() throws {
        func bound(_ text: String) throws -> Quantity? {
            guard case .comparison(let comparison) = try tree(text), case .within(let low, _) = comparison.test else {
                return nil
            }
            return low?.value
        }
        #expect(try bound("count = 12.5k") == Quantity(12_500))
        #expect(try bound("count = 2m") == Quantity(2_000_000))
        #expect(try bound("left = -3") == Quantity(-3))
        #expect(try bound("util = 99.5%") == Quantity(99.5))
        #expect(try bound("expires = 2m") == Quantity(120_000))
        #expect(try bound("expires = 1h30m") == Quantity(5_400_000))
        #expect(try bound("expires = 1.5H") == Quantity(5_400_000))
        #expect(try bound("expires = 1w2d") == Quantity(777_600_000))
    }

    @Test("a keyword right behind an operator may become a longer word; apart from it a value is missing")
    func keywordAsValue() throws {
        #expect(try tree("name:or") == .comparison(QueryComparison(.name, .contains("or"))))
        #expect(failure("name: or day")?.message == "nothing follows ':'")
    }

    @Test(
        "what is wrong is said of the characters it is about",
        arguments: [
            ("harbor and or day", 7..<10), ("not", 0..<3), ("a (b or) c", 5..<7), ("a ()", 2..<4), ("= 3", 0..<1),
            ("and >= 3", 0..<3), ("\"name\" = x", 0..<6), ("name = (a)", 7..<8), ("count = = 3", 8..<9),
            ("soft = maybe", 7..<12), ("hard > yes", 5..<6), ("state < over", 6..<7), ("util < 1..2", 5..<6),
            ("count = ..", 8..<10), ("count = 1..x", 8..<12), ("count:80 ..100", 9..<14), ("age < 5x", 6..<8),
            ("age < 1-5m", 6..<10), ("age < -5m", 6..<9), ("count > 9999999999999", 8..<21),
            ("count > 999999999999M", 8..<21), ("age > 99999999999w", 6..<18), ("name = \"a\\b\"", 9..<11),
            ("👍🏽é state:x", 9..<10), ("a \"b\\", 2..<5), ("state = none", 8..<12), ("count > none", 8..<12),
        ])
    func errors(text: String, range: Range<Int>) throws {
        let error = try #require(failure(text), "\(text)")
        #expect(error.range == range, "\(text): \(error.message)")
        #expect(!error.message.isEmpty && !error.expected.isEmpty)
        #expect(error.column == range.lowerBound + 1)
    }

    @Test(
        "a name that is no field brings those to mind that begin alike or differ by a slip or two",
        arguments: [
            ("afiliate", "affiliate,"), ("utilization", "utilisation or util,"), ("maxmum", "maximum or max,"),
            ("sate", "state or rate,"), ("utl", "util,"), ("xyzzy", "a field,"),
            (String(repeating: "a", count: 5000), "a field,"),
        ])
    func guesses(name: String, expected: String) throws {
        let error = try #require(failure("\(name) = 1"))
        #expect(error.expected == "\(expected) or the text in quotes to search for it")
    }

    @Test(
        "where only one field can be meant the message asks whether it is",
        arguments: [
            ("utl", " (did you mean util?)"), ("utli", " (did you mean util?)"), ("sate", ""), ("xy", ""), ("http", ""),
        ])
    func question(name: String, guess: String) throws {
        let error = try #require(failure("\(name) = 1"))
        #expect(error.message == "no field is called '\(name)'\(guess)")
    }

    @Test("every prefix of every documented query and error is a query, or an error that lies within it")
    func prefixes() throws {
        let document = try QueryDocument()
        var texts = try document.examples().map(\.query) + document.errors.map { QueryDocument.code($0[0]) }
        texts += try QueryReference.random(seed: 11, count: 200).map(\.query)
        var count = 0
        for text in texts {
            for length in 0...text.count {
                let prefix = String(text.prefix(length))
                count += 1
                _ = CapQuery.suggestions(for: prefix, cursor: length)
                guard let error = failure(prefix) else { continue }
                #expect(!error.range.isEmpty && error.range.lowerBound >= 0, "\(prefix)")
                #expect(error.range.upperBound <= length, "\(prefix)")
            }
        }
        #expect(count > 5000)
    }

    @Test("too long, too deep and too many are errors where they begin to be")
    func bounds() throws {
        #expect(failure(String(repeating: " ", count: 16_385))?.column == 16_385)
        #expect(try CapQuery(String(repeating: " ", count: 16_384)).isEmpty)
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(try tree(nested(64)) == .word("a"))
        #expect(failure(nested(65))?.column == 65)
        #expect(try tree(String(repeating: "a ", count: 256)) == .all(Array(repeating: .word("a"), count: 256)))
        #expect(failure(String(repeating: "a ", count: 257))?.column == 513)
        #expect(try tree(String(repeating: "not ", count: 4001) + "a") == .not(.word("a")))
    }

    @Test("long rubbish of any kind is read in no time: cost grows with length, not with its square")
    func rubbish() {
        let pieces = [
            "(", ")", "\"", "\\", "\"\\\"", "not ", "a:", ":", "=", "<=", "!", "..", "a", " ", "a or ", "name=",
            "\u{301}",
            "util:1..", "1h", "expires<1h", "(a)", "👨‍👩‍👧", "count=1k ", "-", "\"a\"", "é", "\0", "name:and ",
        ]
        var state: UInt64 = 20_260_310
        var texts = pieces.map { String(repeating: $0, count: 16_000 / $0.count) }
        texts += ["expires<", "count=", "name:\"", "(("].map { $0 + String(repeating: "1h", count: 8_000) }
        for _ in 0..<20 {
            let chosen = (0..<4_000).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return pieces[Int(state >> 33) % pieces.count]
            }
            texts.append(chosen.joined())
        }
        for text in texts {
            let limit = Deadline(seconds: 60)
            if let error = failure(text) {
                #expect(!error.range.isEmpty && error.range.upperBound <= text.count)
                #expect(error.message.count < 120)
            }
            _ = CapQuery.suggestions(for: text, cursor: text.count)
            #expect(!limit.hasPassed, "\(text.prefix(20))")
        }
    }

    @Test("a query is stored as its text, and a text that is none is refused when it is read back")
    func coding() throws {
        let query = try CapQuery("util >= 90 and  hard")
        let data = try QueryCoding.encoded([query])
        #expect(data == #"["util >= 90 and  hard"]"#)
        #expect(try QueryCoding.decoded(data) == [query])
        #expect(throws: DecodingError.self) { try QueryCoding.decoded(#"["util >="]"#) }
    }
}
