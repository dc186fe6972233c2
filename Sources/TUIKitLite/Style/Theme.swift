// Owns the choice of a theme for a terminal: which form of which theme. The colours themselves stand in ThemeColors.

/// A look for every role.
public struct Theme: Hashable, Sendable {
    public let name: String
    private let styles: [Style]

    /// `contrast` is for bad eyes and bad screens; `colorblind` tells states apart without red against green.
    public static let names = ["dark", "light", "contrast", "colorblind", "mono"]

    init(name: String, style: (Role) -> Style) {
        self.name = name
        styles = Role.allCases.map(style)
    }

    public subscript(role: Role) -> Style { styles[role.rawValue] }

    /// The form of a theme that suits a terminal.
    /// - Parameters:
    ///   - name: one of `names`; anything else gives nil.
    ///   - colors: how many colours the terminal has; under 8 gives attributes only.
    ///   - noColor: the user asked for none (`NO_COLOR`).
    public static func named(_ name: String, colors: Int, noColor: Bool) -> Theme? {
        guard names.contains(name) else { return nil }
        if noColor || colors < 8 || name == "mono" { return Theme(name: name, style: ThemeColors.mono) }
        switch (name, colors >= 256) {
        case ("dark", true): return Theme(name: name, style: ThemeColors.dark256)
        case ("contrast", true): return Theme(name: name, style: ThemeColors.contrast256)
        case ("colorblind", true): return Theme(name: name, style: ThemeColors.colorblind256)
        case ("dark", false), ("contrast", false), ("colorblind", false):
            return Theme(name: name, style: ThemeColors.dark8)
        case ("light", true): return Theme(name: name, style: ThemeColors.light256)
        default: return Theme(name: name, style: ThemeColors.light8)
        }
    }
}
