// What the wall knows beside the dashboard's state: which rows it pages through, which page is up, the headline figures,
// and what tripped last. That there is a wall is decided at start; nothing at run time clears it.
import Models

/// A row of the cycle. Keyed by id: it stays on its line whatever becomes of its meter.
struct WallRow: Equatable, Sendable {
    var id: MeterID
    /// Where the meter is now; nil when it has gone.
    var ref: MeterRef?
}

/// How current a network's data was, and whether it was known what is likely to come of it.
struct WallData: Equatable, Sendable {
    var receivedAt: Timestamp?
    var isForecast: Bool
}

/// What tripped last.
struct WallBanner: Equatable, Sendable {
    /// Local time.
    var at: Timestamp
    var meter: CapMeter
    /// How many others tripped with the same refresh.
    var others: Int
}

/// What was said last that no network says, such as why alerts are not delivered.
struct WallNotice: Equatable, Sendable {
    /// Local time.
    var at: Timestamp
    var text: String
}

struct WallState: Equatable, Sendable {
    /// A cycle has no more pages than this, so that the worst caps are soon back.
    static let mostPages = 9
    /// How long the first press of the quit key waits for the second, in milliseconds.
    static let quitTime: Int64 = 2000
    /// How long what has tripped, and what was said, stays up, in milliseconds.
    static let bannerTime: Int64 = 300_000

    /// How long a page stays, in milliseconds.
    let pageTime: Int64
    /// The rows of this cycle, worst first as of its begin.
    var rows: [WallRow] = []
    /// The first row of the page that is up.
    var first = 0
    var turnedAt: Timestamp?
    var figures = WallFigures()
    var banner: WallBanner?
    var notice: WallNotice?
    /// When the quit key was pressed for the first time.
    var quitAt: Timestamp?

    /// By network, what rows and figures were made of.
    var seen: [WallData] = []
    var countedAt: Timestamp?
    /// By network, the meters at or over their limits.
    var tripped: [String: Set<MeterID>] = [:]

    init(pageTime: Int64) {
        self.pageTime = pageTime
    }

    /// Nobody is there to take a notice away: it goes with time.
    func noticeText(at now: Timestamp) -> String? {
        guard let notice, (0..<WallState.bannerTime).contains(now.milliseconds(since: notice.at)) else { return nil }
        return notice.text
    }

    /// The page that is up and how many there are, counted from 1.
    func page(of visible: Int) -> (number: Int, count: Int) {
        (first / max(1, visible) + 1, max(1, (rows.count + visible - 1) / max(1, visible)))
    }
}
