// One field of an edit: what it was, what it shall be, and what the network says now. Knows no rules of the field.

/// A proposed value for one field.
public struct FieldChange: Hashable, Sendable, Codable {
    /// The API's name: `daily_conversion_cap`.
    public var field: String
    /// What the operator looked at.
    public var base: FieldValue
    /// What it shall be.
    public var mine: FieldValue
    /// What the network said last; nil until it was read again.
    public var live: FieldValue?

    public init(field: String, base: FieldValue, mine: FieldValue, live: FieldValue? = nil) {
        self.field = field
        self.base = base
        self.mine = mine
        self.live = live
    }

    /// `+10 %`, to a tenth, of less to a hundredth; nil unless both are numbers above 0. Something is left then, so that it never
    /// reads -100 %.
    public var percentage: String? {
        guard let base = base.quantity, let mine = mine.quantity, base > .zero, mine > .zero else { return nil }
        let share = (mine.doubleValue / base.doubleValue - 1) * 100
        let tenths = max(-99.9, (share * 10).rounded() / 10)
        guard let percent = Quantity(tenths == 0 ? (share * 100).rounded() / 100 : tenths) else { return nil }
        return "\(percent < .zero ? "" : "+")\(percent) %"
    }

    /// Whether the field still has to be written.
    public var isPending: Bool { (live ?? base) != mine }

    /// Whether somebody else gave the field another value than the one looked at and the one proposed.
    public var isConflict: Bool {
        guard let live else { return false }
        return live != base && live != mine
    }
}

/// Why an edit cannot be sent.
public struct FieldProblem: Error, Hashable, Sendable, Codable {
    /// nil when it is about the edit as a whole.
    public var field: String?
    /// A sentence that names the field.
    public var message: String

    public init(field: String? = nil, _ message: String) {
        self.field = field
        self.message = message
    }
}
