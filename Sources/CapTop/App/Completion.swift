// What tab makes of the word before the cursor, in the `:` line and in the filter field. Values only; nothing is run.
import Models
import TUIKitLite

/// What could take the place of a part of a line.
struct Completion: Equatable, Sendable {
    /// In characters of the line.
    var range: Range<Int>
    var texts: [String]

    /// Puts in the only text, or what all texts begin with if that is more than has been typed.
    func complete(_ field: inout TextField) {
        // Some names need quotes and some do not: that is no difference between them.
        let isMixed = texts.contains { $0.hasPrefix("\"") } && !texts.allSatisfy { $0.hasPrefix("\"") }
        let names = isMixed ? texts.map { name in String(name.drop { $0 == "\"" }) } : texts
        guard let first = names.first else { return }
        let shared = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        guard texts.count == 1 || shared.count > range.count else { return }
        field.replace(range, with: shared)
    }
}

extension AppState {
    /// What the word before the cursor of the `:` line could become, in the order of the help.
    var promptCompletion: Completion {
        let typed = Array(prompt.field.text.prefix(prompt.field.cursor))
        let start = typed.firstIndex { $0 != " " } ?? typed.count
        guard let gap = typed[start...].firstIndex(of: " ") else {
            let name = String(typed[start...])
            let known = Command.allCases.filter { isUnlockedHere || !$0.isDangerous }
            let texts = known.map { $0.argument == nil ? $0.rawValue : $0.rawValue + " " }
            return Completion(range: start..<typed.count, texts: texts.filter { $0.hasPrefix(name) })
        }
        let argumentStart = typed[gap...].firstIndex { $0 != " " } ?? typed.count
        let argument = String(typed[argumentStart...])
        switch Command(rawValue: String(typed[start..<gap]))?.argument {
        case .word(_, let words):
            return Completion(range: argumentStart..<typed.count, texts: words.filter { $0.hasPrefix(argument) })
        case .query:
            var completion = queryCompletion(of: argument)
            let (low, high) = (completion.range.lowerBound, completion.range.upperBound)
            completion.range = low + argumentStart..<high + argumentStart
            return completion
        case .instant, .path, nil: return Completion(range: typed.count..<typed.count, texts: [])
        }
    }

    /// What the word before the cursor of the filter field could become.
    var filterCompletion: Completion {
        moneyResource == nil
            ? queryCompletion(of: String(filterField.text.prefix(filterField.cursor)))
            : Completion(range: 0..<0, texts: [])
    }

    /// - Parameter query: up to the cursor.
    private func queryCompletion(of query: String) -> Completion {
        let suggestions = CapQuery.suggestions(
            for: query, cursor: query.count, limit: 100, saved: savedQueries, values: names)
        return Completion(range: suggestions.first?.range ?? 0..<0, texts: suggestions.map(\.text))
    }

    /// The names of a field in the data.
    private func names(of field: QueryField) -> [String] {
        let snapshots = networks.compactMap(\.snapshot)
        switch field {
        case .network: return networks.map(\.network.name)
        case .account: return networks.compactMap(\.network.accountName)
        case .affiliate: return snapshots.flatMap { $0.affiliates.map(\.name) }
        case .offer: return snapshots.flatMap { $0.offers.map(\.name) }
        case .group: return snapshots.flatMap { $0.groups.map(\.name) }
        default: return []
        }
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        // What was typed fits them all whatever its letter case, and so does what goes in.
        String(zip(self, other).prefix { $0.0 == $0.1 || $0.0.lowercased() == $0.1.lowercased() }.map(\.0))
    }
}
