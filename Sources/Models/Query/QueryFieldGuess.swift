// Which field somebody may have meant by a name that is none.

extension QueryField {
    /// The names that begin as `typed` does, or are a slip away from it (two in a long one), in the catalogue's order; if
    /// there are none of these, the nearest one.
    static func names(like typed: String) -> [String] {
        let letters = Array(typed.lowercased().utf8)
        guard letters.count <= 24 else { return [] }
        let known = allCases.flatMap { [$0.rawValue] + $0.aliases }
        let near = known.filter { name in
            let other = Array(name.utf8)
            if letters.count >= 3, other.starts(with: letters.prefix(3)) { return true }
            return Spelling.slips(from: letters, to: other) <= min(2, letters.count / 4)
        }
        guard near.isEmpty, let nearest = Spelling.nearest(to: typed, among: known) else { return near }
        return [nearest]
    }
}
