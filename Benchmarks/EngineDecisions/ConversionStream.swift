// The conversions that both sides decide on: the same ones in the same order in every run.

struct ConversionStream {
    typealias Pair = (offer: Int, affiliate: Int)

    let pairs: [Pair]
    private var state: UInt64 = 1

    init(pairs: [Pair]) {
        self.pairs = pairs
    }

    mutating func next(_ count: Int) -> [Pair] {
        (0..<count).map { _ in
            // Knuth's 64-bit linear congruential generator; its upper half is even enough here.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return pairs[Int(state >> 33) % pairs.count]
        }
    }
}
