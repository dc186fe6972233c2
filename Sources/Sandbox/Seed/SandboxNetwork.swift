// The two accounts the sandbox plays: their own ids, names and zones. Constants only.

import Models

enum SandboxNetwork {
    // Everflow
    static let networkID = 7
    static let name = "Lanternfish Network"
    static let currency = "USD"
    static let reportingTimezoneID = 80
    static let reportingZone = "America/New_York"
    static let createdAt = Timestamp(seconds: 1_672_531_200)

    // LeadConduit
    static let accountID = "63f0aa11bb22cc33dd44ee55"
    static let singleSignOnID = "63f0aa11bb22cc33dd44ee56"
    static let userID = "63f0aa11bb22cc33dd44ee57"
    static let accountName = "Acme, Inc."
    static let accountZone = "America/Chicago"

    /// What one unit of a currency is worth in US dollars, for reports asked for in another currency.
    static let dollars: [String: Double] = ["USD": 1, "EUR": 1.08, "GBP": 1.27]
}
