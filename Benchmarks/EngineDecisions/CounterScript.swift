// The engine's decision as a script on Redis: check every hard limit of the pair, then add to all its counters or to none.
import Sandbox

struct CounterScript {
    /// KEYS: a counter for each limit. ARGV: for each its maximum (0 where it is soft) and what it gains.
    private static let source = """
        for i = 1, #KEYS do
            local most = tonumber(ARGV[2 * i - 1])
            if most > 0 and tonumber(redis.call('GET', KEYS[i]) or '0') >= most then return 0 end
        end
        for i = 1, #KEYS do
            local gain = tonumber(ARGV[2 * i])
            if gain > 0 then redis.call('INCRBY', KEYS[i], gain) end
        end
        return 1
        """

    private var limits: [String: [DecisionLimit]] = [:]
    private var digest = ""

    mutating func add(_ pair: ConversionStream.Pair, _ limits: [DecisionLimit]) {
        self.limits[CounterScript.key(pair)] = limits
    }

    /// Puts the script and every counter as it stands in the engine.
    mutating func load(into connection: RedisConnection) throws {
        digest = try connection.text(["SCRIPT", "LOAD", CounterScript.source])
        for limit in Set(limits.values.joined().map { [$0.name, String($0.count.millionths)] }) {
            _ = try connection.text(["SET"] + limit)
        }
    }

    /// Amounts are millionths, as the engine counts.
    func call(_ pair: ConversionStream.Pair, payout: Int64, revenue: Int64) -> [String] {
        let limits = limits[CounterScript.key(pair)] ?? []
        let arguments = limits.flatMap { limit in
            let gain: Int64 =
                switch limit.metric {
                case .conversion: 1_000_000
                case .payout: payout
                case .revenue: revenue
                default: 0
                }
            return [String(limit.isSoftCap ? 0 : limit.maximum.millionths), String(gain)]
        }
        return ["EVALSHA", digest, String(limits.count)] + limits.map(\.name) + arguments
    }

    private static func key(_ pair: ConversionStream.Pair) -> String {
        "\(pair.offer)/\(pair.affiliate)"
    }
}
