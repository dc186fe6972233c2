// Checks that splitting and cutting rectangles loses and invents no cell.
import TUIKitLite
import Testing

@Suite("Geometry")
struct GeometryTests {
    @Test("splits cover the rectangle exactly, whatever is asked for", arguments: -3...12)
    func splits(amount: Int) {
        let rect = Rect(x: 2, y: 3, width: 7, height: 5)
        let (left, rest) = rect.splitLeft(amount)
        #expect(left.width == min(7, max(0, amount)) && left.width + rest.width == 7)
        #expect(left.x == 2 && rest.x == left.maxX && left.height == 5 && rest.height == 5)
        let (rest2, right) = rect.splitRight(amount)
        #expect(right.width == min(7, max(0, amount)) && rest2.width + right.width == 7)
        #expect(right.maxX == 9 && rest2.maxX == right.x)
        let (top, below) = rect.splitTop(amount)
        #expect(top.height == min(5, max(0, amount)) && top.height + below.height == 5 && below.y == top.maxY)
        let (above, bottom) = rect.splitBottom(amount)
        #expect(bottom.height == min(5, max(0, amount)) && above.height + bottom.height == 5 && bottom.maxY == 8)
    }

    @Test("sizes are never negative")
    func neverNegative() {
        #expect(Rect(x: 0, y: 0, width: -1, height: 3).isEmpty)
        #expect(Rect(x: 1, y: 1, width: 3, height: 3).inset(by: 2).size == Size(width: 0, height: 0))
        #expect(Rect(x: 1, y: 1, width: 5, height: 4).inset(by: 1) == Rect(x: 2, y: 2, width: 3, height: 2))
        #expect(Rect(x: 0, y: 0, width: 2, height: 2).intersection(Rect(x: 5, y: 5, width: 2, height: 2)).isEmpty)
    }

    @Test("an intersection has exactly the cells that both contain")
    func intersection() {
        let first = Rect(x: 1, y: 1, width: 4, height: 3)
        for x in -2...6 {
            for y in -2...5 {
                let second = Rect(x: x, y: y, width: 3, height: 2)
                let both = first.intersection(second)
                for px in -3...9 {
                    for py in -3...8 {
                        let point = Point(x: px, y: py)
                        #expect(both.contains(point) == (first.contains(point) && second.contains(point)))
                    }
                }
            }
        }
    }
}
