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
    }
}
