// Asks for the history of what is in view, and only of that: one question at a time, so that neither moving fast nor a
// hundred thousand meters let them pile up.
import Models

func reduceHistoryRead(_ state: inout AppState, _ answer: HistoryAnswer) -> [Effect] {
    // What was asked at another instant is not the history on screen.
    guard answer.request.pastInstant == state.travel?.instant else { return [] }
    state.history.take(answer, at: state.now)
    return []
}

extension AppState {
    /// The next question about what is in view; the last step of every action.
    mutating func readHistoryInView() -> [Effect] {
        guard history.canAsk, size.width > 0, let request = dueCourse ?? dueTrends ?? neighbour else { return [] }
        history.begin()
        return [.readHistory(request)]
    }

    private func request(about network: NetworkState) -> HistoryRequest? {
        guard let snapshot = network.snapshot else { return nil }
        return HistoryRequest(
            network: network.network, until: snapshot.asOf, pastInstant: travel?.instant)
    }

    private var dueCourse: HistoryRequest? {
        guard isChartInView, let meter = selectedCap, ghost == nil,
            let network = networkState(named: meter.object.id.network), let asOf = network.snapshot?.asOf,
            history.isCourseDue(meter.id, asOf: asOf, at: now)
        else { return nil }
        return request(aboutCourseOf: meter)
    }

    /// The course of a row beside the selected one: whoever moves on sees all at once.
    private var neighbour: HistoryRequest? {
        guard isChartInView, isBeingUsed, ghost == nil else { return nil }
        let rows = [caps.line + 1, caps.line - 1].lazy.compactMap { cap(onLine: $0) }
        return rows.first { !history.isCourseKnown($0.id) }.flatMap { request(aboutCourseOf: $0) }
    }

    private func request(aboutCourseOf meter: CapMeter) -> HistoryRequest? {
        guard let network = networkState(named: meter.object.id.network), var request = request(about: network)
        else { return nil }
        let span = CourseSpan(meter, until: request.until)
        request.course = HistoryRequest.Course(id: meter.id, from: span.from)
        request.isAwaited = !history.isCourseKnown(meter.id)
        return request
    }

    /// Whether somebody who has just moved misses on screen what the answer brings.
    func isAwaited(_ answer: HistoryAnswer) -> Bool {
        isBeingUsed && answer.request.isAwaited
            && (!answer.request.trends.isEmpty || answer.request.course?.id == selectedCap?.id)
    }

    private var dueTrends: HistoryRequest? {
        guard isTrendInView else { return nil }
        let last = min(capLineCount, caps.first + layout.visibleRows(of: .caps))
        var request: HistoryRequest?
        for line in caps.first..<max(caps.first, last) {
            guard let id = cap(onLine: line)?.id, history.isTrendDue(id, at: now) else { continue }
            if request == nil { request = networkState(named: id.object.network).flatMap { self.request(about: $0) } }
            if request?.network.name == id.object.network { request?.trends.append(id) }
        }
        let isAwaited = request?.trends.contains { !history.isTrendKnown($0) } ?? false
        request?.isAwaited = isAwaited
        return request
    }
}
