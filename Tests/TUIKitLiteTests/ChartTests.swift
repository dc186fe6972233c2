// Checks charts dot by dot: every braille cell is read back into its dots, and these are compared with arithmetic done here.
import TUIKitLite
import Testing

@Suite("Chart")
struct ChartTests {
    private let fill = Style(foreground: .palette(2))
    private let line = Style(foreground: .palette(3))
    private let axis = Style(foreground: .palette(8))

    /// Lines without axes' labels in a plane of so many cells; its axis takes one more column.
    private func draw(
        _ lines: [Chart.Line], width: Int, height: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
        glyphs: Glyphs = .unicode
    ) -> Surface {
        var surface = Surface(size: Size(width: width + 1, height: height))
        Chart(xRange: x, yRange: y, lines: lines, axisStyle: axis)
            .draw(in: Rect(surface.size), on: &surface, glyphs: glyphs)
        return surface
    }

    /// The dots of a surface from its second column on, as `x,y` counted from the lower left.
    private func dots(_ surface: Surface) -> Set<[Int]> {
        var found: Set<[Int]> = []
        // The Unicode standard's numbering of the dots, by row from the top.
        let places = [[0, 3], [1, 4], [2, 5], [6, 7]]
        for cellY in 0..<surface.size.height {
            for cellX in 1..<surface.size.width {
                guard let scalar = surface[cellX, cellY].text.unicodeScalars.first,
                    (0x2800...0x28FF).contains(scalar.value)
                else { continue }
                for row in 0..<4 {
                    for column in 0..<2 where scalar.value >> UInt32(places[row][column]) & 1 == 1 {
                        found.insert([(cellX - 1) * 2 + column, (surface.size.height - cellY) * 4 - 1 - row])
                    }
                }
            }
        }
        return found
    }

    @Test("an area fills every column of dots up to its value, and a value holds until the next point")
    func area() {
        // 20 columns of dots for 0...19 and 16 rows for 0...15: a dot a unit.
        let points = [
            Chart.Point(x: 2, y: 3), Chart.Point(x: 7, y: 15), Chart.Point(x: 12, y: 0), Chart.Point(x: 16, y: 0),
        ]
        let surface = draw(
            [Chart.Line(points, stroke: .area, style: fill)], width: 10, height: 4, x: 0...19, y: 0...15)
        var expected: Set<[Int]> = []
        for x in 2..<7 { for y in 0...3 { expected.insert([x, y]) } }
        for x in 7..<12 { for y in 0...15 { expected.insert([x, y]) } }
        #expect(dots(surface) == expected)
        #expect(surface[2, 3].style == fill)
    }

    @Test("what is above nothing is never drawn as nothing")
    func something() {
        let surface = draw(
            [Chart.Line([.init(x: 0, y: 1), .init(x: 19, y: 1)], stroke: .area, style: fill)], width: 10, height: 2,
            x: 0...19, y: 0...1000)
        #expect(dots(surface) == Set((0..<20).map { [$0, 0] }))
    }

    @Test("a solid line goes through the dots between its points, dashes are on four of seven, points one of three")
    func strokes() {
        let ends = [Chart.Point(x: 0, y: 7), Chart.Point(x: 27, y: 7)]
        func columns(_ stroke: Chart.Stroke) -> [Int] {
            let surface = draw(
                [Chart.Line(ends, stroke: stroke, style: line)], width: 14, height: 2, x: 0...27, y: 0...7)
            let found = dots(surface)
            #expect(found.allSatisfy { $0[1] == 7 })
            return found.map { $0[0] }.sorted()
        }
        #expect(columns(.solid) == Array(0...27))
        #expect(columns(.dashed) == [0, 1, 2, 3, 7, 8, 9, 10, 14, 15, 16, 17, 21, 22, 23, 24])
        #expect(columns(.dotted) == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
    }

    @Test("a rising line passes at most half a dot from where it should")
    func slope() {
        let surface = draw(
            [Chart.Line([.init(x: 0, y: 0), .init(x: 39, y: 13)], stroke: .solid, style: line)], width: 20, height: 4,
            x: 0...39, y: 0...15)
        let found = dots(surface)
        #expect(Set(found.map { $0[0] }) == Set(0...39), "a dot in every column")
        for dot in found { #expect(abs(dot[0] - 3 * dot[1]) <= 2, "\(dot)") }
    }

    @Test("a line that crosses an area is cut out of it, so that it is seen without colour; two lines that meet stay")
    func crossing() {
        let area = Chart.Line([.init(x: 0, y: 7), .init(x: 9, y: 7)], stroke: .area, style: fill)
        let level = Chart.Line([.init(x: 0, y: 4), .init(x: 19, y: 4)], stroke: .solid, style: line)
        let found = dots(draw([area, level, level], width: 10, height: 2, x: 0...19, y: 0...7))
        for x in 0...9 {
            #expect(!found.contains([x, 4]) && found.contains([x, 3]) && found.contains([x, 7]))
        }
        for x in 10...19 { #expect(found.contains([x, 4])) }
    }

    @Test("what is outside of the ranges is cut off, however far it goes")
    func clipping() {
        let far = [Chart.Point(x: -10, y: -5), Chart.Point(x: 30, y: 35), Chart.Point(x: 1e300, y: 1e300)]
        let found = dots(
            draw([Chart.Line(far, stroke: .solid, style: line)], width: 10, height: 5, x: 0...19, y: 0...19))
        // y = x + 5 inside.
        #expect(found == Set((0...14).map { [$0, $0 + 5] }))
        let tall = Chart.Line([.init(x: -5, y: 99), .init(x: 99, y: 99)], stroke: .area, style: fill)
        #expect(dots(draw([tall], width: 3, height: 2, x: 0...5, y: 0...7)).count == 6 * 8)
    }

    @Test("in ASCII each kind of line has a character of its own")
    func ascii() {
        let lines = [
            Chart.Line([.init(x: 0, y: 1), .init(x: 4, y: 1)], stroke: .area, style: fill),
            Chart.Line([.init(x: 0, y: 3), .init(x: 9, y: 3)], stroke: .solid, style: line),
            Chart.Line([.init(x: 0, y: 0), .init(x: 9, y: 0)], stroke: .dotted, style: line),
            Chart.Line([.init(x: 5, y: 2), .init(x: 9, y: 2)], stroke: .dashed, style: line),
        ]
        let surface = draw(lines, width: 10, height: 4, x: 0...9, y: 0...3, glyphs: .ascii)
        #expect(surface.lines() == ["|----------", "|     ++ ++", "|#####     ", "|.#.#. . . "])
    }

    @Test("labels stand at their values; one that would touch an earlier one is left out")
    func labels() {
        var surface = Surface(size: Size(width: 24, height: 7))
        Chart(
            xRange: 0...39, yRange: 0...40, lines: [],
            xTicks: [.init(0, "00:00"), .init(39, "24:00"), .init(20, "now"), .init(22, "later"), .init(50, "never")],
            yTicks: [.init(40, "40"), .init(0, "0"), .init(39, "39")], axisStyle: axis
        )
        .draw(in: Rect(surface.size), on: &surface, glyphs: .unicode)
        #expect(surface.text(row: 0).hasPrefix("40┤"))
        #expect(surface.text(row: 4).hasPrefix(" 0┤"))
        #expect(!surface.lines().contains { $0.contains("39") })
        #expect(surface.text(row: 5).hasPrefix("  └┬"))
        // 21 cells of 2 dots for 0...39, at (42 - 1) / 39 dots a unit: 20 is dot 21, which is cell 10.
        #expect(surface.text(row: 6) == "   00:00    now    24:00")
        #expect(Array(surface.text(row: 5))[3 + 10] == "┬" && Array(surface.text(row: 5))[23] == "┬")
    }

    @Test("every size draws, down to none")
    func sizes() {
        let lines = [Chart.Stroke.area, .solid, .dashed, .dotted].map {
            Chart.Line([.init(x: 0, y: 0), .init(x: 5, y: 9)], stroke: $0, style: line)
        }
        for width in 0...20 {
            for height in 0...8 {
                for glyphs in [Glyphs.unicode, .ascii] {
                    var surface = Surface(size: Size(width: width, height: height))
                    Chart(
                        xRange: 0...5, yRange: 0...9, lines: lines, xTicks: [.init(0, "start"), .init(5, "end")],
                        yTicks: [.init(9, "1000")], axisStyle: axis
                    )
                    .draw(in: Rect(surface.size), on: &surface, glyphs: glyphs)
                    #expect(surface.lines().allSatisfy { $0.count == width })
                }
            }
        }
    }
}
