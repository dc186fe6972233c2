// A list of counters that is read by what has changed in it must say what reading all of it says, whatever happens to it.
import Testing

@testable import Models

@Suite struct CounterBookTests {
    private static let now = Timestamp(seconds: 1_773_174_041)
    private static let network = Network(name: "leads", kind: .leadconduit, environment: .sandbox)

    /// One counter as the network writes it.
    private struct Row {
        var id: Int
        var count = 1
        var maximum = 50
        var name = "Cap \\\"é\\\" {\\\\"
        var window = "\"started_at\":\"2026-03-10T05:00:00Z\",\"expires_at\":\"2026-03-11T04:59:59.999Z\","

        var text: String {
            """
            {"id":"c\(id)","cap_ids":[],"type":"volume","name":"\(name) #\(id)","count":\(count),"maximum":\(maximum),
            "failed_count":0,"duration":1,"duration_units":"day",\(window)"flow_id":"f\(id / 8)","x":[{"]":"}"}]}
            """
        }
    }

    private static func bytes(_ rows: [Row], between: String = ",") -> [UInt8] {
        Array("[\(rows.map(\.text).joined(separator: between))]".utf8)
    }

    private static func change(_ rows: inout [Row], _ random: inout SeededNumbers) {
        for _ in 0..<random.next() % 4 where !rows.isEmpty {
            let place = Int(random.next() % UInt64(rows.count))
            switch random.next() % 12 {
            case 0: rows.remove(at: place)
            case 1: rows.insert(Row(id: Int(random.next() % 1_000) + 100), at: place)
            case 2: rows.swapAt(place, Int(random.next() % UInt64(rows.count)))
            case 3: rows[place].maximum += 1
            case 4: rows[place].window = ""
            case 5: rows[place].name = "other"
            case 6: rows[place] = Row(id: rows[place].id)
            default: rows[place].count += 1
            }
        }
    }

    @Test("refresh by refresh, the counters and the snapshot are those of a list read afresh")
    func sameAsAfresh() async throws {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<40 {
            var rows = (0..<40).map { Row(id: $0) }
            var book = CounterBook()
            var inventory = LeadConduitInventory()
            var now = Self.now
            for round in 0..<25 {
                let bytes = Self.bytes(rows, between: round % 7 == 6 ? " ,\n" : ",")
                _ = try book.readAtOnce(bytes)
                _ = try await inventory.read(counters: bytes)
                var afresh = LeadConduitInventory()
                afresh.set(counters: try LeadConduit.CapCounter.readList(bytes).items)
                #expect(book.counters == afresh.counters)
                let next = await inventory.nextSnapshot(of: Self.network, now: now)
                #expect(await next == afresh.snapshot(of: Self.network, now: now))
                Self.change(&rows, &random)
                now = now.adding(seconds: Int64(random.next() % 40_000))
            }
        }
    }

    @Test("what changed in place is named; what moved, came or went is not")
    func changes() throws {
        var rows = (0..<20).map { Row(id: $0) }
        var book = CounterBook()
        #expect(try book.readAtOnce(Self.bytes(rows)).changed == nil)
        #expect(try book.readAtOnce(Self.bytes(rows)).changed == [])
        rows[3].count = 9
        rows[17].count = 4
        #expect(try book.readAtOnce(Self.bytes(rows)).changed == [3, 17])
        rows[5].maximum = 60
        #expect(try book.readAtOnce(Self.bytes(rows)).changed == nil)
        rows.remove(at: 8)
        #expect(try book.readAtOnce(Self.bytes(rows)).changed == nil)
    }

    @Test("a list that is cut or spoilt is refused as if it were the first, and what was known stays")
    func spoilt() throws {
        let rows = (0..<12).map { Row(id: $0) }
        let whole = Self.bytes(rows)
        var known = CounterBook()
        _ = try known.readAtOnce(whole)
        let before = known.counters
        for length in stride(from: 0, to: whole.count, by: 3) {
            var book = known
            #expect(throws: WireError.self) { try book.readAtOnce(Array(whole[..<length])) }
            #expect(book.counters == before)
        }
        let noSpace = Self.bytes(rows, between: ",\u{0}")
        for spoilt in [whole + [UInt8(ascii: "x")], noSpace, Array("{\"error\":1}".utf8), Array("<html>".utf8)] {
            var book = known
            #expect(throws: WireError.self) { try book.readAtOnce(spoilt) }
        }
        var book = known
        var missing = rows
        missing[4].name = "\\\\"
        let noComma = Self.bytes(missing, between: " ")
        #expect(throws: WireError.self) { try book.readAtOnce(noComma) }
    }

    @Test("a long list is read as a short one is, and what follows knows its bytes")
    func long() async throws {
        var rows = (0..<24_000).map { Row(id: $0) }
        let bytes = Self.bytes(rows, between: " ,\n")
        #expect(bytes.count > LongCounterList.least)
        var (book, short) = (CounterBook(), CounterBook())
        #expect(try await book.read(bytes) == short.readAtOnce(bytes))
        #expect(book.counters == short.counters && book.counters.count == 24_000)
        rows[17].count += 1
        #expect(try await book.read(Self.bytes(rows)).changed == [17])
    }

    @Test("a long list with something wrong in it is read as one, which tells what")
    func longAndSpoilt() async throws {
        let rows = (0..<24_000).map { Row(id: $0) }
        let bytes = Self.bytes(rows)
        var book = CounterBook()
        await #expect(throws: WireError.self) { try await book.read(Array(bytes.dropLast())) }
        await #expect(throws: WireError.self) { try await book.read(bytes + [UInt8(ascii: "]")]) }
        #expect(book.counters.isEmpty)
        let passedOver = try await book.read(Array("[7,".utf8) + bytes.dropFirst())
        #expect(passedOver.skipped.count == 1 && book.counters.count == 24_000)
    }

    /// Takes in a list portion by portion, as it might come from a network.
    private static func news(
        _ bytes: [UInt8], since book: CounterBook, _ random: inout SeededNumbers, most: Int
    ) throws -> CounterNews {
        var news = try #require(book.nextNews)
        var rest = bytes[...]
        while !rest.isEmpty {
            let portion = Array(rest.prefix(1 + Int(random.next() % UInt64(most))))
            portion.withUnsafeBufferPointer { news.take($0) }
            rest = rest.dropFirst(portion.count)
        }
        return news
    }

    @Test("a list that comes in portions brings what the same list brings whole", arguments: [900, 300_000])
    func portions(most: Int) throws {
        var random = SeededNumbers(seed: UInt64(most))
        var rows = (0..<24_000).map { Row(id: $0) }
        var (book, whole) = (CounterBook(), CounterBook())
        for round in 0..<3 {
            let bytes = Self.bytes(rows, between: round % 2 == 0 ? "," : "\n , ")
            let expected = try whole.readAtOnce(bytes)
            if round == 0 {
                #expect(book.nextNews == nil)
                _ = try book.readAtOnce(bytes)
            } else {
                let news = try Self.news(bytes, since: book, &random, most: most)
                #expect(book.take(news) == expected)
            }
            #expect(book.counters == whole.counters)
            for _ in 0...round { Self.change(&rows, &random) }
        }
    }

    @Test("a list spoilt on its way brings nothing, and the next one what has changed since the last good one")
    func spoiltPortions() throws {
        var random = SeededNumbers(seed: 3)
        let rows = (0..<24_000).map { Row(id: $0) }
        let bytes = Self.bytes(rows)
        var known = CounterBook()
        _ = try known.readAtOnce(bytes)
        let endless = Array("[{\"id\":\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: bytes.count)
        let spoilt = [
            [], Array(bytes.dropLast()), bytes + Array("]".utf8), Array("[7,".utf8) + bytes.prefix(1_000),
            Array("<html>".utf8), Array("[{}]".utf8), endless,
        ]
        for list in spoilt {
            var book = known
            let news = try Self.news(list, since: book, &random, most: 70_000)
            #expect(book.take(news) == nil)
            #expect(book.counters == known.counters)
            #expect(try book.readAtOnce(bytes).changed == [], "nothing has changed")
        }
    }

    @Test("a counter that was passed over is remarked on with every refresh")
    func passedOver() throws {
        let list = Array(#"[{"id":"a","count":1},7,{"count":2}]"#.utf8)
        var book = CounterBook()
        let first = try book.readAtOnce(list)
        #expect(first.skipped.count == 2 && book.counters.map(\.id) == ["a"])
        #expect(try book.readAtOnce(list) == first)
        let good = Array(#"[{"id":"a","count":1}]"#.utf8)
        #expect(try book.readAtOnce(good).changed == nil, "what it passed over is not known")
        #expect(try book.readAtOnce(good).changed == [])
    }
}

struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
