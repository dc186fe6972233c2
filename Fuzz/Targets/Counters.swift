// Any bytes as answers of `GET /caps`, one after the other with a byte between them that no text has: read in portions beside
// the one before, and on all cores, each brings the counters that it brings when it is read as one. Where something is wrong
// with it, or passed over, both leave it to that and nothing of what was known changes. Parts and portions are so small that
// inputs of some thousand bytes have many of them.
import Dispatch
import Synchronization

@testable import Models

/// What only asynchronous code gives, waited for.
private final class Answer: Sendable {
    private let counters = Mutex<CounterList?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func give(_ list: LongCounterList?) {
        counters.withLock { $0 = list?.counters }
        isThere.signal()
    }

    func wait() -> CounterList? {
        isThere.wait()
        return counters.withLock { $0 }
    }
}

private let seed: UInt64 = 5
/// Four counters in a part, in place of 512.
private let partBits = 2
/// Bytes that are read together, in place of a quarter of a megabyte.
private let portion = 64

private func onAllCores(_ bytes: [UInt8]) -> CounterList? {
    let answer = Answer()
    Task { answer.give(await LongCounterList(bytes, seed: seed, partBits: partBits)) }
    return answer.wait()
}

/// The bytes themselves say where they are cut.
private func inPortions(_ bytes: [UInt8], since known: [ListScanner.Mark]) -> CounterNews {
    var news = CounterNews(since: known, seed: seed, portion: portion)
    var rest = bytes[...]
    while let first = rest.first {
        let portion = Array(rest.prefix(1 + Int(first) % 40))
        portion.withUnsafeBufferPointer { news.take($0) }
        rest = rest.dropFirst(portion.count)
    }
    return news
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let lists = UnsafeBufferPointer(start: start, count: count).split(separator: 0xFF, omittingEmptySubsequences: false)
    var book = CounterBook(partBits: partBits)
    var marks: [ListScanner.Mark] = []
    for bytes in lists.map({ Array($0) }) {
        let listing = try? LeadConduit.CapCounter.readList(bytes)
        let whole: CounterList? = listing.flatMap { $0.skipped.isEmpty ? CounterList($0.items) : nil }
        precondition(onAllCores(bytes) == whole, "on all cores it is another list")
        let before = book.counters
        let news = inPortions(bytes, since: marks)
        let isTaken = book.take(news) != nil
        precondition(isTaken == (whole != nil), "in portions it is \(isTaken ? "taken" : "refused")")
        precondition(book.counters == whole ?? before, "in portions it is another list")
        if isTaken { marks = news.marks }
    }
    return 0
}
