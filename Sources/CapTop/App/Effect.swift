// Everything captop can ask of the world, as data; the Runtime performs it.
import Models

enum Effect: Equatable, Sendable {
    case fetch(network: String)
    /// After `milliseconds`, a `refreshDue` for the network; replaces an earlier one.
    case scheduleRefresh(network: String, milliseconds: Int64)
    /// After `milliseconds`, a `settleOrder`; replaces an earlier one.
    case scheduleSettle(milliseconds: Int64)
    /// Keep this as the last known state.
    case remember(NetworkSnapshot)
    /// Journal and send a confirmed change.
    case send(Edit, WriteToken)
    case redraw
    case suspend
    case quit
}
