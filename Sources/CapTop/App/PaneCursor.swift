// Where the cursor of one list stands: on an id, not on a line, so that it stays on its row when the list changes.

struct PaneCursor<ID: Equatable & Sendable>: Equatable, Sendable {
    /// nil before there is a row, and on the "all" row of the affiliates and offers panes.
    var id: ID?
    /// The line the id was last seen on.
    var line = 0
    /// The first line shown.
    var first = 0
}
