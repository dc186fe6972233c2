// What was there when the filter field was opened: the filter, and where the cursors stood. Esc goes back to it. After
// every key the cursor is put where this says, not where half a word has left it. Values only.
import Models

struct FilterAnchor: Equatable, Sendable {
    var filter: CapQuery
    var caps: PaneCursor<MeterID>
    /// Where the meter under the cursor was, and most likely still is.
    var ref: MeterRef?
    var detailFirst: Int
    /// The first lines of the panes whose cursors stay on their ids whatever is typed.
    var affiliatesFirst: Int
    var offersFirst: Int
}
