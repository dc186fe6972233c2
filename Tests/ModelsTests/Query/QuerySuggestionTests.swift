// What is offered while a query is typed.
import Models
import Testing

@Suite("Suggestions for queries")
struct QuerySuggestionTests {
    /// The cursor stands at the bar.
    private func suggestions(_ marked: String, limit: Int = 12) -> [QuerySuggestion] {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
        return CapQuery.suggestions(for: parts.joined(), cursor: parts[0].count, limit: limit) { field in
            field == .affiliate ? ["Harbor Media", "Harpoon", "none"] : []
        }
    }

    private func texts(_ marked: String) -> [String] { suggestions(marked).map(\.text) }

    @Test("a word begun becomes a field, by its name or another name, or a keyword")
    func fields() {
        #expect(texts("aff|") == ["affiliate", "affiliate_id"])
        #expect(texts("UT|") == ["utilisation", "util"])
        #expect(texts("harbor o|") == ["or", "offer", "offer_id", "odds"])
        #expect(texts("o|").first == "offer", "nothing stands before or")
        #expect(texts("(n|") == ["not", "network", "name"])
        #expect(texts("xyz|").isEmpty)
        #expect(suggestions("aff|").first?.summary == QueryField.affiliate.summary)
    }

    @Test(
        "a text may go on where its last word begins a field that is compared, or a keyword",
        arguments: [
            ("uti", true), ("util", true), ("util ", true), ("hard an", true), ("har", true), ("(no", true),
            ("hard", false), ("util >= 9", false), ("util >=", false), ("affiliate: o", false), ("xyz", false),
            ("\"util\"", false), ("\"util", false), ("hard)", false), ("", false), (" ", false),
        ])
    func mayGoOn(text: String, mayGoOn: Bool) {
        #expect(CapQuery.mayGoOn(text) == mayGoOn)
    }

    @Test("it takes the place of what has been typed of it, and of nothing else")
    func range() {
        #expect(suggestions("hard and st|").map(\.range) == [9..<11, 9..<11, 9..<11, 9..<11])
        #expect(suggestions("hard | soft").first?.range == 5..<5)
        #expect(suggestions("st|ate = over").first?.range == 0..<2)
        #expect(suggestions("👍🏽 st|").first?.range == 2..<4)
    }

    @Test("behind an operator stand the values of the field")
    func values() {
        #expect(texts("state = o|") == ["over"])
        #expect(texts("state:|").count == 7)
        #expect(texts("soft = |") == ["yes", "no"])
        #expect(texts("util >= |").isEmpty)
        #expect(texts("foo = |").isEmpty)
    }

    @Test("names of the data are offered, in quotes where they need them, also within quotes begun")
    func names() {
        #expect(texts("affiliate:har|") == ["\"Harbor Media\"", "Harpoon"])
        #expect(texts("source = \"harbor m|") == ["\"Harbor Media\""])
        #expect(suggestions("source = \"harbor m|").first?.range == 9..<18)
        #expect(texts("affiliate = no|") == ["\"none\""])
        #expect(texts("\"har|").isEmpty && texts("\"harbor\"|").isEmpty)
    }

    @Test("behind @ stand the names of saved queries, and as a value it is text")
    func saved() throws {
        let saved = try SavedQueries(["near": "util >= 80", "never": "count = 0", "far": "util < 20"])
        func texts(_ text: String) -> [String] {
            CapQuery.suggestions(for: text, cursor: text.count, saved: saved).map(\.text)
        }
        #expect(texts("@") == ["@far", "@near", "@never"])
        #expect(texts("hard (@NE") == ["@near", "@never"])
        #expect(texts("name = @ne").isEmpty && texts("@x").isEmpty)
    }

    @Test("every offer makes the text one that can be read, or goes on with it")
    func sound() throws {
        for marked in ["sta|", "state = o|", "affiliate = har|", "affiliate = \"har|", "hard |", "affiliate:n|", "|"] {
            let text = marked.filter { $0 != "|" }
            for suggestion in suggestions(marked, limit: 100) {
                let start = text.prefix(suggestion.range.lowerBound)
                switch suggestion.kind {
                case .value: _ = try CapQuery(start + suggestion.text)
                case .field: #expect(QueryField(named: suggestion.text) != nil)
                case .saved: Issue.record("nothing has a name here")
                case .keyword: _ = try CapQuery("\(start)\(suggestion.text) x")
                }
            }
        }
    }

    @Test("never more than asked for, and any cursor will do")
    func limits() {
        #expect(suggestions("|", limit: 3).count == 3)
        #expect(CapQuery.suggestions(for: "state", cursor: 99).first?.text == "state")
        #expect(CapQuery.suggestions(for: "state", cursor: -1).first?.range == 0..<0)
    }
}
