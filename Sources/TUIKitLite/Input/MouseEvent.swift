// Owns what a mouse may do. Knows no bytes and nothing of what lies under the pointer.

/// The left button pressed, or the wheel turned by one notch.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, wheelUp, wheelDown
    }

    public var kind: Kind
    /// The cell under the pointer, from 0.
    public var point: Point

    public init(_ kind: Kind, at point: Point) {
        self.kind = kind
        self.point = point
    }
}
