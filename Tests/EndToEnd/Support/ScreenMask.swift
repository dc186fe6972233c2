// Takes what time alone changes off a screen, so that two screens of the same data are equal. Pure.

enum ScreenMask {
    /// The lines with every clock, age and countdown blanked, and what moves with them.
    static func masked(_ lines: [String]) -> [String] {
        lines.map { line in
            var line = line
            // 08:39:19, ~00:12:00
            line.replace(#/~?\d\d:\d\d:\d\d/#, with: { String(repeating: "#", count: $0.output.count) })
            // ok 3s, data 12s old, 4m old
            line.replace(#/(ok|STALE|data) \d+[smhd] ?/#, with: "# ")
            line.replace(#/\d+[smhd] old/#, with: "# old")
            // What is expected rests on what has been seen so far: the TRIPS column, and the outlook of the selected cap.
            line.replace(#/ (\d\d:\d\d|\d\d? [A-Z][a-z][a-z]|now|-)(?=[┃│|#])/#, with: " ")
            line.replace(#/[0-9.k]+\/h, .*/#, with: "#")
            return line.replacing(#/ +/#, with: " ")
        }
    }

    /// The lines that are not equal once masked, one above the other.
    static func differences(_ lines: [String], _ others: [String]) -> String {
        zip(zip(lines, masked(lines)), zip(others, masked(others)))
            .filter { $0.1 != $1.1 }
            .map { "\n< \($0.0)\n> \($1.0)" }
            .joined()
    }
}
