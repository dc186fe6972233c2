// Owns rectangles of cells and the ways to split them. Knows nothing of what is drawn in them.

/// A rectangle of cells. Its sizes are never negative, and every split clips to what is there.
public struct Rect: Hashable, Sendable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The whole of a surface of this size.
    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    public var size: Size { Size(width: width, height: height) }
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// The first column right of the rectangle.
    public var maxX: Int { x + width }
    /// The first row below the rectangle.
    public var maxY: Int { y + height }

    /// The rectangle without `amount` cells on each of its four sides.
    public func inset(by amount: Int) -> Rect {
        let horizontal = min(amount, width / 2)
        let vertical = min(amount, height / 2)
        return Rect(x: x + horizontal, y: y + vertical, width: width - 2 * amount, height: height - 2 * amount)
    }

    public func splitLeft(_ width: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, width), self.width)
        return (
            Rect(x: x, y: y, width: taken, height: height),
            Rect(x: x + taken, y: y, width: self.width - taken, height: height)
        )
    }

    public func splitRight(_ width: Int) -> (rest: Rect, right: Rect) {
        let halves = splitLeft(self.width - min(max(0, width), self.width))
        return (halves.left, halves.rest)
    }

    public func splitTop(_ height: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, height), self.height)
        return (
            Rect(x: x, y: y, width: width, height: taken),
            Rect(x: x, y: y + taken, width: width, height: self.height - taken)
        )
    }

    public func splitBottom(_ height: Int) -> (rest: Rect, bottom: Rect) {
        let halves = splitTop(self.height - min(max(0, height), self.height))
        return (halves.top, halves.rest)
    }

    /// What both cover; empty when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }
}
