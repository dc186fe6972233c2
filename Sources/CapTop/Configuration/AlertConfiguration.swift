// Reads the `[[alert]]` tables: what is worth an alert, and whom to tell. Every refusal names file, line and key.
import Models
import Upstream

extension ConfigurationReader {
    private static let alertKeys = [
        "name", "when", "clear", "network", "hold", "cooldown", "quiet", "notify", "command", "webhook",
    ]

    func alerts(_ node: TOMLNode?, _ queries: SavedQueries) throws(ConfigurationError) -> [ConfiguredAlert] {
        guard let node else { return [] }
        guard case .array(let tables) = node else {
            throw error("alert", "is written as [[alert]], once for each rule")
        }
        var alerts: [ConfiguredAlert] = []
        for (place, node) in tables.enumerated() {
            let path = "alert.\(place + 1)"
            let alert = try alert(table(node, path), path, queries)
            guard !alerts.contains(where: { $0.rule.name == alert.rule.name }) else {
                throw error("\(path).name", "'\(alert.rule.name)' is the name of another alert")
            }
            alerts.append(alert)
        }
        return alerts
    }

    private func alert(
        _ members: [String: TOMLNode], _ path: String, _ queries: SavedQueries
    ) throws(ConfigurationError) -> ConfiguredAlert {
        try refuseUnknown(members, in: path, known: ConfigurationReader.alertKeys)
        let condition = try condition(members, path, queries)
        var rule = AlertRule(name: "", condition: condition)
        rule.name = try string(members["name"], "\(path).name") ?? rule.text
        if let hold = try hold(members["hold"], "\(path).hold") { rule.hold = hold }
        if let cooldown = try duration(members["cooldown"], "\(path).cooldown") { rule.cooldown = cooldown }
        rule.quiet = try quiet(members["quiet"], "\(path).quiet")
        var alert = ConfiguredAlert(rule: rule, channels: try channels(members["notify"], "\(path).notify"))
        alert.command = try strings(members["command"], "\(path).command") ?? []
        alert.webhook = try webhook(members["webhook"], "\(path).webhook")
        try refuseHalves(alert, members, path)
        return alert
    }

    // MARK: - What is worth an alert

    private func condition(
        _ members: [String: TOMLNode], _ path: String, _ queries: SavedQueries
    ) throws(ConfigurationError) -> AlertRule.Condition {
        let trouble: NetworkTrouble? = try word(members["network"], "\(path).network", required: false)
        let when = try query(members["when"], "\(path).when", queries)
        let clear = try query(members["clear"], "\(path).clear", queries)
        switch (when, trouble) {
        case (let when?, nil): return .caps(when: when, clear: clear)
        case (nil, let trouble?):
            guard clear == nil else { throw error("\(path).clear", "goes with when, not with network") }
            return .network(trouble)
        case (nil, nil): throw error(path, "needs when = \"QUERY\", or network = \"unreachable\" or \"stale\"")
        case (_?, _?): throw error("\(path).network", "there is when already: a rule is about caps or about networks")
        }
    }

    private func query(
        _ node: TOMLNode?, _ path: String, _ queries: SavedQueries
    ) throws(ConfigurationError) -> CapQuery? {
        guard let text = try string(node, path) else { return nil }
        do {
            return try CapQuery(text, saved: queries)
        } catch {
            throw self.error(path, "column \(error.column) of the query: \(error.description)")
        }
    }

    private func hold(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> Int? {
        guard let node else { return nil }
        guard case .integer(let number) = node else {
            throw error(path, "must be a number of refreshes, not \(node.typeName)")
        }
        guard (1...1_000).contains(number) else { throw error(path, "is 1 to 1000 refreshes") }
        return number
    }

    private func duration(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> Int64? {
        guard let text = try string(node, path) else { return nil }
        guard let milliseconds = DurationText.milliseconds(text) else {
            throw error(path, "'\(text)' is not a duration such as \"15m\" or \"0s\", of a day at most")
        }
        return milliseconds
    }

    private func quiet(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> QuietHours? {
        guard let text = try string(node, path) else { return nil }
        guard let quiet = QuietHours(text) else {
            throw error(path, "'\(text)' is not a span of the day such as \"22:00-07:00\"")
        }
        return quiet
    }

    // MARK: - Whom to tell

    private func channels(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> Set<AlertChannel> {
        guard let names = try strings(node, path) else { return [.bell] }
        var channels: Set<AlertChannel> = []
        for name in names {
            guard let channel = AlertChannel(rawValue: name) else {
                let known = AlertChannel.allCases.map(\.rawValue).joined(separator: ", ")
                throw error(path, "'\(name)' is not one of \(known)")
            }
            channels.insert(channel)
        }
        return channels
    }

    /// The address may hold a secret, so it is in no message.
    private func webhook(_ node: TOMLNode?, _ path: String) throws(ConfigurationError) -> WebAddress? {
        guard let text = try string(node, path) else { return nil }
        do {
            return try WebAddress(text)
        } catch {
            throw self.error(path, error.message)
        }
    }

    /// A command or an address that is never used is a mistake, and so is a way of telling that leads nowhere.
    private func refuseHalves(
        _ alert: ConfiguredAlert, _ members: [String: TOMLNode], _ path: String
    ) throws(ConfigurationError) {
        let given: [(AlertChannel, Bool)] = [
            (.command, !alert.command.isEmpty), (.webhook, alert.webhook != nil),
        ]
        for (channel, isGiven) in given where isGiven != alert.channels.contains(channel) {
            let name = channel.rawValue
            throw isGiven
                ? error("\(path).\(name)", "is not used: notify does not have \"\(name)\"")
                : error("\(path).notify", "\"\(name)\" needs \(name) = ... in the same [[alert]]")
        }
    }
}
