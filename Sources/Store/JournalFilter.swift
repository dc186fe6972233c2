// Which entries of the journal are asked for.

/// Conditions on journal entries; all of them hold. nil sets none.
public struct JournalFilter: Hashable, Sendable {
    /// The profile's name.
    public var profile: String?
    /// The text of the edit's target, as `acme/custom:412`.
    public var target: String?
    /// At most so many, the newest ones.
    public var limit: Int?

    public init(profile: String? = nil, target: String? = nil, limit: Int? = nil) {
        self.profile = profile
        self.target = target
        self.limit = limit
    }
}
