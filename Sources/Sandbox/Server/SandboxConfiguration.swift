// What a sandbox can be told when it starts, and what is refused. Knows nothing of how it is served.

import Models

/// The settings of one sandbox.
public struct SandboxConfiguration: Sendable {
    /// Loopback only: the sandbox is never reachable from another machine.
    public let host = "127.0.0.1"
    /// 0: any free port.
    public var port: Int
    /// Accepted as Everflow's `X-Eflow-API-Key` and as the password of LeadConduit's Basic authentication.
    public var key: String
    /// nil: a temporary file, removed when the sandbox stops.
    public var databasePath: String?
    public var seed: UInt64
    /// nil: as many as `caps` calls for, at least 24.
    public var affiliates: Int?
    /// nil: as many as `caps` calls for, at least 40.
    public var offers: Int?
    /// How many limits there are in all, each of them one row of the dashboard: about a fifth of them LeadConduit caps,
    /// the others spread over offers, offer groups and custom caps.
    public var caps: Int
    /// Generated events for each second of the sandbox's clock; 0 for none.
    public var trafficPerSecond: Double
    /// How much faster than real time the clock runs.
    public var speed: Double
    /// Where the clock starts; nil: now. An existing database never goes back in time.
    public var startDate: Timestamp?
    /// What goes wrong on purpose; `POST /sandbox/faults` replaces it while the sandbox runs.
    public var faults: [FaultRule]

    public init(
        port: Int = 8787, key: String = "sandbox", databasePath: String? = nil, seed: UInt64 = 1,
        affiliates: Int? = nil, offers: Int? = nil, caps: Int = 150, trafficPerSecond: Double = 5, speed: Double = 1,
        startDate: Timestamp? = nil, faults: [FaultRule] = []
    ) {
        self.port = port
        self.key = key
        self.databasePath = databasePath
        self.seed = seed
        self.affiliates = affiliates
        self.offers = offers
        self.caps = caps
        self.trafficPerSecond = trafficPerSecond
        self.speed = speed
        self.startDate = startDate
        self.faults = faults
    }

    /// Throws a sentence for the first setting that cannot be.
    func validate() throws(SandboxError) {
        guard (0...65_535).contains(port) else { throw SandboxError(setting: "port", mustBe: "between 0 and 65535") }
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SandboxError(setting: "key", mustBe: "printable ASCII without spaces")
        }
        guard (1...1_000_000).contains(caps) else {
            throw SandboxError(setting: "caps", mustBe: "between 1 and 1000000")
        }
        for (name, count) in [("affiliates", affiliates), ("offers", offers)] {
            guard let count else { continue }
            guard (1...100_000).contains(count) else {
                throw SandboxError(setting: name, mustBe: "between 1 and 100000")
            }
        }
        guard trafficPerSecond.isFinite, (0...100_000).contains(trafficPerSecond) else {
            throw SandboxError(setting: "traffic", mustBe: "between 0 and 100000 events a second")
        }
        guard speed.isFinite, (0...100_000).contains(speed) else {
            throw SandboxError(setting: "speed", mustBe: "between 0 and 100000")
        }
    }
}

/// Why a sandbox cannot run, as one sentence.
public struct SandboxError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    /// The setting that cannot be as it is, by which the message begins; nil when it is none.
    public let setting: String?

    init(_ message: String) {
        self.message = message
        setting = nil
    }

    init(setting: String, mustBe allowed: String) {
        message = "\(setting) must be \(allowed)"
        self.setting = setting
    }

    public var description: String { message }
}
