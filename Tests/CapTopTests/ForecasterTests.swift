// When a refresh hears what is likely to come of it, though the history that this rests on cannot be read.
import Models
import Store
import Testing

@testable import CapTop

@Suite struct ForecasterTests {
    private static let count = Sample.acmeSnapshot().meters.count

    @Test("an answer waits for a history that cannot be read as long as it is told to, and has forecasts once it can")
    func patience() async throws {
        let file = try StalledFile()
        let forecaster = Forecaster(store: file.store)
        #expect(await forecaster.take(Sample.acmeSnapshot(), patience: 20).isEmpty)
        let question = Task { await forecaster.take(Sample.acmeSnapshot()) }
        file.letGo()
        #expect(await question.value.count == Self.count)
        #expect(await forecaster.take(Sample.acmeSnapshot(), patience: 0).count == Self.count, "it is known by now")
        await forecaster.finish()
        withExtendedLifetime(file) {}
    }

    @Test("while the history is being read only the newest refresh of a network waits for it")
    func newest() async throws {
        let file = try StalledFile()
        let forecaster = Forecaster(store: file.store)
        let (answers, answered) = AsyncStream<Int>.makeStream()
        for _ in 0..<3 {
            Task { answered.yield(await forecaster.take(Sample.acmeSnapshot()).count) }
        }
        var counts = answers.makeAsyncIterator()
        for _ in 0..<2 {
            let overtaken = await counts.next()
            #expect(overtaken == 0)
        }
        file.letGo()
        let last = await counts.next()
        #expect(last == Self.count)
        await forecaster.finish()
        withExtendedLifetime(file) {}
    }

    @Test("a network whose history is known does not wait for that of another")
    func apart() async throws {
        let file = try StalledFile()
        let forecaster = Forecaster(store: file.store)
        file.letGo()
        #expect(await forecaster.take(Sample.acmeSnapshot()).count == Self.count)
        await forecaster.finish()
        try file.stall()
        #expect(await forecaster.take(Sample.leadsSnapshot(), patience: 0).isEmpty)
        #expect(await forecaster.take(Sample.acmeSnapshot(), patience: 0).count == Self.count)
        file.letGo()
        await forecaster.finish()
        withExtendedLifetime(file) {}
    }

    @Test("a last known state gives way to what the network itself has said")
    func recalled() async throws {
        let file = try StalledFile()
        let forecaster = Forecaster(store: file.store)
        let (answers, answered) = AsyncStream<Int>.makeStream()
        Task { answered.yield(await forecaster.recall(Sample.acmeSnapshot()).count) }
        let news = Task { await forecaster.take(Sample.acmeSnapshot()).count }
        var counts = answers.makeAsyncIterator()
        let recalled = await counts.next()
        #expect(recalled == 0)
        file.letGo()
        #expect(await news.value == Self.count)
        await forecaster.finish()
        withExtendedLifetime(file) {}
    }
}
