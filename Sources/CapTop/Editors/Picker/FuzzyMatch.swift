// How well a typed text matches a name: all its letters in order, the closer together and the nearer to the beginnings of
// words the better. Pure.
import Models

enum FuzzyMatch {
    /// Letters of a name that are looked at, a match being tried from each of them: more stand on no screen.
    static let mostLetters = 200

    /// Higher is better; nil when the letters do not all occur in order. Every name matches an empty text with 0.
    static func score(_ typed: String, in name: String) -> Int? {
        let wanted = Array(typed.lowercased().filter { $0 != " " })
        let letters = Array(name.prefix(mostLetters).lowercased())
        guard !wanted.isEmpty else { return 0 }
        var best: Int?
        for start in letters.indices where letters[start] == wanted[0] {
            guard let score = score(wanted, in: letters, from: start) else { break }
            best = max(best ?? score, score)
        }
        return best
    }

    /// Those of `names` that match, best first; equal matches by name.
    ///
    /// - Parameter text: what is searched of each.
    static func best(_ typed: String, of names: [NamedID], by text: (NamedID) -> String) -> [NamedID] {
        names.compactMap { named in score(typed, in: text(named)).map { (named, $0) } }
            .sorted { ($1.1, $0.0.name, $0.0.id) < ($0.1, $1.0.name, $1.0.id) }.map(\.0)
    }

    /// Takes each next letter where it follows on, else where a word begins, else where it occurs first.
    private static func score(_ wanted: [Character], in letters: [Character], from start: Int) -> Int? {
        var score = bonus(at: start, in: letters)
        var place = start
        for letter in wanted.dropFirst() {
            let rest = (place + 1)..<letters.count
            guard let first = rest.first(where: { letters[$0] == letter }) else { return nil }
            if first == place + 1 {
                score += 8
                place = first
            } else {
                let word = rest.first { letters[$0] == letter && isWordStart($0, in: letters) }
                place = word ?? first
                score += word == nil ? -1 : 4
            }
        }
        return score - letters.count / 8
    }

    private static func bonus(at place: Int, in letters: [Character]) -> Int {
        place == 0 ? 8 : isWordStart(place, in: letters) ? 6 : 0
    }

    private static func isWordStart(_ place: Int, in letters: [Character]) -> Bool {
        place == 0 || !(letters[place - 1].isLetter || letters[place - 1].isNumber)
    }
}
