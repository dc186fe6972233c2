// Queries with a name: used in others as if they stood there in parentheses; what cannot be is refused.
import Models
import Testing

@Suite("Saved queries")
struct SavedQueryTests {
    private func failure(_ text: String, _ saved: [String: String]) throws -> QueryError? {
        let saved = try SavedQueries(saved)
        do {
            _ = try CapQuery(text, saved: saved)
            return nil
        } catch {
            return error
        }
    }

    private func refusal(_ texts: [String: String]) -> SavedQueries.Refusal? {
        do {
            _ = try SavedQueries(texts)
            return nil
        } catch {
            return error
        }
    }

    @Test("@name means what it stands for in parentheses, wherever a term may stand and whatever its case")
    func meaning() throws {
        let saved = try SavedQueries(["near": "util >= 80 or state:over", "Mine": "harbor @near"])
        for (text, plain) in [
            ("@near", "(util >= 80 or state:over)"), ("not @NEAR hard", "not (util >= 80 or state:over) hard"),
            (
                "(@near)and(soft or @mine)",
                "(util >= 80 or state:over) and (soft or (harbor (util >= 80 or state:over)))"
            ),
        ] {
            let query = try CapQuery(text, saved: saved)
            #expect(query.text == text)
            #expect(try QuerySample.ids(query) == QuerySample.ids(plain), "\(text)")
            #expect(query.root == (try CapQuery(plain)).root, "\(text)")
        }
        #expect(saved.names == ["mine", "near"])
    }

    @Test("elsewhere @ is a letter: alone, within a word, in quotes, and behind an operator")
    func letters() throws {
        #expect(try CapQuery("@").root == .word("@"))
        #expect(try CapQuery("me@harbor").root == .word("me@harbor"))
        #expect(try CapQuery("@a.b").root == .word("@a.b"))
        #expect(try CapQuery("\"@near\"").root == .word("@near"))
        #expect(try CapQuery("name = @near").root == .comparison(QueryComparison(.name, .equals("@near"))))
    }

    @Test("a name that nobody has is an error at its column, which says what there is")
    func unknown() throws {
        let error = try #require(try failure("hard and @neer", ["near": "util >= 80", "far": "util < 20"]))
        #expect(error.range == 9..<14 && error.column == 10)
        #expect(error.description == "no query is called '@neer', expected one of @far, @near")
        #expect(try failure("@x", [:])?.expected == "a name from [queries], which has none")
    }

    @Test("queries may use each other in any order, and not in a circle")
    func circles() throws {
        #expect(refusal(["a": "@b", "b": "@c hard", "c": "soft"]) == nil)
        let circle = try #require(refusal(["a": "hard @b", "b": "not @c", "c": "(@a)"]))
        #expect(circle.name == "c" && circle.message == "goes round in a circle: @a uses @b uses @c uses @a")
        #expect(refusal(["a": "@a"])?.message == "goes round in a circle: @a uses @a")
        #expect(refusal(["a": "@b"])?.message.hasPrefix("col 1: no query is called '@b'") == true)
        #expect(refusal(["a": "util >="])?.message.hasPrefix("col 6: nothing follows '>='") == true)
        #expect(refusal(["a b": "hard"])?.message == "the name of a query is made of letters, digits, - and _")
    }

    @Test("what a name stands for counts: terms that double with every name, and depths that add up, are errors")
    func bounds() throws {
        var doubling = ["q0": "hard"]
        for step in 1...8 { doubling["q\(step)"] = "@q\(step - 1) @q\(step - 1)" }
        #expect(refusal(doubling) == nil, "256 terms")
        doubling["q9"] = "@q8 soft"
        #expect(refusal(doubling)?.message.hasPrefix("col 5: too many terms") == true)
        var deep = ["d0": "hard"]
        for step in 1...64 { deep["d\(step)"] = "not @d\(step - 1)" }
        #expect(refusal(deep) == nil)
        deep["d65"] = "not @d64"
        #expect(refusal(deep)?.name == "d65")
    }

    @Test("every prefix of a query with names is a query, or an error that lies within it")
    func prefixes() throws {
        let saved = try SavedQueries(["near": "util >= 80", "far": "not @near"])
        for text in ["@near", "hard and (@far or not @near) trips < 2h", "@near@far", "name:@near @far"] {
            for length in 0...text.count {
                do {
                    _ = try CapQuery(String(text.prefix(length)), saved: saved)
                } catch {
                    #expect(!error.range.isEmpty && error.range.upperBound <= length, "\(text.prefix(length))")
                }
            }
        }
    }
}
