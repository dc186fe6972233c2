// Owns how one cell looks: two colours and attributes, in nine bytes. Knows no role and no theme.

/// The look of a cell. Packed, because a surface holds one for each of its cells and compares them on every frame.
public struct Style: Hashable, Sendable {
    private(set) var packedForeground: UInt32
    private(set) var packedBackground: UInt32
    public var attributes: Attributes

    public init(foreground: Color = .terminal, background: Color = .terminal, attributes: Attributes = []) {
        packedForeground = foreground.packed
        packedBackground = background.packed
        self.attributes = attributes
    }

    /// The terminal's own colours and no attribute.
    public static let plain = Style()

    public var foreground: Color {
        get { Color(packed: packedForeground) }
        set { packedForeground = newValue.packed }
    }

    public var background: Color {
        get { Color(packed: packedBackground) }
        set { packedBackground = newValue.packed }
    }

    /// The same colours with more attributes.
    public func adding(_ more: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(more)
        return style
    }

    /// The same look on another background.
    public func on(_ background: Color) -> Style {
        var style = self
        style.background = background
        return style
    }
}
