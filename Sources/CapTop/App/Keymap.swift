// Which key does what: built once from the defaults and the configuration. Data only; refuses conflicts.
import TUIKitLite

/// The bindings in force.
struct Keymap: Equatable, Sendable {
    /// Why a set of bindings is refused.
    struct Conflict: Error, Equatable {
        var command: Command
        var key: String
        var reason: String
    }

    private(set) var commands: [Key: Command] = [:]
    private(set) var keys: [Command: [Key]] = [:]

    static let standard = (try? Keymap(overrides: [:])) ?? Keymap()

    private init() {}

    /// Builds the keymap. A command named in `overrides` has exactly those keys, none when the list is empty.
    ///
    /// - Throws: `Conflict` for a key that cannot be read, that two commands claim, or that another one has by default.
    init(overrides: [Command: [String]]) throws(Conflict) {
        for (command, names) in overrides.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for name in names {
                try bind(name, to: command)
            }
            keys[command, default: []] += []
        }
        for command in Command.allCases where overrides[command] == nil {
            for name in command.defaultKeys {
                try refuseTheft(of: name, from: command)
                try bind(name, to: command)
            }
        }
    }

    /// No command loses a key unseen, lest a finger that moves opens an edit: whoever takes it says what becomes of the
    /// other.
    private func refuseTheft(of name: String, from robbed: Command) throws(Conflict) {
        guard let key = Key(name: name), let thief = commands[key] else { return }
        throw Conflict(
            command: thief, key: name,
            reason: "'\(name)' is a key of \(robbed.rawValue): bind that elsewhere, or to [] for none")
    }

    private mutating func bind(_ name: String, to command: Command) throws(Conflict) {
        if let argument = command.argument {
            throw Conflict(
                command: command, key: name,
                reason: "needs \(argument.placeholder), so it is typed and not bound to a key")
        }
        guard let key = Key(name: name) else {
            throw Conflict(command: command, key: name, reason: "'\(name)' is not the name of a key")
        }
        if let other = commands[key] {
            throw Conflict(command: command, key: name, reason: "'\(name)' is already bound to \(other.rawValue)")
        }
        commands[key] = command
        keys[command, default: []].append(key)
    }

    func command(for key: Key) -> Command? { commands[key] }

    /// The first key of a command as text, nil when it has none.
    func keyName(of command: Command) -> String? { keys[command]?.first?.name }

    /// All keys of a command as text: `down, j`; without one, how to type it.
    func keyNames(of command: Command) -> String {
        let names = (keys[command] ?? []).map(\.name)
        return names.isEmpty ? ":\(command.usage)" : names.joined(separator: ", ")
    }
}
