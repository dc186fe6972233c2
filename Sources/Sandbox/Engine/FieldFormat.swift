// What "format is valid" and "is obscene" mean here: the vendor describes neither, so these are the sandbox's own choices.

/// Judges a field's text by what its name says it holds.
enum FieldFormat {
    static func isValid(_ value: LeadValue, field: String) -> Bool {
        let name = field.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let text = LeadValue.trimmed(value.texts.joined())
        if name.contains("email") { return isEmail(text) }
        if name.contains("phone") { return (10...15).contains(digits(text)) && !text.contains(where: \.isLetter) }
        if name.contains("postal") || name.contains("zip") { return [5, 9].contains(digits(text)) }
        if name == "state" { return text.utf8.count == 2 && text.allSatisfy(\.isLetter) }
        return !text.isEmpty
    }

    static func isObscene(_ value: LeadValue) -> Bool {
        let words = value.folded.split { !$0.isLetter }
        return words.contains { obscene.contains(String($0)) }
    }

    private static let obscene: Set<String> = ["damn", "crap", "bastard", "bugger"]

    private static func digits(_ text: String) -> Int {
        text.utf8.filter { (48...57).contains($0) }.count
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}
