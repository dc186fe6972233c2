// A place inside a JSON tree, and how to look and change there without touching anything else.

/// Steps from the root of a tree.
public struct JSONPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// The first member of that name.
        case member(String)
        case element(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    public func appending(_ step: Step) -> JSONPath {
        JSONPath(steps + [step])
    }

    /// `sources.1.caps.0.maximum`
    public var text: String {
        steps.map { step in
            switch step {
            case .member(let name): name
            case .element(let index): String(index)
            }
        }.joined(separator: ".")
    }
}

extension JSONValue {
    /// What stands there; nil when the path leads nowhere.
    public subscript(path: JSONPath) -> JSONValue? {
        path.steps.reduce(Optional(self)) { value, step in
            switch step {
            case .member(let name): value?[name]
            case .element(let index): value?[index]
            }
        }
    }

    /// The same tree with another value there; unchanged when the path leads nowhere.
    public func replacing(_ path: JSONPath, with value: JSONValue) -> JSONValue {
        replacing(path.steps[...], with: value)
    }

    private func replacing(_ steps: ArraySlice<JSONPath.Step>, with value: JSONValue) -> JSONValue {
        guard let step = steps.first else { return value }
        var result = self
        switch step {
        case .member(let name):
            if let inner = self[name] { result[name] = inner.replacing(steps.dropFirst(), with: value) }
        case .element(let index):
            if let inner = self[index] { result[index] = inner.replacing(steps.dropFirst(), with: value) }
        }
        return result
    }
}
