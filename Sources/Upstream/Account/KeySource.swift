// Where a network's key is found. A reference, never the key itself, except inside the process's own demo.

/// A reference to an API key. Files and commands may hold several lines: the first line that is not blank is the key.
public enum KeySource: Sendable, Hashable {
    /// The name of an environment variable.
    case env(String)
    /// The path of a file that only its owner can read.
    case file(path: String)
    /// Program and arguments, run without a shell.
    case command([String])
    /// For the demo that runs its own server in this process; configuration refuses literal keys.
    case inProcess(String)
}

extension KeySource: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `variable ACME_KEY`, `file /run/key`, `command pass`: for messages; arguments and keys are left out.
    public var description: String {
        switch self {
        case .env(let name): "variable \(name)"
        case .file(let path): "file \(path)"
        case .command(let arguments): "command \(arguments.first ?? "")"
        case .inProcess: "key of this process"
        }
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["source": description]) }
}
