// Owns one position on the cell grid. Knows no size.

/// A cell's position, counted from 0 at the top left; may lie outside of a surface.
public struct Point: Hashable, Sendable {
    public var x: Int
    public var y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}
