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
    case resized(width: Int, height: Int)
    /// The second has turned while something on screen shows seconds.
    case tick
    /// A network's refresh is due.
    case refreshDue(network: String)
    /// New data, and what is likely to come of each of its meters, in their order.
    case loaded(NetworkSnapshot, forecasts: [Forecast?] = [])
    /// The store's last known state of a network, read at start.
    case restored(NetworkSnapshot, savedAt: Timestamp)
    /// `retryAfter` is in milliseconds.
    case failed(network: String, UpstreamError, retryAfter: Int64)
    /// The object in the editor, read from its network.
    case objectRead(EditTarget, ObjectReading)
    /// What a network says of the changes that are to be confirmed.
    case previewed([Edit], PreviewVerdict)
    /// What became of a change that was sent, and the object as then read.
    case written(Edit, EditOutcome, live: LiveObject?)
    /// What became of one object of a bulk change.
    case bulkWritten(Edit, EditOutcome)
    case undoFound(UndoFinding)
    /// Newest first.
    case journalRead([JournalEntry])
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
