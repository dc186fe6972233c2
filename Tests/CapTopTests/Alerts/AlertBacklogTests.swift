// What comes in while the rules wait for the state file: only the newest word of a network is kept for them.
import Models
import Store
import Testing
import Upstream

@testable import CapTop

@Suite struct AlertBacklogTests {
    @Test("while the file is held, one word of a network is looked at and the newest waits; the others hear of no news")
    func overtaken() async throws {
        let file = try StalledFile()
        let watcher = AlertWatcher(
            [], profiles: [], store: file.store, client: HTTPClient(), now: { Sample.now }, report: { _ in })
        let (answers, answered) = AsyncStream<AlertNews>.makeStream()
        for place in 0..<4 {
            Task {
                if place.isMultiple(of: 2) {
                    answered.yield(await watcher.loaded(Sample.acmeSnapshot(), forecasts: []))
                } else {
                    answered.yield(await watcher.failed("acme", UpstreamError(.timeout, "no answer in time")))
                }
            }
        }
        var news = answers.makeAsyncIterator()
        for _ in 0..<2 {
            let answer = await news.next()
            #expect(answer == AlertNews())
        }
        file.letGo()
        var last: AlertNews?
        for _ in 0..<2 { last = await news.next() }
        #expect(last?.notices == [], "what waited has been looked at in the new file")
        withExtendedLifetime(file) {}
    }
}
