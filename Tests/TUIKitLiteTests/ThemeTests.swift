// Checks that every theme can be read: contrast worked out from the standard colours of terminals.
import Glibc
import TUIKitLite
import Testing

@Suite("Theme")
struct ThemeTests {
    /// The colours as xterm's documentation gives them, written down apart from the toolkit's.
    private static func rgb(_ index: Int) -> [Double] {
        let basic: [[Double]] = [
            [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205],
            [229, 229, 229],
        ]
        if index < 8 { return basic[index] }
        if index >= 232 { return Array(repeating: Double(8 + (index - 232) * 10), count: 3) }
        let steps: [Double] = [0, 95, 135, 175, 215, 255]
        return [steps[(index - 16) / 36], steps[(index - 16) / 6 % 6], steps[(index - 16) % 6]]
    }

    /// WCAG's relative luminance.
    private static func luminance(_ color: Color, own: Double) -> Double {
        guard case .palette(let index) = color else { return own }
        let parts = rgb(Int(index)).map { value -> Double in
            let part = value / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    @Test(
        "every role stands out from its background", arguments: ["dark", "light", "contrast", "colorblind"],
        [8, 16, 256, 1 << 24])
    func contrast(name: String, colors: Int) throws {
        let theme = try #require(Theme.named(name, colors: colors, noColor: false))
        let background = name == "light" ? 1.0 : 0.0
        for role in Role.allCases {
            let style = theme[role]
            let first = Self.luminance(style.foreground, own: 1 - background)
            let second = Self.luminance(style.background, own: background)
            let ratio = (max(first, second) + 0.05) / (min(first, second) + 0.05)
            let wanted = name == "contrast" && colors >= 256 ? 7 : 4.5
            #expect(ratio >= wanted, "\(role) \(ratio)")
        }
    }

    @Test("the colour-blind theme keeps the states apart for protanopes and deuteranopes")
    func colorblind() throws {
        let theme = try #require(Theme.named("colorblind", colors: 256, noColor: false))
        for sight in SimulatedSight.all {
            let states = [Role.calm, .near, .reached, .over].map { role -> [Double] in
                guard case .palette(let index) = theme[role].foreground else { return [0, 0, 0] }
                return sight.lab(Self.rgb(Int(index)))
            }
            for (place, one) in states.enumerated() {
                for other in states[(place + 1)...] {
                    let distance = zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
                    #expect(distance > 40, "\(sight.name): \(distance)")
                }
            }
        }
    }

    @Test("without colours there are attributes only, and state still looks different")
    func mono() throws {
        for theme in [
            Theme.named("dark", colors: 256, noColor: true), Theme.named("light", colors: 2, noColor: false),
            Theme.named("mono", colors: 256, noColor: false),
        ] {
            let theme = try #require(theme)
            for role in Role.allCases {
                #expect(theme[role].foreground == .terminal && theme[role].background == .terminal)
            }
            #expect(theme[.selection] != theme[.text] && theme[.over] != theme[.calm])
        }
    }

    @Test("the selection rests on reverse and bold, never on a colour", arguments: Theme.names, [0, 8, 256])
    func selection(name: String, colors: Int) throws {
        let style = try #require(Theme.named(name, colors: colors, noColor: false))[.selection]
        #expect(style == Style(attributes: [.reverse, .bold]))
    }

    @Test("eight colours are enough for the small form", arguments: ["dark", "light"], [8, 16, 88])
    func smallForm(name: String, colors: Int) throws {
        let theme = try #require(Theme.named(name, colors: colors, noColor: false))
        for role in Role.allCases {
            for color in [theme[role].foreground, theme[role].background] {
                if case .palette(let index) = color { #expect(index < 8) }
            }
        }
    }

    @Test("an unknown name is no theme")
    func unknown() {
        #expect(Theme.named("solarized", colors: 256, noColor: false) == nil)
    }

    @Test("every drawing character is one cell wide, and the ASCII set is ASCII")
    func glyphs() {
        for (glyphs, isASCII) in [(Glyphs.unicode, false), (.ascii, true)] {
            for (_, value) in Mirror(reflecting: glyphs).children {
                for text in value as? [String] ?? [value as? String ?? ""] where !text.isEmpty {
                    #expect(CellWidth.width(of: text) == 1, "\(text)")
                    #expect(!isASCII || text.utf8.count == 1, "\(text)")
                }
            }
            #expect(glyphs.eighths.count == 9)
        }
    }
}
