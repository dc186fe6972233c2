// Owns the names of keys as a configuration writes them. Knows no binding.

extension Key {
    /// The key's name in a configuration: "e", "G", "enter", "ctrl-l", "alt-x", "page-down", "f5", "space".
    public var name: String {
        var prefix = ""
        if modifiers.contains(.ctrl) { prefix += "ctrl-" }
        if modifiers.contains(.alt) { prefix += "alt-" }
        if modifiers.contains(.shift) { prefix += "shift-" }
        return prefix + baseName
    }

    /// The key with this name; nil when there is none. Reads every name that `name` writes, and a few common other ones.
    public init?(name: String) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        for (word, modifier) in [("ctrl-", Modifiers.ctrl), ("alt-", .alt), ("shift-", .shift)]
        where rest.hasPrefix(word) && rest.count > word.count {
            rest = rest.dropFirst(word.count)
            modifiers.insert(modifier)
        }
        guard let code = Self.code(named: rest) else { return nil }
        self.init(code, modifiers)
        normalise()
    }

    /// One key, one value: Shift-Tab is back-tab, Ctrl takes the lower-case letter, Shift is in the character.
    private mutating func normalise() {
        if code == .tab && modifiers.contains(.shift) {
            code = .backTab
            modifiers.remove(.shift)
        }
        guard case .character(let character) = code else { return }
        if modifiers.contains(.ctrl), let lower = character.lowercased().first {
            code = .character(lower)
        } else if modifiers.contains(.shift), let upper = character.uppercased().first {
            code = .character(upper)
        }
        modifiers.remove(.shift)
    }

    private var baseName: String {
        switch code {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .function(let number): "f\(number)"
        default: Self.names.first { $0.code == code }?.name ?? ""
        }
    }

    private static func code(named name: Substring) -> Code? {
        if name.count == 1, let character = name.first { return .character(character) }
        if name == "space" { return .character(" ") }
        if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...35).contains(number) {
            return .function(number)
        }
        return names.first { $0.name == name }?.code
    }

    /// The first name of a code is the one written; later ones are read only.
    private static let names: [(name: String, code: Code)] = [
        ("enter", .enter), ("tab", .tab), ("back-tab", .backTab), ("escape", .escape), ("backspace", .backspace),
        ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right),
        ("home", .home), ("end", .end), ("page-up", .pageUp), ("page-down", .pageDown),
        ("return", .enter), ("esc", .escape), ("del", .delete),
    ]
}
