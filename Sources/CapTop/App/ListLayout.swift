// How a screen that is one list is shared out: the list above, what is known of the line under the cursor below. Pure
// arithmetic.
import TUIKitLite

struct ListLayout: Equatable {
    /// Rows for the line under the cursor when nothing asks for more.
    private static let usualDetail = 9

    /// Between header and bottom line.
    var body: Rect
    /// With its frame.
    var list: Rect
    /// With its frame; shares a line with the list. Empty where there is no room.
    var detail: Rect

    /// - Parameter detailRows: rows that the lower part would like to have; it takes half of the height for them.
    init(size: Size, detailRows: Int) {
        let screen = Rect(x: 0, y: 0, width: size.width, height: size.height)
        body = screen.splitTop(1).rest.splitBottom(1).rest
        let wanted = max(ListLayout.usualDetail, min(detailRows + 2, body.height / 2))
        guard body.height >= ListLayout.usualDetail * 2 || detailRows > 0 else {
            list = body
            detail = Rect(x: 0, y: body.maxY, width: body.width, height: 0)
            return
        }
        let height = min(wanted, max(3, body.height - 6))
        detail = Rect(x: body.x, y: body.maxY - height, width: body.width, height: height)
        list = Rect(x: body.x, y: body.y, width: body.width, height: body.height - height + 1)
    }

    /// Rows for data: inside the frame and under the column titles.
    var visibleRows: Int { max(1, list.height - 3) }
}

extension AppState {
    /// Whether the list of the present screen has the keys, not what is below it.
    var isListFocused: Bool {
        guard editor == nil else { return false }
        return screen == .audit ? !audit.isDetailFocused : !(moneyResource != nil && money.isDetailFocused)
    }
}
