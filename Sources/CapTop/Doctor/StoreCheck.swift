// The state file: whether it opens, what it holds, and which writes in it have no outcome.
import Models
import Store

enum StoreCheck {
    static func findings(path: String) -> [Finding] {
        do {
            guard let summary = try StoreSummary.look(at: path, now: WallClock.now) else {
                return [Finding(.ok, "state", "\(path) is not there yet; the first start makes it")]
            }
            guard !summary.isOlder else {
                return [Finding(.ok, "state", "\(path) is an older captop's; the next start upgrades it")]
            }
            return [file(summary, path), samples(summary), journal(summary)]
        } catch  where error.kind == .setAside {
            return [
                Finding(
                    .warn, "state", error.message, advice: "the next start keeps it under another name and begins anew")
            ]
        } catch {
            return [Finding(.fail, "state", error.message)]
        }
    }

    private static func file(_ summary: StoreSummary, _ path: String) -> Finding {
        let networks = summary.networks.isEmpty ? "no last known state yet" : summary.networks.joined(separator: ", ")
        let megabytes = "\(tenths(summary.size)) of \(summary.sizeLimit >> 20) MB"
        return Finding(.ok, "state", "\(path), \(megabytes), \(networks)")
    }

    private static func samples(_ summary: StoreSummary) -> Finding {
        guard let range = summary.samples else { return Finding(.ok, "history", "no samples yet") }
        let length = Figures.age(milliseconds: range.upperBound.milliseconds(since: range.lowerBound))
        return Finding(
            .ok, "history",
            "\(length), from \(range.lowerBound.rfc3339(fractionDigits: 0)) to "
                + range.upperBound.rfc3339(fractionDigits: 0))
    }

    private static func journal(_ summary: StoreSummary) -> Finding {
        guard summary.unsettled > 0 else { return Finding(.ok, "journal", "every change has its outcome") }
        let changes = Figures.counted(summary.unsettled, "change was", "changes were")
        return Finding(
            .warn, "journal", "\(changes) sent and had no answer, outcome unknown",
            advice: "the next start reads the objects and settles them; `captop audit` lists them")
    }

    /// Megabytes with one decimal.
    private static func tenths(_ bytes: Int64) -> String {
        let tenths = (bytes * 10) >> 20
        return "\(tenths / 10).\(tenths % 10)"
    }
}
