// What the history tells of a few meters over a stretch of time. A plain value.
import Models

/// Samples of some meters of one network, and when the network was sampled at all.
public struct SampleExcerpt: Hashable, Sendable {
    /// Oldest first.
    public var instants: [Timestamp] = []
    /// Oldest first; empty for a meter that was never sampled.
    public var series: [MeterID: [MeterSample]] = [:]
}
