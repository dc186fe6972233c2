// Owns the colours of the themes for people who see colours or contrast differently. Both are for black; where they say
// nothing they are the dark theme.

extension ThemeColors {
    /// Each foreground stands at 7:1 or better, and nothing is grey.
    static func contrast256(_ role: Role) -> Style {
        switch role {
        case .muted, .disabled, .border, .hintText: Style(foreground: .palette(252))
        case .track: Style(foreground: .palette(231), background: .palette(234))
        case .calm: Style(foreground: .palette(120))
        case .near, .stale: Style(foreground: .palette(227), attributes: .bold)
        case .reached: Style(foreground: .palette(215), attributes: .bold)
        case .over, .error: Style(foreground: .palette(217), attributes: [.bold, .underline])
        case .borderProduction: Style(foreground: .palette(217))
        case .production: Style(foreground: .palette(231), background: .palette(88), attributes: .bold)
        case .past: Style(foreground: .palette(16), background: .palette(227), attributes: .bold)
        case .input: Style(foreground: .palette(231), background: .palette(236), attributes: .underline)
        case .selectionUnfocused: Style(foreground: .palette(252), attributes: .reverse)
        default: dark256(role)
        }
    }

    /// Blue, pale yellow, orange and red-pink: four apart for protanopes and deuteranopes too.
    static func colorblind256(_ role: Role) -> Style {
        switch role {
        case .calm: Style(foreground: .palette(81))
        case .near: Style(foreground: .palette(229))
        case .reached: Style(foreground: .palette(208), attributes: .bold)
        case .over, .error: Style(foreground: .palette(198), attributes: .bold)
        case .borderProduction: Style(foreground: .palette(198))
        case .sandbox: Style(foreground: .palette(16), background: .palette(81), attributes: .bold)
        default: dark256(role)
        }
    }
}
