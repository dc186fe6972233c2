// Checks drawing on cells: clipping at every column, wide characters, frames.
import Testing

@testable import TUIKitLite

@Suite("Surface")
struct SurfaceTests {
    private let bold = Style(attributes: .bold)

    /// No wide character without its second half, and no second half without its first.
    private func expectWhole(_ surface: Surface, _ comment: Comment) {
        for y in 0..<surface.size.height {
            for x in 0..<surface.size.width {
                let cell = surface[x, y]
                if cell.width == 2 { #expect(x + 1 < surface.size.width && surface[x + 1, y].isContinuation, comment) }
                if cell.isContinuation { #expect(x > 0 && surface[x - 1, y].width == 2, comment) }
            }
        }
    }

    @Test("never half draws a wide character, at any column, width or clip")
    func wideClipping() {
        for x in -8...12 {
            for width in 0...12 {
                for clip in 0...10 {
                    var surface = Surface(size: Size(width: 10, height: 1))
                    surface.put("漢字漢字漢", at: Point(x: 0, y: 0), style: .plain)
                    surface.put(
                        "a作b者c", at: Point(x: x, y: 0), style: bold, maxWidth: width,
                        clip: Rect(x: clip, y: 0, width: 10 - clip, height: 1))
                    expectWhole(surface, "x \(x) width \(width) clip \(clip)")
                    for column in 0..<10 where surface[column, 0].style == bold {
                        #expect(column >= max(x, clip) && column < x + width, "x \(x) width \(width) clip \(clip)")
                    }
                }
            }
        }
    }

    @Test("replaces the half of a wide character that does not fit by a space")
    func edges() {
        var surface = Surface(size: Size(width: 4, height: 3))
        #expect(surface.put("作者名", at: Point(x: 1, y: 0), style: .plain) == 3)
        #expect(surface.put("作者", at: Point(x: -1, y: 1), style: .plain) == 4)
        #expect(surface.put("ab作", at: Point(x: 0, y: 2), style: .plain, maxWidth: 3) == 3)
        #expect(surface.lines() == [" 作 ", " 者 ", "ab  "])
    }

    @Test("overwriting half of a wide character blanks the other half")
    func overwriting() {
        var surface = Surface(size: Size(width: 6, height: 2))
        surface.put("作者", at: Point(x: 0, y: 0), style: .plain)
        surface.put("x", at: Point(x: 1, y: 0), style: .plain)
        surface.put("作者", at: Point(x: 0, y: 1), style: .plain)
        surface.put("名", at: Point(x: 1, y: 1), style: .plain)
        #expect(surface.lines() == [" x者  ", " 名   "])
        surface.put("作者", at: Point(x: 0, y: 0), style: .plain)
        surface.fill(Rect(x: 1, y: 0, width: 2, height: 1), "#", style: .plain)
        #expect(surface.lines()[0] == " ##   ")
    }

    @Test("keeps combining marks on their base, and takes no more than it can hold")
    func combining() {
        var surface = Surface(size: Size(width: 4, height: 1))
        #expect(surface.put("e\u{301}x", at: Point(x: 0, y: 0), style: .plain) == 2)
        #expect(surface[0, 0].text == "e\u{301}")
        #expect(surface[1, 0].text == "x")
        surface.put("a" + String(repeating: "\u{20D0}", count: 40), at: Point(x: 0, y: 0), style: .plain)
        #expect(surface[0, 0].text.unicodeScalars.count <= 5)
        #expect(surface[0, 0].text.utf8.count <= 15)
    }

    @Test("restyling keeps the glyphs, and gives both halves of a wide character one style")
    func restyle() {
        for x in 0..<4 {
            for width in 0...4 {
                var surface = Surface(size: Size(width: 4, height: 1))
                surface.put("作者", at: Point(x: 0, y: 0), style: .plain)
                surface.restyle(Rect(x: x, y: 0, width: width, height: 1), style: bold)
                #expect(surface.lines() == ["作者"])
                #expect(surface[0, 0].style == surface[1, 0].style)
                #expect(surface[2, 0].style == surface[3, 0].style)
            }
        }
    }

    @Test("draws nothing outside of itself")
    func outside() {
        var surface = Surface(size: Size(width: 3, height: 2))
        for point in [Point(x: 0, y: -1), Point(x: 0, y: 2), Point(x: 3, y: 0), Point(x: -9, y: 1)] {
            surface.put("abc", at: point, style: bold)
        }
        surface.fill(Rect(x: -5, y: -5, width: 2, height: 20), "x", style: bold)
        surface.box(Rect(x: 1, y: 1, width: 9, height: 9), glyphs: .ascii, style: .plain)
        #expect(surface.lines() == ["   ", " +-"])
        #expect(Surface(size: Size(width: 0, height: 0)).lines() == [])
        #expect(Surface(size: Size(width: -3, height: 4)).size == Size(width: 0, height: 4))
    }

    @Test("a box carries its title, and its trailing text when there is room")
    func box() {
        var surface = Surface(size: Size(width: 20, height: 3))
        let all = Rect(surface.size)
        surface.box(all, glyphs: .unicode, style: .plain, title: "Caps", titleStyle: bold, trailing: "2/9")
        #expect(surface.lines() == ["┌─ Caps ───── 2/9 ─┐", "│                  │", "└──────────────────┘"])
        surface.box(
            all, glyphs: .ascii, style: .plain, title: "A very long title indeed", titleStyle: bold, trailing: "2/9")
        #expect(surface.lines()[0] == "+- A very long t~ -+")
        for width in 0...8 {
            for height in 0...4 {
                var small = Surface(size: Size(width: width, height: height))
                small.box(
                    Rect(small.size), glyphs: .unicode, style: .plain, title: "作者", titleStyle: bold, trailing: "x")
                expectWhole(small, "\(width)x\(height)")
            }
        }
    }

    @Test("cells are three words and styles one in an array")
    func compact() {
        #expect(MemoryLayout<Cell>.stride <= 24)
        #expect(MemoryLayout<Style>.stride <= 8)
    }

    @Test("rows are the same when glyphs and styles are, on surfaces of one width")
    func sameRows() {
        var one = Surface(size: Size(width: 9, height: 3))
        var other = one
        #expect((0..<3).allSatisfy { one.hasSameRow($0, as: other) })
        one.put("作a", at: Point(x: 1, y: 1), style: .plain)
        #expect((0..<3).map { one.hasSameRow($0, as: other) } == [true, false, true])
        other.put("作a", at: Point(x: 1, y: 1), style: .plain)
        #expect(one.hasSameRow(1, as: other))
        other.restyle(Rect(x: 8, y: 2, width: 1, height: 1), style: bold)
        #expect((0..<4).map { one.hasSameRow($0, as: other) } == [true, true, false, false])
        #expect(!one.hasSameRow(0, as: Surface(size: Size(width: 8, height: 3))))
    }
}
