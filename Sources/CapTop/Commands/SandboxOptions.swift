// The options about the made-up world that `captop sandbox` and `captop demo` share, and the start of its server.
import ArgumentParser
import Models
import Sandbox

struct SandboxOptions: ParsableArguments {
    private static let usual = SandboxConfiguration()

    @Option(name: .long, help: "Seed of the made-up data: same seed, same data.")
    var seed: UInt64 = 7

    @Option(name: .long, help: "How many times faster than life its clock runs.")
    var speed = SandboxOptions.usual.speed

    @Option(
        name: .long,
        help: "Events a second of its clock, on average over a day; 0 for none. Default: 5, and 60 in the demo.")
    var traffic: Double?

    @Option(name: .long, help: "Where its clock starts, as 2026-03-10T20:20:41Z. Default: now.")
    var start: String?

    /// - Parameter usualTraffic: what is meant when nothing is said of traffic.
    func configuration(usualTraffic: Double = SandboxOptions.usual.trafficPerSecond) throws -> SandboxConfiguration {
        var configuration = SandboxConfiguration(
            seed: seed, trafficPerSecond: traffic ?? usualTraffic, speed: speed)
        if let start {
            guard let instant = Timestamp(rfc3339: start) else {
                throw CommandFailure(
                    message: "--start: '\(start)' is not an instant such as 2026-03-10T20:20:41Z",
                    status: ExitStatus.usage)
            }
            configuration.startDate = instant
        }
        return configuration
    }

    static func start(_ configuration: SandboxConfiguration) throws -> (Sandbox, port: Int) {
        do {
            let sandbox = try Sandbox(configuration)
            return (sandbox, try waitFor { try await sandbox.start() })
        } catch let error as SandboxError {
            guard error.setting == nil else {
                throw CommandFailure(message: "--\(error.message)", status: ExitStatus.usage)
            }
            throw CommandFailure(message: error.message)
        }
    }
}
