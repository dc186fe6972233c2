// How long a frame waits for what would soon make another one. Pure; Runtime keeps the time.
import Models

extension AppState {
    /// Milliseconds that the clock's frame waits for answers; 0 when none is under way.
    var clockWait: Int64 {
        networks.lazy.filter(\.isFetching).map(\.clockWait).max() ?? 0
    }

    /// Milliseconds that news waits for the next key, whose frame shows both: a key that is held down comes thirty times a
    /// second. 0 when nobody has just moved.
    var newsWait: Int64 {
        guard let lastMove else { return 0 }
        let passed = now.milliseconds(since: lastMove)
        return (0..<AppState.keyPause).contains(passed) ? AppState.keyPause - passed : 0
    }

    private static let keyPause: Int64 = 50

    /// Whether an action tells what nobody has just asked for.
    /// - Parameter underWay: the lists that were being derived before it.
    static func isNews(_ action: Action, underWay: Derivation?) -> Bool {
        switch action {
        case .tick, .loaded, .failed, .recalled, .alertNews: true
        case .derived: underWay?.isAsked == false
        default: false
        }
    }
}

extension NetworkState {
    /// Milliseconds that the clock's frame waits for the answer under way, so that both are one frame. Where every turn of
    /// the clock has an answer, the clock turns as late each time, which nobody sees.
    var clockWait: Int64 {
        guard refreshInterval <= 1_000, let answerTook, answerTook <= 400 else { return 80 }
        return max(80, answerTook + answerTook / 4)
    }
}
