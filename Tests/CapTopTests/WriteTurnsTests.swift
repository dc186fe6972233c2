// Changes of one network happen one after the other, those of two beside each other.
import Synchronization
import Testing

@testable import CapTop

@Suite struct WriteTurnsTests {
    private final class Log: Sendable {
        private let lines = Mutex<[String]>([])

        func note(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    @Test("what was sent later begins when what was sent before has ended; another network does not wait")
    func order() async {
        let turns = WriteTurns()
        let log = Log()
        let (gate, open) = AsyncStream<Void>.makeStream()
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let first = Task {
            await turns.run(on: "leads") {
                log.note("first begins")
                begin.finish()
                for await _ in gate {}
                log.note("first ends")
            }
        }
        for await _ in begun {}
        let second = Task { await turns.run(on: "leads") { log.note("second") } }
        await turns.run(on: "acme") { log.note("other") }
        open.finish()
        await first.value
        await second.value
        #expect(log.all == ["first begins", "other", "first ends", "second"])
    }
}
