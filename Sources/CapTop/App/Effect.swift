// Everything captop can ask of the world, as data; the Runtime performs it.
import Models

enum Effect: Equatable, Sendable {
    /// Ask a network for what is new; whole, also for what is believed to be as it was.
    case fetch(network: String, isWhole: Bool = false)
    /// After `milliseconds`, a `refreshDue` for the network; replaces an earlier one.
    case scheduleRefresh(network: String, milliseconds: Int64)
    /// After `milliseconds`, a `settleOrder`; replaces an earlier one.
    case scheduleSettle(milliseconds: Int64)
    /// Derive the lists away from the main queue; a `derived` brings them.
    case derive(DashboardBuilder)
    /// Free what nobody looks at any more, away from the main queue.
    case retire(Retired)
    /// Say what is likely to come of an answer that is shown without it; a `recalled` brings it.
    case forecast(NetworkSnapshot)
    /// Keep this as the last known state.
    case remember(NetworkSnapshot)
    /// Read an object as its network has it now.
    case read(EditTarget)
    /// Ask a network for its own verdict on changes that are to be confirmed.
    case preview([Edit], live: LiveObject?)
    /// Journal and send a confirmed change.
    ///
    /// - seen: the object that the operator looked at; undoOf: the journal entry that the change takes back.
    case send(Edit, WriteToken, seen: LiveObject?, undoOf: Int64?)
    /// Journal and send confirmed changes of many objects, in the journal all of one `batch`.
    ///
    /// - undoOf: for each change, the journal entry that it takes back.
    case sendAll([Edit], WriteToken, batch: String, undoOf: [Int64?])
    /// Deploy a change that is saved and not live.
    case deploy(Edit, WriteToken)
    /// Find what takes back this journal entry; nil: the last change that is not among `except`.
    case findUndo(entry: Int64?, except: Set<Int64>)
    case readJournal
    case acknowledge([Int64])
    /// Tell whoever sits at this terminal of alerts.
    case announce(AlertAnnouncement)
    /// Read the configuration again.
    case readSettings
    case saveLayout(SavedLayout)
    /// Write the rows on screen to a file.
    case export(RowsExport)
    /// Put text on the clipboard.
    case copy(String)
    /// Read what the store knows of the meters in view.
    case readHistory(HistoryRequest)
    /// Read the networks as they were.
    case readPast(PastRequest)
    case redraw
    case suspend
    case quit
}
