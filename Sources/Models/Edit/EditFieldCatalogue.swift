// Which fields of which objects can be changed (Everflow reference, 4.3, 6.4, 7, 8; LeadConduit reference, 3.2, 3.5).

extension EditField {
    /// The editable fields of one kind of object, in the order in which editors list them.
    public static func fields(of kind: EditableKind) -> [EditField] {
        switch kind {
        case .customCap: customCap
        case .offer: offer
        case .offerGroup: offerGroup
        case .affiliate: affiliate
        case .customPayout: customPayout
        case .tieredCommission: tieredCommission
        case .affiliateTier: affiliateTier
        case .leadCap: leadCap
        case .flow, .source: enabled
        }
    }

    /// The field of that API name; nil when objects of this kind have none that can be changed.
    public static func named(_ name: String, of kind: EditableKind) -> EditField? {
        fields(of: kind).first { $0.name == name }
    }

    /// Everflow's sixteen limits, conversions first.
    public static let limits: [EditField] = SixteenQuantities.places.enumerated().map { index, place in
        let shape: Shape = place.metric.isMoney ? .money : .count(unit: "\(place.metric.rawValue)s")
        return EditField("\(Everflow.CapMatrix.names[index])", shape, isZeroUnlimited: true)
    }

    private static let customCap = limits + [EditField("name", .text), EditField("is_soft_cap", .flag)]

    private static let offer =
        limits + [
            EditField("is_caps_enabled", .flag),
            EditField("offer_status", .word(["active", "paused", "pending", "deleted"])),
        ]

    private static let offerGroup =
        limits + [
            EditField("is_caps_enabled", .flag), EditField("is_soft_cap", .flag), EditField("name", .text),
            EditField("offer_group_status", .word(["active", "deleted"])), EditField("internal_notes", .text),
        ]

    private static let affiliate = [
        EditField("account_status", .word(["active", "inactive", "pending", "suspended"])),
        EditField("name", .text), EditField("internal_notes", .text),
    ]

    private static let leadCap = [
        EditField("maximum", .count(unit: "leads")), EditField("name", .text, isClearable: true),
        EditField("reason", .text, isClearable: true), EditField("duration", .length),
        EditField("duration_units", .word(["minute", "hour", "day", "week", "month"])),
        EditField("time_zone", .zone, isClearable: true),
    ]

    private static let enabled = [EditField("enabled", .flag)]
}
