// Looking at the past: the dashboard on screen is one of then, while the one of now goes on unseen. Values only; ReduceTravel
// works with them.
import Models

struct TimeTravel: Equatable, Sendable {
    /// The dashboard of now, which takes in what the networks answer.
    private indirect enum Present: Equatable, Sendable {
        case state(AppState)
    }

    /// On the local clock; all countdowns, forecasts and ages on screen are those of this instant.
    var instant: Timestamp
    /// The meter that the operator looks at, also where it did not exist.
    var meter: MeterID?
    private var kept: Present

    init(to instant: Timestamp, from present: AppState, looking meter: MeterID?) {
        self.instant = instant
        self.meter = meter
        kept = .state(present)
    }

    var present: AppState {
        get {
            switch kept {
            case .state(let state): state
            }
        }
        set { kept = .state(newValue) }
    }
}
