// Seeded chance for simulated traffic: the same trials at every run. Knows nothing of caps.
import Glibc

/// A linear congruential generator of 64 bits with a permuted output.
struct TrialRandom {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03
        for _ in 0..<4 { _ = next() }
    }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state ^ (state >> 33)
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }

    /// In 0..<1, never 0 itself.
    mutating func fraction() -> Double {
        (Double(next() >> 12) + 0.5) / 4_503_599_627_370_496
    }

    mutating func fraction(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * fraction()
    }

    /// Exponential with mean 1.
    mutating func wait() -> Double { -log(fraction()) }

    /// Normal with mean 0 and variance 1.
    mutating func deviation() -> Double {
        sqrt(2 * wait()) * cos(2 * Double.pi * fraction())
    }
}
