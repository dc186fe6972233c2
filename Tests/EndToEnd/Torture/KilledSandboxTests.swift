// The sandbox's word about changes: what it has answered is there after it was killed, and nothing is there by half.
import Glibc
import Models
import TestSupport
import Testing

@Suite("Torture: kill -9 of the sandbox in the middle of changes", .ownThread)
struct KilledSandboxTests {
    @Test(
        "every limit, flow and tier that was answered is there, and at most the one that was under way beside them",
        arguments: Torture.seeds(quick: 1, full: 30))
    func changes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let answers = Int.random(in: 10...150, using: &random)
        let scratch = try Scratch()
        let options = ["--caps", "60", "--traffic", "0", "--db", "\(scratch.path)/sandbox.sqlite"]
        let first = try SandboxServer(options)
        let writer = try Reference.start("change", [first.address, SandboxServer.key])
        #expect(writer.wait(timeout: 120) { writer.output.count { $0 == UInt8(ascii: "\n") } >= answers })
        first.killNow()
        #expect(writer.exitCode(timeout: 20) == 0, "\(writer.messages)")
        var answered: [String: Int64] = [:]
        for line in writer.text.split(separator: "\n") {
            let words = line.split(separator: " ")
            answered[String(words[0])] = Int64(words[1])
        }

        let second = try SandboxServer(port: first.port, options)
        defer { second.stop() }
        let found = try found(SomebodyElse(at: second))
        #expect(answered.count == 3 && found.keys == answered.keys)
        var surplus: Int64 = 0
        for (kind, number) in answered {
            let now = try #require(found[kind])
            #expect(now == number || now == number + 1, "seed \(seed): \(kind) \(number) was answered, \(now) is there")
            surplus += now - number
        }
        #expect(surplus <= 1, "seed \(seed): one at most was under way")
    }

    /// The last number that each kind of change has left.
    private func found(_ somebody: SomebodyElse) throws -> [String: Int64] {
        let caps = try somebody.get("/v1/networks/custom/caps")["custom_cap_settings"]
        let flow = try somebody.get("/flows")[0]
        let tiers = try somebody.get("/v1/networks/affiliatetiers")["tiers"]?.array ?? []
        let names = tiers.compactMap { $0["name"]?.text }.filter { $0.hasPrefix("change ") }
        #expect(Set(names) == Set((1...max(1, names.count)).map { "change \($0)" }) || names.isEmpty, "each once")
        return [
            "cap": try #require(caps?[0]?["daily_click_cap"]?.int64),
            "flow": try #require(flow?["caps"]?[0]?["maximum"]?.int64), "tier": Int64(names.count),
        ]
    }
}
