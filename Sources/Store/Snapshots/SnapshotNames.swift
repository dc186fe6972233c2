// The words and names that many objects share: each is kept once, and once in memory after loading. Knows no tables.
import Models

/// Gives places to words and names, in the order in which they first come up.
struct SnapshotNames {
    private(set) var texts: [String] = []
    private(set) var pairs: [NamedID] = []
    private var textPlaces: [String: Int] = [:]
    private var pairPlaces: [NamedID: Int] = [:]

    mutating func place(_ text: String) -> UInt64 {
        if let place = textPlaces[text] { return UInt64(place) }
        textPlaces[text] = texts.count
        texts.append(text)
        return UInt64(texts.count - 1)
    }

    /// 0 for none, else one more than the place.
    mutating func place(_ text: String?) -> UInt64 {
        text.map { place($0) + 1 } ?? 0
    }

    /// 0 for none, else one more than the place.
    mutating func place(_ pair: NamedID?) -> UInt64 {
        guard let pair else { return 0 }
        if let place = pairPlaces[pair] { return UInt64(place) + 1 }
        pairPlaces[pair] = pairs.count
        pairs.append(pair)
        return UInt64(pairs.count)
    }
}

/// Finds what stands at a place, as the text or as the word that it means.
struct SnapshotWords {
    let texts: [String]
    let pairs: [NamedID]
    private let kinds: [ObjectID.Kind?]
    private let scopes: [CapScope?]
    private let metrics: [CapMetric?]
    private let units: [CapPeriod.Unit]
    private let precisions: [UsagePrecision?]

    init(texts: [String], pairs: [NamedID]) {
        self.texts = texts
        self.pairs = pairs
        kinds = texts.map(ObjectID.Kind.init(rawValue:))
        scopes = texts.map(CapScope.init(rawValue:))
        metrics = texts.map(CapMetric.init(rawValue:))
        units = texts.map(CapPeriod.Unit.init(rawValue:))
        precisions = texts.map(UsagePrecision.init(rawValue:))
    }

    func kind(_ place: Int) throws -> ObjectID.Kind { try word(kinds, place) }
    func scope(_ place: Int) throws -> CapScope { try word(scopes, place) }
    func metric(_ place: Int) throws -> CapMetric { try word(metrics, place) }
    func unit(_ place: Int) throws -> CapPeriod.Unit { try word(units, place) }
    func precision(_ place: Int) throws -> UsagePrecision { try word(precisions, place) }
    func text(_ place: Int) throws -> String { try word(texts, place) }

    func optionalText(_ word: Int) throws -> String? {
        word == 0 ? nil : try text(word - 1)
    }

    func pair(_ word: Int) throws -> NamedID? {
        guard word > 0 else { return nil }
        return try self.word(pairs, word - 1)
    }

    private func word<Word>(_ words: [Word?], _ place: Int) throws -> Word {
        guard words.indices.contains(place), let word = words[place] else { throw UnreadableSnapshot() }
        return word
    }

    private func word<Word>(_ words: [Word], _ place: Int) throws -> Word {
        guard words.indices.contains(place) else { throw UnreadableSnapshot() }
        return words[place]
    }
}
