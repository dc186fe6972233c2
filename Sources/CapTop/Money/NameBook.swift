// The names of one network's affiliates and offers, by the ids that settings hold.
import Models

struct NameBook {
    private let affiliates: [String: String]
    private let offers: [String: String]

    init(_ snapshot: NetworkSnapshot?) {
        affiliates = Dictionary(
            (snapshot?.affiliates ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        offers = Dictionary((snapshot?.offers ?? []).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    func affiliate(_ id: Int) -> String { affiliates[String(id)] ?? "affiliate \(id)" }

    func offer(_ id: Int) -> String { offers[String(id)] ?? "offer \(id)" }

    /// `Harbor Media`, `Harbor Media and 3 more`, `none`.
    func affiliates(_ ids: [Int]?) -> String { NameBook.list((ids ?? []).map(affiliate)) }

    func offers(_ ids: [Int]?) -> String { NameBook.list((ids ?? []).map(offer)) }

    private static func list(_ names: [String]) -> String {
        guard let first = names.first else { return "none" }
        return names.count == 1 ? first : "\(first) and \(names.count - 1) more"
    }
}
