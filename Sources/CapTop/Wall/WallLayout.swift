// Where everything stands on the wall: header, tiles, banner, list, bottom line. Pure arithmetic on size and hour.
import Models
import TUIKitLite

struct WallLayout: Equatable {
    /// Below this, tiles are one line of text.
    private static let smallestForTiles = Size(width: 60, height: 19)

    var header: Rect
    var tiles: Rect
    var banner: Rect
    /// With its frame.
    var list: Rect
    var bottom: Rect

    /// - Parameter now: moves all by one cell each hour, round a square, so that nothing burns in.
    init(size: Size, at now: Timestamp) {
        let hour = Int(now.milliseconds / 3_600_000 % 4)
        let area = Rect(
            x: [0, 1, 1, 0][hour], y: [0, 0, 1, 1][hour], width: size.width - 1, height: size.height - 1)
        let hasTiles =
            size.width >= WallLayout.smallestForTiles.width && size.height >= WallLayout.smallestForTiles.height
        let (top, below) = area.splitTop(1)
        let (figures, underFigures) = below.splitTop(hasTiles ? WallLayout.digitRows(size) + 3 : 1)
        let (line, underBanner) = underFigures.splitTop(1)
        let (rest, last) = underBanner.splitBottom(1)
        (header, tiles, banner, list, bottom) = (top, figures, line, rest, last)
    }

    /// An eighth of the screen: 36 mm on a monitor 300 mm high, which reads well from four metres.
    private static func digitRows(_ size: Size) -> Int { max(3, (size.height + 4) / 8) }

    var hasTiles: Bool { tiles.height > 1 }

    /// Rows for caps: inside the frame and under the column titles.
    var visibleRows: Int { max(1, list.height - 3) }
}
