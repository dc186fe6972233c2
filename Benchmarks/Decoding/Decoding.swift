// Measures how fast lists of counters and of custom caps become values, beside simdjson alone on the same bytes, and what a
// meter of the live model takes. One core, processor time, the median of the rounds. Prints one figure a line.
//
// Lists come as captop reads them: custom caps in pages of 2,000, counters in portions of a quarter of a megabyte.
import CSimdJSON
import Glibc
import Models

@main
struct Decoding {
    static func main() async {
        let arguments = CommandLine.arguments
        let count = arguments.count > 1 ? Int(arguments[1]) ?? 100_000 : 100_000
        let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 9 : 9
        let counters = parts(of: count, each: 600).map { Lists.counters($0) }
        let customCaps = parts(of: count, each: 2_000).map { Lists.customCaps($0) }
        for (name, bodies, decode) in [
            ("counters", counters, { try $0.map { try LeadConduit.CapCounter.readList($0).items } }),
            ("custom caps", customCaps, { try $0.map { try Everflow.CustomCap.readPage($0).items } }),
        ] as [(String, [[UInt8]], ([[UInt8]]) throws -> [any Collection])] {
            // In turns, so that what else the machine does meets both alike.
            var (own, alone) = ([Double](), [Double]())
            for _ in 0..<rounds {
                own.append(rate(of: bodies) { (try? decode(bodies))?.reduce(0) { $0 + $1.count } == count })
                alone.append(rate(of: bodies) { bodies.allSatisfy { parses($0) } })
            }
            let ratios = zip(own, alone).map { $0 / $1 }
            print("\(name), decoded: \(Int(median(own))) MB/s")
            print("\(name), simdjson alone: \(Int(median(alone))) MB/s")
            print("\(name), of simdjson: \(Int(median(ratios) * 100)) %")
        }
        let custom = await bytesPerMeter { customCapInventory(count).map { ($0, snapshot(of: $0)) } }
        print("live model, custom caps: \(custom.snapshot) bytes/meter, \(custom.all) with the inventory behind it")
        let counted = await bytesPerMeter { () -> (LeadConduitInventory, NetworkSnapshot)? in
            guard let inventory = await counterInventory(count) else { return nil }
            return (inventory, await snapshot(of: inventory))
        }
        print("live model, counters: \(counted.snapshot) bytes/meter, \(counted.all) with the inventory behind it")
    }

    private static func parts(of count: Int, each size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    /// MB (10^6) a second of processor time; 0 when the work failed.
    private static func rate(of bodies: [[UInt8]], _ work: () -> Bool) -> Double {
        let start = processorSeconds()
        guard work() else { return 0 }
        return Double(bodies.reduce(0) { $0 + $1.count }) / 1_000_000 / (processorSeconds() - start)
    }

    private static func parses(_ body: [UInt8]) -> Bool {
        let document = body.withUnsafeBufferPointer { csj_parse($0.baseAddress, $0.count, nil) }
        defer { csj_free(document) }
        return document != nil
    }

    /// What is resident for a snapshot: with the inventory that the next one is made from, and when that is gone.
    private static func bytesPerMeter<Inventory>(
        _ make: @Sendable () async -> (Inventory, NetworkSnapshot)?
    ) async -> (snapshot: Int, all: Int) {
        let before = residentBytes()
        var made = await make()
        let all = residentBytes() - before
        let snapshot = made?.1
        made = nil
        let alone = residentBytes() - before
        let count = withExtendedLifetime(snapshot) { max(snapshot?.meters.count ?? 0, 1) }
        return (alone / count, all / count)
    }

    /// One meter each, and one object with it.
    private static func counterInventory(_ count: Int) async -> LeadConduitInventory? {
        var inventory = LeadConduitInventory()
        guard (try? await inventory.read(counters: Lists.counters(0..<count))) != nil else { return nil }
        return inventory
    }

    private static func snapshot(of inventory: LeadConduitInventory) async -> NetworkSnapshot {
        await inventory.snapshot(
            of: Network(name: "bench", kind: .leadconduit, environment: .sandbox), now: Lists.now, clockSkew: 0,
            notes: [])
    }

    /// Three limits each, as on most custom caps, with the names of their affiliates and offers.
    private static func customCapInventory(_ count: Int) -> EverflowInventory? {
        var inventory = EverflowInventory()
        for part in parts(of: count, each: 2_000) {
            guard let page = try? Everflow.CustomCap.readPage(Lists.customCaps(part)) else { return nil }
            inventory.merge(customCaps: page.items, isWhole: false)
        }
        return inventory
    }

    private static func snapshot(of inventory: EverflowInventory) -> NetworkSnapshot {
        inventory.snapshot(
            of: Network(name: "bench", kind: .everflow, environment: .sandbox), usage: EverflowUsage(), now: Lists.now)
    }

    /// After the allocator has given back what it can; its header is not in Swift's Glibc.
    private static func residentBytes() -> Int {
        if let trim = dlsym(nil, "malloc_trim") {
            _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> Int32).self)(0)
        }
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
