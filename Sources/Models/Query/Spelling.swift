// Which of the known words somebody may have meant by one that is none.

/// Slips of those who type.
public enum Spelling {
    /// The known word that `typed` differs from by the fewest slips: a third of its letters and two at most, letter
    /// case aside; of several the first.
    public static func nearest(to typed: String, among known: [String]) -> String? {
        let letters = Array(typed.lowercased().utf8)
        guard letters.count <= 24 else { return nil }
        let near = known.map { (word: $0, slips: slips(from: letters, to: Array($0.lowercased().utf8))) }
            .filter { $0.slips <= min(2, letters.count / 3) }
        return near.min { $0.slips < $1.slips }?.word
    }

    /// Letters to put in, leave out or change, and neighbours to swap.
    static func slips(from one: [UInt8], to other: [UInt8]) -> Int {
        var older: [Int] = []
        var costs = Array(0...other.count)
        for line in one.indices {
            var next = [line + 1]
            for column in other.indices {
                let change = costs[column] + (one[line] == other[column] ? 0 : 1)
                var least = min(change, costs[column + 1] + 1, next[column] + 1)
                if line > 0, column > 0, one[line] == other[column - 1], one[line - 1] == other[column] {
                    least = min(least, older[column - 1] + 1)
                }
                next.append(least)
            }
            (older, costs) = (costs, next)
        }
        return costs[other.count]
    }
}
