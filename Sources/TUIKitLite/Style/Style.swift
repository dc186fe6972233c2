// Owns how one cell looks: two colours and attributes, in one word. Knows no role and no theme.

/// The look of a cell. Packed, because a surface holds one for each of its cells and compares them on every frame.
public struct Style: Hashable, Sendable {
    /// From the top: eight bits of attributes, 26 of background, 26 of foreground.
    private var packed: UInt64

    private static let colorBits: UInt64 = 26
    private static let colorMask: UInt64 = 1 << colorBits - 1

    public init(foreground: Color = .terminal, background: Color = .terminal, attributes: Attributes = []) {
        packed = UInt64(foreground.packed) | UInt64(background.packed) << Style.colorBits
        self.attributes = attributes
    }

    /// The terminal's own colours and no attribute.
    public static let plain = Style()

    public var foreground: Color {
        get { Color(packed: packedForeground) }
        set { packed = packed & ~Style.colorMask | UInt64(newValue.packed) }
    }

    public var background: Color {
        get { Color(packed: packedBackground) }
        set { packed = packed & ~(Style.colorMask << Style.colorBits) | UInt64(newValue.packed) << Style.colorBits }
    }

    public var attributes: Attributes {
        get { Attributes(rawValue: UInt8(truncatingIfNeeded: packed >> (2 * Style.colorBits))) }
        set {
            let bits = 2 * Style.colorBits
            packed = packed & (1 << bits - 1) | UInt64(newValue.rawValue) << bits
        }
    }

    var packedForeground: UInt32 { UInt32(packed & Style.colorMask) }
    var packedBackground: UInt32 { UInt32(packed >> Style.colorBits & Style.colorMask) }

    /// The same colours with more attributes.
    public func adding(_ more: Attributes) -> Style {
        var style = self
        style.attributes.formUnion(more)
        return style
    }

    /// What whole cells are filled with on another ground: where the style has a ground of its own, that is the colour that
    /// is told apart on black and on white alike.
    public func painting(on ground: Color, glyphs: Glyphs) -> Style {
        guard glyphs.halfBlocks != nil else { return background == .terminal ? on(ground) : self }
        var style = on(ground)
        if background != .terminal { style.foreground = background }
        return style
    }

    /// The same look on another background.
    public func on(_ background: Color) -> Style {
        var style = self
        style.background = background
        return style
    }
}
