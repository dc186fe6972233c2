// How the screen is shared out among the panes. Pure arithmetic on a size and the operator's splits.
import TUIKitLite

/// The splits that the operator has moved, in cells.
struct Splits: Equatable, Codable, Sendable {
    /// Added to the usual width of the left column.
    var left = 0
    /// Added to the usual height of the upper panes.
    var upper = 0
}

/// Where everything stands on a screen of one size.
struct Layout: Equatable {
    static let narrowWidth = 80
    static let smallest = Size(width: 24, height: 6)

    var header: Rect
    var footer: Rect
    var panes: [Pane: Rect]
    /// True when one pane fills the screen and the others are reached by cycling.
    var isStacked: Bool

    /// - Parameter detailRows: rows that the detail pane would like to have; it takes half of the height for them.
    init(size: Size, splits: Splits, focus: Pane, detailRows: Int = 0) {
        let screen = Rect(x: 0, y: 0, width: size.width, height: size.height)
        let (top, rest) = screen.splitTop(1)
        let (body, bottom) = rest.splitBottom(1)
        header = top
        footer = bottom
        isStacked = size.width < Layout.narrowWidth || size.height < 16
        guard !isStacked else {
            panes = Layout.stacked(body, focus: focus, detailRows: detailRows)
            return
        }
        // Neighbouring panes share a border, so each begins on the last line of the one before.
        let leftWidth = Layout.clamp(size.width / 5 + 6 + splits.left, 18, size.width - 50)
        let upperLeft = Layout.clamp(body.height / 2 + splits.upper, 4, body.height - 4)
        let usual = Layout.clamp(body.height / 3 - splits.upper, 4, body.height - 6)
        let detailHeight = max(usual, min(detailRows + 2, body.height / 2))
        let left = Rect(x: 0, y: body.y, width: leftWidth, height: body.height)
        let right = Rect(x: leftWidth - 1, y: body.y, width: size.width - leftWidth + 1, height: body.height)
        let capsHeight = body.height - detailHeight + 1
        panes = [
            .affiliates: Rect(x: 0, y: left.y, width: leftWidth, height: upperLeft),
            .offers: Rect(x: 0, y: left.y + upperLeft - 1, width: leftWidth, height: left.height - upperLeft + 1),
            .caps: Rect(x: right.x, y: right.y, width: right.width, height: capsHeight),
            .detail: Rect(x: right.x, y: right.y + capsHeight - 1, width: right.width, height: detailHeight),
        ]
    }

    /// Narrow screens show the focused pane; caps keep their detail under them when there is height for both.
    private static func stacked(_ body: Rect, focus: Pane, detailRows: Int) -> [Pane: Rect] {
        guard focus == .caps || focus == .detail, body.height >= 16 else { return [focus: body] }
        let detailHeight = max(body.height / 3, min(detailRows + 2, body.height / 2))
        let capsHeight = body.height - detailHeight + 1
        return [
            .caps: Rect(x: body.x, y: body.y, width: body.width, height: capsHeight),
            .detail: Rect(x: body.x, y: body.y + capsHeight - 1, width: body.width, height: detailHeight),
        ]
    }

    /// Rows for data in a pane: inside its frame, and under the column titles for caps.
    func visibleRows(of pane: Pane) -> Int {
        guard let rect = panes[pane] else { return 0 }
        return max(0, rect.height - (pane == .caps ? 3 : 2))
    }

    private static func clamp(_ value: Int, _ low: Int, _ high: Int) -> Int {
        max(low, min(value, max(low, high)))
    }
}
