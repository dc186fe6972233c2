// Owns the colours of the themes. Each foreground stands at 4.5:1 or better on its background (black for dark, white for
// light, or the one named here). Selections rest on reverse, so that they are readable on any background.

enum ThemeColors {
    /// Attributes only.
    static func mono(_ role: Role) -> Style {
        switch role {
        case .selection: attributes([.reverse, .bold])
        case .selectionUnfocused: attributes([.underline, .bold])
        case .production, .error, .over, .past: attributes([.reverse, .bold])
        case .staging, .sandbox: attributes(.reverse)
        case .emphasis, .title, .borderFocused, .mark, .near, .reached, .pace, .hintKey, .dialogBorder:
            attributes(.bold)
        case .header, .input: attributes(.underline)
        case .match: attributes([.underline, .bold])
        case .text, .muted, .border, .borderProduction, .calm, .disabled, .track, .hintText, .stale, .dialog: .plain
        }
    }

    static func dark256(_ role: Role) -> Style {
        switch role {
        case .text, .dialog: .plain
        case .emphasis, .pace: attributes(.bold)
        case .muted, .disabled: color(246)
        case .border: color(244)
        case .borderProduction: color(203)
        case .title, .borderFocused, .hintKey, .dialogBorder: color(117, [.bold])
        case .header: color(153, [.bold])
        case .selection: attributes([.reverse, .bold])
        case .selectionUnfocused: color(246, [.reverse])
        case .mark: color(213, [.bold])
        case .calm: color(114)
        case .near: color(221)
        case .reached: color(209, [.bold])
        case .over: color(203, [.bold])
        case .track: color(250, on: 236)
        case .hintText: color(250)
        case .production: color(231, on: 124, [.bold])
        case .staging: color(16, on: 214, [.bold])
        case .sandbox: color(16, on: 114, [.bold])
        case .stale: color(180)
        case .past: color(16, on: 180, [.bold])
        case .error: color(203, [.bold])
        case .input: color(231, on: 238)
        case .match: color(221, [.underline, .bold])
        }
    }

    static func light256(_ role: Role) -> Style {
        switch role {
        case .text, .dialog: .plain
        case .emphasis, .pace: attributes(.bold)
        case .muted, .disabled, .border: color(242)
        case .borderProduction: color(160)
        case .title, .borderFocused, .hintKey, .dialogBorder: color(25, [.bold])
        case .header: color(24, [.bold])
        case .selection: attributes([.reverse, .bold])
        case .selectionUnfocused: color(242, [.reverse])
        case .mark: color(127, [.bold])
        case .calm: color(28)
        case .near: color(94)
        case .reached: color(130, [.bold])
        case .over: color(160, [.bold])
        case .track: color(240, on: 254)
        case .hintText: color(240)
        case .production: color(231, on: 124, [.bold])
        case .staging: color(16, on: 214, [.bold])
        case .sandbox: color(16, on: 114, [.bold])
        case .stale: color(94)
        case .past: color(231, on: 94, [.bold])
        case .error: color(160, [.bold])
        case .input: color(16, on: 253)
        case .match: color(130, [.underline, .bold])
        }
    }

    /// On black, of the eight colours only green, yellow, cyan and white can be read; red serves as a background.
    static func dark8(_ role: Role) -> Style {
        switch role {
        case .text, .dialog, .muted, .disabled, .border, .track, .hintText: .plain
        case .emphasis, .pace: attributes(.bold)
        case .borderProduction: color(3)
        case .title, .borderFocused, .hintKey, .header, .dialogBorder: color(6, [.bold])
        case .selection: attributes([.reverse, .bold])
        case .selectionUnfocused: attributes([.underline, .bold])
        case .mark: color(6, [.bold, .underline])
        case .calm: color(2)
        case .near, .stale: color(3)
        case .reached: color(3, [.bold])
        case .over, .error, .production: color(7, on: 1, [.bold])
        case .staging: color(0, on: 3)
        case .sandbox: color(0, on: 2)
        case .past: color(0, on: 6)
        case .input: attributes(.underline)
        case .match: color(3, [.underline, .bold])
        }
    }

    /// On white, of the eight colours only black, red, blue and magenta can be read.
    static func light8(_ role: Role) -> Style {
        switch role {
        case .text, .dialog, .muted, .disabled, .border, .track, .hintText: .plain
        case .emphasis, .pace: attributes(.bold)
        case .borderProduction: color(1)
        case .title, .borderFocused, .hintKey, .header, .dialogBorder: color(4, [.bold])
        case .selection: attributes([.reverse, .bold])
        case .selectionUnfocused: attributes([.underline, .bold])
        case .mark: color(5, [.bold, .underline])
        case .calm: color(4)
        case .near, .stale: color(5)
        case .reached: color(5, [.bold])
        case .over, .error: color(1, [.bold])
        case .production: color(7, on: 1, [.bold])
        case .staging: color(0, on: 3)
        case .sandbox: color(0, on: 2)
        case .past: color(0, on: 6)
        case .input: attributes(.underline)
        case .match: color(1, [.underline, .bold])
        }
    }

    private static func attributes(_ attributes: Attributes) -> Style { Style(attributes: attributes) }

    private static func color(_ foreground: UInt8, _ attributes: Attributes = []) -> Style {
        Style(foreground: .palette(foreground), attributes: attributes)
    }

    private static func color(_ foreground: UInt8, on background: UInt8, _ attributes: Attributes = []) -> Style {
        Style(foreground: .palette(foreground), background: .palette(background), attributes: attributes)
    }
}
