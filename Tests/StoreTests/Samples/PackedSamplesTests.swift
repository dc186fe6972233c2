// What is packed is what is unpacked, and no bytes whatever end the process.
import Testing

@testable import Store

@Suite("Packed samples")
struct PackedSamplesTests {
    private static let extremes: [Int64] = [
        0, 1, -1, 9_999, 10_000, 1_000_000, -1_000_000, 12_500_500_000, 123_456_789, .max, .max - 1, .min + 2,
        9_000_000_000_000_000_000, 1 << 59, (1 << 59) - 1, SampleValue.unknown,
    ]

    @Test("quantities of every size and fineness come back, and small ones take one byte")
    func quantities() {
        for quantity in PackedSamplesTests.extremes {
            var writer = PackedWriter()
            writer.append(quantity: quantity)
            var reader = PackedReader(writer.bytes)
            #expect(reader.quantity() == quantity)
            #expect(reader.isAtEnd)
        }
        var writer = PackedWriter()
        for count in 0..<16 { writer.append(quantity: Int64(count) * 1_000_000) }
        #expect(writer.bytes.count == 16)
    }

    @Test("a block of courses comes back as it was, steps, falls, edits and gaps in knowledge included")
    func blocks() throws {
        var numbers = SeededNumbers(state: 7)
        for _ in 0..<50 {
            var block = SeriesBlock()
            for _ in 0..<Int.random(in: 0...SeriesBlock.width, using: &numbers) {
                var course = MeterCourse()
                var instant: Int32 = 0
                for _ in 0..<Int.random(in: 0...6, using: &numbers) {
                    let count = PackedSamplesTests.extremes.randomElement(using: &numbers) ?? 0
                    let maximum = PackedSamplesTests.extremes.randomElement(using: &numbers) ?? 0
                    course.set(SampleValue(count: count, maximum: maximum), at: instant)
                    instant += Int32.random(in: 1...300, using: &numbers)
                }
                block.append(course)
            }
            let unpacked = try #require(SeriesBlock(packed: block.packed))
            for slot in 0..<SeriesBlock.width {
                #expect(unpacked.initial(slot) == block.initial(slot))
                #expect(Array(unpacked.changes(slot)) == Array(block.changes(slot)))
            }
        }
    }

    @Test("a steady counter takes two bytes a step")
    func size() {
        var block = SeriesBlock()
        var course = MeterCourse()
        for step in 0..<240 {
            course.set(SampleValue(count: Int64(step) * 3_000_000, maximum: 900_000_000), at: Int32(step))
        }
        block.append(course)
        // 239 steps, and at most eight bytes to begin with.
        #expect(block.packed.count <= 239 * 2 + 8)
    }

    @Test("a course keeps the last value of an instant and drops what says nothing new")
    func course() {
        var course = MeterCourse()
        let values = (0..<4).map { SampleValue(count: $0 * 1_000_000, maximum: SampleValue.unknown) }
        course.set(values[1], at: 0)
        course.set(values[1], at: 3)
        course.set(values[2], at: 4)
        course.set(values[1], at: 4)
        course.set(values[3], at: 5)
        #expect(course.changes == [SampleChange(instant: 5, value: values[3])])
    }

    @Test("instants come back; of each bucket the last is kept")
    func instants() throws {
        let list = InstantList([-61_000, -60_000, -1, 0, 59_999, 60_000, 60_000, 185_000])
        #expect(InstantList(packed: list.packed) == list)
        let (kept, places) = list.thinned(bucket: 60_000)
        // Minutes begin at -120,000, -60,000, 0, 60,000 and 180,000.
        #expect(kept.instants == [-61_000, -1, 59_999, 60_000, 185_000])
        #expect(places == [0, 1, 1, 2, 2, 3, 3, 4])
        #expect(list.place(at: -61_001) == nil)
        #expect(list.place(at: -61_000) == 0)
        #expect(list.place(at: 60_000) == 6)
        #expect(list.place(at: .max) == 7)
    }

    @Test("a refresh's changes come back")
    func changes() {
        let changes = [
            PlacedValue(place: 0, value: SampleValue(count: 5_000_000, maximum: SampleValue.unchanged)),
            PlacedValue(place: 1, value: .none),
            PlacedValue(place: 8_191, value: SampleValue(count: 30_000, maximum: 1_000_000)),
        ]
        var read: [PlacedValue] = []
        RefreshChanges.read(RefreshChanges.packed(changes)) { read.append(PlacedValue(place: Int32($0), value: $1)) }
        #expect(read == changes)
    }

    @Test("any bytes at all are read to an end")
    func rubbish() {
        var numbers = SeededNumbers(state: 11)
        for _ in 0..<4_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                Bool.random(using: &numbers) ? UInt8.random(in: 0...255, using: &numbers) : 0xFF
            }
            if let block = SeriesBlock(packed: bytes) {
                #expect(block.slots <= SeriesBlock.width)
                #expect(block.value(0, at: 3) == block.value(0, at: 3))
            }
            if let list = InstantList(packed: bytes) { #expect(list.instants == list.instants.sorted()) }
            RefreshChanges.read(bytes) { place, _ in #expect((0..<RefreshChanges.width).contains(place)) }
        }
    }
}
