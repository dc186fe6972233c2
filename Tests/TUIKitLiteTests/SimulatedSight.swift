// How colours look to people without red or green cones: the matrices of Vienot, Brettel and Mollon (1999), and CIELAB to
// measure what is left between two colours.
import Glibc

struct SimulatedSight {
    let name: String
    private let matrix: [[Double]]

    static let all = [
        SimulatedSight(name: "usual", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        SimulatedSight(
            name: "protan", matrix: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
        SimulatedSight(
            name: "deutan", matrix: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
    ]

    /// - Parameter rgb: 0 to 255 each.
    func lab(_ rgb: [Double]) -> [Double] {
        let linear = rgb.map { value -> Double in
            let part = value / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        let seen = matrix.map { row in zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } }
        let white = [0.9505, 1, 1.089]
        let toXYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
        let xyz = zip(toXYZ, white).map { row, reference -> Double in
            let value = zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 } / reference
            return value > 0.008856 ? cbrt(value) : 7.787 * value + 16 / 116
        }
        return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
    }
}
