// Digits of several rows: told apart in every height and charset, and plain text where no digit fits.
import TUIKitLite
import Testing

@Suite struct BigDigitsTests {
    private func drawn(_ text: String, _ size: Size, _ glyphs: Glyphs) -> [String] {
        var surface = Surface(size: size)
        BigDigits(text, style: .plain).draw(in: surface.bounds, on: &surface, glyphs: glyphs)
        return surface.lines()
    }

    @Test("a four in five rows is the picture of a four")
    func four() {
        // Seven cells wide, strokes of two cells, the bar in the middle row.
        #expect(
            drawn("4", Size(width: 7, height: 5), .ascii) == [
                "##   ##", "##   ##", "#######", "     ##", "     ##",
            ])
    }

    @Test("no two digits look alike, in any height, in either charset", arguments: [Glyphs.unicode, .ascii])
    func distinct(glyphs: Glyphs) {
        for height in 3...14 {
            let pictures = Set("0123456789-:".map { drawn(String($0), Size(width: 16, height: height), glyphs) })
            #expect(pictures.count == 12, "height \(height)")
        }
    }

    @Test("every cell of a digit is one wide and stays in its rectangle; what does not fit is plain text")
    func fits() {
        #expect(drawn("128", Size(width: 9, height: 3), .unicode) == ["         ", "   128   ", "         "])
        for width in 0...40 {
            for height in 0...8 {
                let lines = drawn("128", Size(width: width, height: height), .unicode)
                #expect(lines.count == height && lines.allSatisfy { $0.count == width })
            }
        }
    }
}
