// Samples in order, however they arrive.
import Models
import Testing

@Suite("Series of samples")
struct SampleSeriesTests {
    private func sample(_ second: Int64, _ count: Int) -> MeterSample {
        MeterSample(at: Timestamp(seconds: second), count: Quantity(count))
    }

    @Test("samples out of order come out in order, and the last word on an instant counts")
    func order() {
        let series = SampleSeries([sample(30, 3), sample(10, 1), sample(20, 2), sample(10, 7), sample(20, 2)])
        #expect(series.samples == [sample(10, 7), sample(20, 2), sample(30, 3)])
        #expect(series.last == sample(30, 3))
    }

    @Test("a stretch holds its start and not its end")
    func stretch() {
        let series = SampleSeries((1...5).map { sample(Int64($0) * 10, $0) })
        let stretch = series.samples(from: Timestamp(seconds: 20), until: Timestamp(seconds: 40))
        #expect(stretch.map(\.count) == [Quantity(2), Quantity(3)])
        #expect(series.samples(from: Timestamp(seconds: 40), until: Timestamp(seconds: 20)).isEmpty)
        #expect(series.samples(from: Timestamp(seconds: 51), until: Timestamp(seconds: 99)).isEmpty)
    }

    @Test("between two samples the earlier one stands; before the first there is none")
    func standing() {
        let series = SampleSeries([sample(10, 1), sample(20, 2)])
        #expect(series.sample(at: Timestamp(seconds: 9)) == nil)
        #expect(series.sample(at: Timestamp(seconds: 10))?.count == Quantity(1))
        #expect(series.sample(at: Timestamp(seconds: 19))?.count == Quantity(1))
        #expect(series.sample(at: Timestamp(seconds: 99))?.count == Quantity(2))
    }
}
