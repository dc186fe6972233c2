// Reads a configuration text into values. Every refusal names file, line and key; unknown keys are refused, because a
// misspelt key that does nothing is worse than an error.
import Models
import TUIKitLite
import Upstream

struct ConfigurationReader {
    let file: String
    let lines: TOMLLines

    /// - Parameter file: the name used in messages.
    static func read(_ text: String, file: String) throws(ConfigurationError) -> Configuration {
        try read(TOMLNode.parse(text, file: file), lines: TOMLLines(text), file: file)
    }

    static func read(_ document: TOMLNode, lines: TOMLLines, file: String) throws(ConfigurationError) -> Configuration {
        let reader = ConfigurationReader(file: file, lines: lines)
        guard case .table(let root) = document else { throw reader.error(nil, "not a table") }
        return try reader.configuration(root)
    }

    private func configuration(_ root: [String: TOMLNode]) throws(ConfigurationError) -> Configuration {
        try refuseUnknown(root, in: "", known: ["profiles", "profile", "ui", "keys", "queries", "alert"])
        let tables = try table(root["profile"], "profile")
        guard !tables.isEmpty else {
            throw error(nil, "there is no [profile.NAME]; it needs kind and key")
        }
        let names = try strings(root["profiles"], "profiles") ?? tables.keys.sorted()
        guard !names.isEmpty else { throw error("profiles", "names none; without it all of them are shown") }
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw error("profiles", "\(twice) stands there twice")
        }
        if let missing = names.first(where: { tables[$0] == nil }) {
            throw error("profiles", "there is no [profile.\(missing)]")
        }
        let profiles = try profiles(names, tables)
        let unlisted = try self.profiles(tables.keys.sorted().filter { !names.contains($0) }, tables)
        let ui = try table(root["ui"], "ui")
        try refuseUnknown(ui, in: "ui", known: ["theme", "columns", "mouse"])
        let queries = try queries(table(root["queries"], "queries"))
        return Configuration(
            profiles: profiles, unlisted: unlisted, themeName: try themeName(ui["theme"], "ui.theme"),
            columns: try columns(ui["columns"], "ui.columns") ?? CapColumn.usual,
            usesMouse: try boolean(ui["mouse"], "ui.mouse") ?? false,
            keys: try keys(table(root["keys"], "keys")), queries: queries,
            alerts: try alerts(root["alert"], queries))
    }

    private func profiles(
        _ names: [String], _ tables: [String: TOMLNode]
    ) throws(ConfigurationError) -> [Profile] {
        var profiles: [Profile] = []
        for name in names { profiles.append(try profile(name, table(tables[name], "profile.\(name)"))) }
        return profiles
    }

    private func profile(_ name: String, _ members: [String: TOMLNode]) throws(ConfigurationError) -> Profile {
        let path = "profile.\(name)"
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else {
            throw error(path, "a profile's name is made of letters, digits, - and _")
        }
        try refuseUnknown(members, in: path, known: ["kind", "base_url", "key", "environment", "write", "refresh"])
        let allowsWrite = try boolean(members["write"], "\(path).write") ?? false
        let kind: NetworkKind = try word(members["kind"], "\(path).kind", required: true) ?? .everflow
        let environment: NetworkEnvironment =
            try word(members["environment"], "\(path).environment", required: false) ?? .production
        let network = Network(name: name, kind: kind, environment: environment)
        let address = try string(members["base_url"], "\(path).base_url")
        let key = try keySource(members["key"], "\(path).key")
        do {
            let account = try NetworkAccount(network: network, baseURL: address, key: key)
            return Profile(
                account: account,
                refreshInterval: try refresh(members["refresh"], "\(path).refresh") ?? Profile.usualRefresh(of: kind),
                allowsWrite: allowsWrite)
        } catch let problem as ConfigurationError {
            throw problem
        } catch let problem as UpstreamError {
            throw error("\(path).base_url", problem.message)
        } catch {
            throw self.error(path, "\(error)")
        }
    }

    private func keySource(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> KeySource {
        let forms = "{ env = \"NAME\" }, { file = \"PATH\" } or { command = [\"PROGRAM\", ...] }"
        guard let node else { throw error(path, "missing; it is one of \(forms)") }
        if case .string = node {
            throw error(path, "a key is never written into the configuration: use \(forms)")
        }
        let members = try table(node, path)
        guard members.count == 1, let (form, value) = members.first else { throw error(path, "is one of \(forms)") }
        switch form {
        case "env": return .env(try requiredString(value, "\(path).env"))
        case "file": return .file(path: ConfigurationFile.expandingHome(try requiredString(value, "\(path).file")))
        case "command":
            guard let words = try strings(value, "\(path).command"), !words.isEmpty else {
                throw error("\(path).command", "names no program")
            }
            return .command(words)
        default: throw error(path, "'\(form)' is not a way to name a key: use \(forms)")
        }
    }

    private func refresh(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> Int64? {
        guard let text = try string(node, path) else { return nil }
        guard let milliseconds = DurationText.milliseconds(text) else {
            throw error(path, "'\(text)' is not a duration such as \"15s\" or \"2m\"")
        }
        guard milliseconds >= Profile.shortestRefresh else { throw error(path, "is at least \"1s\"") }
        return milliseconds
    }

    func themeName(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> String? {
        guard let name = try string(node, path) else { return nil }
        guard Theme.names.contains(name) else {
            throw error(path, "'\(name)' is not one of \(Theme.names.joined(separator: ", "))")
        }
        return name
    }

    func columns(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> [CapColumn]? {
        guard let names = try strings(node, path) else { return nil }
        guard !names.isEmpty else { throw error(path, "names no column; leave the key out for the usual ones") }
        var columns: [CapColumn] = []
        for name in names {
            guard let column = CapColumn(rawValue: name) else {
                let known = CapColumn.allCases.map(\.rawValue).joined(separator: ", ")
                throw error(path, "'\(name)' is not one of \(known)")
            }
            guard !columns.contains(column) else { throw error(path, "'\(name)' stands there twice") }
            columns.append(column)
        }
        return columns
    }

    private func queries(_ members: [String: TOMLNode]) throws(ConfigurationError) -> SavedQueries {
        var texts: [String: String] = [:]
        for (name, node) in members { texts[name] = try requiredString(node, "queries.\(name)") }
        do {
            return try SavedQueries(texts)
        } catch {
            throw self.error("queries.\(error.name)", error.message)
        }
    }

    private func keys(_ members: [String: TOMLNode]) throws(ConfigurationError) -> [Command: [String]] {
        var bindings: [Command: [String]] = [:]
        for (name, node) in members.sorted(by: { $0.key < $1.key }) {
            guard let command = Command(rawValue: name) else {
                throw error("keys.\(name)", "there is no such command; docs/keys.md and `?` list them")
            }
            bindings[command] = try strings(node, "keys.\(name)") ?? []
        }
        do {
            _ = try Keymap(overrides: bindings)
        } catch {
            throw self.error("keys.\(error.command.rawValue)", error.reason)
        }
        return bindings
    }
}

// MARK: - Reading one value

extension ConfigurationReader {
    func error(_ key: String?, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, line: key.flatMap { lines.line(of: $0) }, key: key, message: message)
    }

    func refuseUnknown(_ members: [String: TOMLNode], in path: String, known: [String])
        throws(ConfigurationError)
    {
        guard let unknown = members.keys.sorted().first(where: { !known.contains($0) }) else { return }
        throw error(
            path.isEmpty ? unknown : "\(path).\(unknown)",
            "is not a key of the configuration; known here: \(known.joined(separator: ", "))")
    }

    func table(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> [String: TOMLNode] {
        guard let node else { return [:] }
        guard case .table(let members) = node else { throw error(path, "must be a table, not \(node.typeName)") }
        return members
    }

    func string(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> String? {
        guard let node else { return nil }
        return try requiredString(node, path)
    }

    func requiredString(_ node: TOMLNode, _ path: String) throws(ConfigurationError) -> String {
        guard case .string(let text) = node else { throw error(path, "must be a string, not \(node.typeName)") }
        guard !text.isEmpty else { throw error(path, "is empty") }
        return text
    }

    func boolean(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> Bool? {
        guard let node else { return nil }
        guard case .boolean(let value) = node else { throw error(path, "must be true or false, not \(node.typeName)") }
        return value
    }

    func strings(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> [String]? {
        guard let node else { return nil }
        guard case .array(let items) = node else {
            throw error(path, "must be an array of strings, not \(node.typeName)")
        }
        var texts: [String] = []
        for item in items { texts.append(try requiredString(item, path)) }
        return texts
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ node: TOMLNode?, _ path: String, required: Bool
    ) throws(ConfigurationError) -> Word? where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        guard let text = try string(node, path) else {
            if required { throw error(path, "missing; it is one of \(words)") }
            return nil
        }
        guard let word = Word(rawValue: text) else { throw error(path, "'\(text)' is not one of \(words)") }
        return word
    }
}
