// Every error of a configuration text. The reader stops at the first; here what is wrong is taken out, and the rest is read
// again. Knows no key of the configuration but the two that a profile cannot be without.

enum ConfigurationProblems {
    /// In the order in which the reader comes upon them.
    static func all(in text: String, file: String) -> [ConfigurationError] {
        var problems: [ConfigurationError] = []
        do {
            var document = try TOMLNode.parse(text, file: file)
            let lines = TOMLLines(text)
            while let problem = problem(in: document, lines, file) {
                if let key = problem.key, !problems.contains(where: { $0.key == key }) { problems.append(problem) }
                guard let key = problem.key, document.mendQuery(key) || document.mend(Substring(key)) else {
                    // Without a key it is about the whole: after the first it may be but a consequence.
                    return problems.isEmpty ? [problem] : problems
                }
            }
        } catch {
            problems.append(error)
        }
        return problems
    }

    private static func problem(in document: TOMLNode, _ lines: TOMLLines, _ file: String) -> ConfigurationError? {
        do {
            _ = try ConfigurationReader.read(document, lines: lines, file: file)
            return nil
        } catch {
            return error
        }
    }
}

extension TOMLNode {
    /// What stands in for a member that must not be missing.
    private static let standIns: [Substring: TOMLNode] = [
        "kind": .string("everflow"), "key": .table(["env": .string("KEY")]),
    ]

    private static let soundQuery = TOMLNode.string("sound")

    /// Puts a sound query in the place of one that is not: those that use it are not to blame.
    ///
    /// - Returns: false for a key of anything else, and when it has been done already.
    fileprivate mutating func mendQuery(_ path: String) -> Bool {
        guard path.hasPrefix("queries."), case .table(var members) = self,
            case .table(var queries)? = members["queries"]
        else { return false }
        let name = String(path.dropFirst("queries.".count))
        guard let query = queries[name], query != TOMLNode.soundQuery else { return false }
        queries[name] = TOMLNode.soundQuery
        members["queries"] = .table(queries)
        self = .table(members)
        return true
    }

    /// Takes out the member at a dotted path, or the nearest one around it; puts in a stand-in where it is missing and must
    /// not be.
    ///
    /// - Returns: false when nothing was to be done.
    fileprivate mutating func mend(_ path: Substring) -> Bool {
        guard case .table(var members) = self else { return false }
        defer { self = .table(members) }
        // A member's own name may have dots in it: the longest that fits counts.
        var name = path
        while !members.keys.contains(String(name)), let dot = name.lastIndex(of: ".") { name = name[..<dot] }
        guard var member = members[String(name)] else {
            guard let standIn = TOMLNode.standIns[path] else { return false }
            members[String(path)] = standIn
            return true
        }
        let rest = path.dropFirst(name.count + 1)
        if !rest.isEmpty, member.mend(rest) {
            members[String(name)] = member
        } else {
            members[String(name)] = nil
        }
        return true
    }
}
