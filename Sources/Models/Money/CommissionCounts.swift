// What was counted in the running days of commissions, as reports said it: commissions that share days and zone share
// the numbers. Knows no goals.

/// The amounts of every running commission.
public struct CommissionCounts: Hashable, Sendable, Codable {
    /// One commission on one of its offers.
    public struct Place: Hashable, Sendable, Codable {
        public var commissionID: Int
        public var offerID: Int

        public init(commissionID: Int, offerID: Int) {
            self.commissionID = commissionID
            self.offerID = offerID
        }
    }

    /// The days that count, and where their numbers stand.
    public struct Running: Hashable, Sendable, Codable {
        public var days: CommissionDays
        /// In `tallies`; nil when the numbers could not be read.
        public var tally: Int?

        public init(days: CommissionDays, tally: Int?) {
            self.days = days
            self.tally = tally
        }
    }

    public private(set) var running: [Place: Running]
    public private(set) var tallies: [CommissionTally]

    /// - Parameter running: places in `tallies` that do not exist count as unknown.
    public init(running: [Place: Running] = [:], tallies: [CommissionTally] = []) {
        self.running = running.mapValues { entry in
            Running(days: entry.days, tally: entry.tally.flatMap { tallies.indices.contains($0) ? $0 : nil })
        }
        self.tallies = tallies
    }

    /// The numbers of the commission's running days, all affiliates; nil when unknown or when no days run.
    public func tally(of place: Place) -> CommissionTally? {
        running[place]?.tally.map { tallies[$0] }
    }
}
