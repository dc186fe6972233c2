// Checks bars by counting what is drawn, and working out apart what it should be.
import TUIKitLite
import Testing

@Suite("Bar")
struct BarTests {
    private let fill = Style(foreground: .palette(2))
    private let track = Style(foreground: .palette(8), background: .palette(0))
    private let pace = Style(foreground: .palette(7))
    private let over = Style(foreground: .palette(1))
    private static let blocks = Array("▏▎▍▌▋▊▉█")

    private func draw(_ fraction: Double?, pace share: Double? = nil, width: Int, glyphs: Glyphs = .unicode) -> Surface
    {
        var surface = Surface(size: Size(width: width, height: 1))
        Bar(fraction: fraction, pace: share, style: fill, trackStyle: track, paceStyle: pace, overStyle: over)
            .draw(in: Rect(surface.size), on: &surface, glyphs: glyphs)
        return surface
    }

    private func eighths(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + ((Self.blocks.firstIndex(of: $1) ?? -1) + 1) }
    }

    @Test("fills as many eighths as the share of its cells, and something is never nothing", arguments: 2...40)
    func eighthsInside(width: Int) {
        let cells = width - max(1, width / 8)
        for thousandths in 0...1000 {
            let line = draw(Double(thousandths) / 1000, width: width).text(row: 0)
            // In whole numbers: floor(thousandths * cells * 8 / 1000), at least 1 unless empty, full only at the limit.
            let exact = thousandths * cells * 8 / 1000
            let expected = thousandths == 0 ? 0 : max(1, exact)
            let counted = eighths(line.prefix(cells))
            #expect(abs(counted - expected) <= (thousandths * cells * 8 % 1000 == 0 ? 1 : 0), "\(thousandths) \(line)")
            #expect((counted == cells * 8) == (thousandths == 1000))
            #expect(line.dropFirst(cells).first == "┃")
        }
    }

    @Test("at exact eighths there are exactly that many", arguments: 0...128)
    func exactEighths(count: Int) {
        // 18 cells leave 16 for 0 to 100 %, which is 128 eighths: powers of two are exact.
        #expect(eighths(draw(Double(count) / 128, width: 18).text(row: 0).prefix(16)) == count)
    }

    @Test("draws what is over the limit beyond the limit mark, at the same scale")
    func overshoot() {
        for count in 1...24 {
            let line = draw(1 + Double(count) / 256, width: 36).text(row: 0)
            #expect(eighths(line.prefix(32)) == 256)
            #expect(Array(line)[32] == "┃")
            #expect(eighths(line.suffix(3)) == count, "\(line)")
        }
        let far = draw(3, width: 36)
        #expect(far.text(row: 0).hasSuffix("┃██»"))
        #expect(far[35, 0].style == over)
        #expect(draw(1.01, width: 8).text(row: 0) == "███████»")
        #expect(draw(1.0, width: 8).text(row: 0) == "███████┃")
        #expect(draw(7, width: 1).text(row: 0) == "»")
        #expect(draw(0.5, width: 1).text(row: 0) == "▌")
    }

    @Test("a style that stands on a ground of its own fills with that colour, which shows on black and on white")
    func ownGround() {
        let warning = Style(foreground: .palette(7), background: .palette(1))
        func drawn(_ glyphs: Glyphs) -> Surface {
            var surface = Surface(size: Size(width: 36, height: 1))
            Bar(fraction: 1.05, style: warning, trackStyle: .plain, paceStyle: pace, overStyle: warning)
                .draw(in: Rect(surface.size), on: &surface, glyphs: glyphs)
            return surface
        }
        for x in [0, 31, 33] {
            #expect(drawn(.unicode)[x, 0].text == "█")
            #expect(drawn(.unicode)[x, 0].style == Style(foreground: .palette(1)))
            #expect(drawn(.ascii)[x, 0].style == warning, "characters that leave much of a cell keep the ground")
        }
        #expect(drawn(.unicode)[32, 0].style == warning, "the limit mark")
    }

    @Test("in ASCII it is told by characters alone")
    func ascii() {
        // 10 cells leave 9, of which half is 4.5: the half cell rounds up.
        #expect(draw(0.5, width: 10, glyphs: .ascii).text(row: 0) == "=====    ]")
        #expect(draw(nil, width: 6, glyphs: .ascii).text(row: 0) == "......")
        #expect(draw(2, width: 24, glyphs: .ascii).text(row: 0) == "=====================]=>")
        #expect(draw(0, width: 6, glyphs: .ascii).text(row: 0) == "     ]")
        #expect(draw(0.5, pace: 0.25, width: 10, glyphs: .ascii).text(row: 0) == "==|==    ]")
    }

    @Test("marks the pace, over the filled part cut out of it and over the empty part on the track")
    func paceMark() {
        let ahead = draw(0.75, pace: 0.25, width: 18)
        #expect(ahead.text(row: 0) == "████│███████    ┃ ")
        #expect(ahead[4, 0].style.attributes.contains(.reverse))
        #expect(ahead[4, 0].style.foreground == fill.foreground)
        let behind = draw(0.25, pace: 0.75, width: 18)
        #expect(behind.text(row: 0) == "████        │   ┃ ")
        #expect(behind[12, 0].style.foreground == pace.foreground)
        #expect(!behind[12, 0].style.attributes.contains(.reverse))
        #expect(draw(0.5, pace: 1, width: 18).text(row: 0) == "████████       │┃ ")
    }

    @Test("survives every size and every strange number")
    func strange() {
        for width in 0...20 {
            for fraction in [Double.nan, .infinity, -.infinity, -1, 1e300, .leastNonzeroMagnitude, 0, 1] {
                for share in [Double.nan, .infinity, -1, 0, 2, 0.5] {
                    #expect(draw(fraction, pace: share, width: width).text(row: 0).count == width)
                }
            }
        }
        #expect(draw(.nan, width: 3).text(row: 0) == "···")
        #expect(draw(1e-9, width: 18).text(row: 0).first == "▏")
        #expect(draw(0.999999, width: 18).text(row: 0).prefix(16).last == "▉")
    }
}
