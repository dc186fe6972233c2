// What is on screen of the stored samples: the trends of the rows in view and the course of the selected meter, with those
// of its neighbours. A bounded cache that knows what is missing in it; who reads it is the Historian's business.
import Models

/// A question to the store about some meters of one network.
struct HistoryRequest: Equatable, Codable, Sendable {
    struct Course: Equatable, Codable, Sendable {
        var id: MeterID
        var from: Timestamp
    }

    var network: Network
    /// On the network's own clock.
    var until: Timestamp
    var trends: [MeterID] = []
    var course: Course?
    /// The instant on screen while travelling in time; nil for now.
    var pastInstant: Timestamp?
    /// Whether something of it was not known at all: what is only read again is as good a second later.
    var isAwaited = false
}

/// What the store knows of that. What could not be read is missing.
struct HistoryAnswer: Equatable, Codable, Sendable {
    var request: HistoryRequest
    var trends: [MeterID: MeterTrend] = [:]
    var course: MeterCourse?
}

struct HistoryState: Equatable, Sendable {
    private struct KeptTrend: Equatable, Sendable {
        var trend: MeterTrend?
        var readAt: Timestamp
    }

    private struct KeptCourse: Equatable, Sendable {
        /// The refresh of the network up to which it goes.
        var until: Timestamp
        var readAt: Timestamp
        var course: MeterCourse?
    }

    /// Trends are as good as new until the next whole one of these, in milliseconds: all of them are read again at once.
    private static let trendSpan: Int64 = 60_000
    /// So is a course, in milliseconds of its network's clock.
    private static let coursePause: Int64 = 10_000
    /// So long, in milliseconds, no samples are believed: what is on screen may not be recorded yet.
    private static let emptyPause: Int64 = 1_000
    /// Trends kept at most; a few screens full.
    private static let most = 1_000
    /// Courses kept at most.
    private static let mostCourses = 16

    /// Whether there are samples to ask for.
    var isKept = false
    private var isReading = false
    private var trends: [MeterID: KeptTrend] = [:]
    private var courses: [MeterID: KeptCourse] = [:]

    init(isKept: Bool = false) {
        self.isKept = isKept
    }

    func trend(of id: MeterID) -> MeterTrend? { trends[id]?.trend }

    func course(of id: MeterID) -> MeterCourse? { courses[id]?.course }

    var canAsk: Bool { isKept && !isReading }

    mutating func begin() { isReading = true }

    func isTrendDue(_ id: MeterID, at now: Timestamp) -> Bool {
        guard let kept = trends[id] else { return true }
        return kept.readAt.milliseconds / HistoryState.trendSpan != now.milliseconds / HistoryState.trendSpan
    }

    /// A chart of a window shows no single seconds.
    ///
    /// - Parameter asOf: the newest refresh of the meter's network.
    func isCourseDue(_ id: MeterID, asOf: Timestamp, at now: Timestamp) -> Bool {
        guard let course = courses[id] else { return true }
        if course.course?.runs.isEmpty == true,
            HistoryState.isOver(HistoryState.emptyPause, since: course.readAt, at: now)
        {
            return true
        }
        return HistoryState.isOver(HistoryState.coursePause, since: course.until, at: asOf)
    }

    func isCourseKnown(_ id: MeterID) -> Bool { courses[id] != nil }

    func isTrendKnown(_ id: MeterID) -> Bool { trends[id] != nil }

    /// So it is also when the clock was set back.
    private static func isOver(_ pause: Int64, since start: Timestamp, at now: Timestamp) -> Bool {
        !(0..<pause).contains(now.milliseconds(since: start))
    }

    mutating func take(_ answer: HistoryAnswer, at now: Timestamp) {
        isReading = false
        if trends.count + answer.request.trends.count > HistoryState.most { trends = [:] }
        for id in answer.request.trends { trends[id] = KeptTrend(trend: answer.trends[id], readAt: now) }
        if let asked = answer.request.course {
            if courses.count >= HistoryState.mostCourses,
                let oldest = courses.min(by: { $0.value.readAt < $1.value.readAt })
            {
                courses[oldest.key] = nil
            }
            courses[asked.id] = KeptCourse(until: answer.request.until, readAt: now, course: answer.course)
        }
    }
}
