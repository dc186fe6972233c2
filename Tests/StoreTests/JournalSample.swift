// A journal entry with every kind of value.
import Models

extension Sample {
    static func entry(profile: String = "acme", target: String = "acme/custom:412") -> JournalEntry {
        JournalEntry(
            at: now, who: "ines@desk", profile: profile, environment: .staging, target: target, method: .patch,
            path: "/v1/networks/custom/caps", body: #"{"network_custom_cap_setting_ids":[412]}"#,
            before: [
                "daily_conversion_cap": .quantity(Quantity(40)),
                "monthly_payout_cap": .quantity(Quantity(millionths: 12_500_500_000)),
                "is_soft_cap": .flag(false), "name": .text(""), "reason": .none,
            ],
            after: ["daily_conversion_cap": .quantity(Quantity(44)), "is_soft_cap": .flag(true)],
            batch: "b-1")
    }
}
