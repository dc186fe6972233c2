// Which field somebody may have meant by a name that is none.

extension QueryField {
    /// The names that begin as `typed` does, or are a slip away from it (two in a long one), in the catalogue's order.
    static func names(like typed: String) -> [String] {
        let letters = Array(typed.lowercased().utf8)
        guard letters.count <= 24 else { return [] }
        return allCases.flatMap { [$0.rawValue] + $0.aliases }.filter { name in
            let other = Array(name.utf8)
            if letters.count >= 3, other.starts(with: letters.prefix(3)) { return true }
            return slips(from: letters, to: other) <= min(2, letters.count / 4)
        }
    }

    /// Letters to put in, leave out or change.
    private static func slips(from one: [UInt8], to other: [UInt8]) -> Int {
        var costs = Array(0...other.count)
        for (line, letter) in one.enumerated() {
            var diagonal = costs[0]
            costs[0] = line + 1
            for (column, wanted) in other.enumerated() {
                let change = diagonal + (letter == wanted ? 0 : 1)
                diagonal = costs[column + 1]
                costs[column + 1] = min(change, diagonal + 1, costs[column] + 1)
            }
        }
        return costs[other.count]
    }
}
