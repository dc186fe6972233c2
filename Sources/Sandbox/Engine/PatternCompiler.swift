// Unfolds a pattern's tree into the instructions that TextPattern runs, up to a limit.

/// Builds a program; one node after another.
struct PatternCompiler {
    private(set) var program: [TextPattern.Instruction] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// False when the program would grow beyond the limit.
    mutating func add(_ node: PatternNode) -> Bool {
        guard program.count < limit else { return false }
        switch node {
        case .test(let test): program.append(.character(test))
        case .start: program.append(.start)
        case .end: program.append(.end)
        case .sequence(let nodes): return nodes.allSatisfy { add($0) }
        case .choice(let branches): return addChoice(branches[...])
        case .repetition(let node, let low, let high): return addRepetition(of: node, from: low, upTo: high)
        }
        return true
    }

    private mutating func addChoice(_ branches: ArraySlice<PatternNode>) -> Bool {
        guard let first = branches.first else { return true }
        guard branches.count > 1 else { return add(first) }
        let split = program.count
        program.append(.split(split + 1, split + 1))
        guard add(first) else { return false }
        let jump = program.count
        program.append(.jump(jump + 1))
        program[split] = .split(split + 1, program.count)
        guard addChoice(branches.dropFirst()) else { return false }
        program[jump] = .jump(program.count)
        return true
    }

    private mutating func addRepetition(of node: PatternNode, from low: Int, upTo high: Int?) -> Bool {
        for _ in 0..<low where !add(node) { return false }
        guard let high else { return addLoop(of: node) }
        var splits: [Int] = []
        for _ in low..<max(low, high) {
            splits.append(program.count)
            program.append(.split(program.count + 1, program.count + 1))
            guard add(node) else { return false }
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
        return true
    }

    private mutating func addLoop(of node: PatternNode) -> Bool {
        let split = program.count
        program.append(.split(split + 1, split + 1))
        guard add(node) else { return false }
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
        return true
    }
}
