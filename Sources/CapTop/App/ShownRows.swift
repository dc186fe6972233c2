// The rows as they stand on screen, for lists that are derived anew: new data must not make them change places while the
// operator is moving. Pure.
import Models

/// Rows, and the meters that they are places of.
struct ShownRows: Sendable, Equatable {
    /// By network.
    var meters: [[CapMeter]] = []
    var indices: [MeterIndex?] = []
    var caps: [MeterRef] = []

    /// The network's index, if it is one of these meters too.
    func index(at network: Int, for others: [CapMeter]) -> MeterIndex? {
        guard indices.indices.contains(network), let index = indices[network], meters[network].count == others.count
        else { return nil }
        let own = meters[network]
        return own.indices.allSatisfy { own[$0].object === others[$0].object } ? index : nil
    }

    /// `rows` in this order; rows that are not in it come last, as they are.
    ///
    /// - Parameter networks: the meters that `rows` are places of, by network.
    func arranged(_ rows: [MeterRef], in networks: [[CapMeter]]) -> [MeterRef] {
        let lines = lines(in: networks)
        var held = [MeterRef?](repeating: nil, count: caps.count)
        var others: [MeterRef] = []
        for row in rows {
            let line = lines[row.network][row.meter]
            if line < 0 { others.append(row) } else { held[Int(line)] = row }
        }
        return held.compactMap { $0 } + others
    }

    /// By network and place the line that the meter had; -1 for none. Most meters are where they were.
    private func lines(in networks: [[CapMeter]]) -> [[Int32]] {
        var lines = networks.map { [Int32](repeating: -1, count: $0.count) }
        var moved: [MeterID: Int32] = [:]
        for (line, ref) in caps.enumerated() {
            let meter = meters[ref.network][ref.meter]
            if ref.meter < networks[ref.network].count, networks[ref.network][ref.meter].isSame(as: meter) {
                lines[ref.network][ref.meter] = Int32(line)
            } else {
                moved[meter.id] = Int32(line)
            }
        }
        guard !moved.isEmpty else { return lines }
        for (network, meters) in networks.enumerated() {
            for place in meters.indices where lines[network][place] < 0 {
                if let line = moved[meters[place].id] { lines[network][place] = line }
            }
        }
        return lines
    }
}

extension CapMeter {
    /// Whether both are the same limit of the same object, at different times.
    func isSame(as other: CapMeter) -> Bool {
        limit.metric == other.limit.metric && limit.period == other.limit.period
            && object.isSame(as: other.object)
    }

    func isCalled(_ id: MeterID) -> Bool {
        limit.metric == id.metric && limit.period == id.period && object.id == id.object
    }
}
