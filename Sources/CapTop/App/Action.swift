// Everything that can happen to captop, as data. Codable, so that a recorded stream replays.
import Models
import TUIKitLite
import Upstream

/// One thing that happened.
enum Action: Equatable, Codable, Sendable {
    case command(Command)
    /// The key that ends a wall when it is pressed twice.
    case quitChord
    /// A key for the field or dialog on top, already known to be no command there.
    case edit(FieldEdit)
    /// The left button pressed at a cell.
    case clicked(x: Int, y: Int)
    /// The wheel turned at a cell, towards the end for `isDown`.
    case wheeled(x: Int, y: Int, isDown: Bool)
    case resized(width: Int, height: Int)
    /// The second has turned while something on screen shows seconds.
    case tick
    /// A network's refresh is due.
    case refreshDue(network: String)
    /// New data, and what is likely to come of each of its meters, in their order.
    case loaded(NetworkSnapshot, forecasts: [Forecast?] = [])
    /// The store's last known states, read at start.
    case restored([NetworkSnapshot])
    /// What the last run showed, read at start before all the rest.
    case firstScreen(FirstScreen)
    /// What is likely to come of the meters of a restored state, in their order.
    case recalled(network: String, asOf: Timestamp, [Forecast?])
    /// The lists asked for by the last effect `derive`.
    case derived(Dashboard)
    /// `retryAfter` is in milliseconds.
    case failed(network: String, UpstreamError, retryAfter: Int64)
    /// The object in the editor, read from its network.
    case objectRead(EditTarget, ObjectReading)
    /// The confirmation has been drawn.
    case confirmShown
    /// What a network says of the changes that are to be confirmed.
    case previewed([Edit], PreviewVerdict)
    /// What became of a change that was sent, and the object as then read.
    case written(Edit, EditOutcome, live: LiveObject?)
    /// What became of one object of a bulk change.
    case bulkWritten(Edit, EditOutcome)
    case undoFound(UndoFinding)
    /// Newest first.
    case journalRead([JournalEntry])
    /// What the watch over the rules says after a refresh; the first one at the start is what was raised before.
    case alertNews(AlertNews, isFirst: Bool = false)
    /// What the configuration now says about keys, colours, columns and named queries.
    case settingsRead(ScreenSettings)
    /// Something to be said in the bottom line until the next key.
    case notice(String)
    /// The operator has not moved for a while: sort again.
    case settleOrder
    case resumed
    case historyRead(HistoryAnswer)
    case pastRead(PastAnswer)
}

/// One change to the text of the field in focus.
enum FieldEdit: Equatable, Codable, Sendable {
    case key(String)
    case paste(String)
    case accept
    case cancel
}
