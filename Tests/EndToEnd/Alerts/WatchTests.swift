// `captop watch` against the sandbox: one alert a crossing, whatever flaps, dies or restarts.
import Glibc
import TestSupport
import Testing

@Suite("captop watch", .ownThread)
struct WatchTests {
    @Test("a counter that flaps gives one alert a crossing, and one in all where the hold outlasts the flapping")
    func flapping() throws {
        let ground = try AlertGround()
        let watch = try ground.watch(try ground.configure())
        #expect(watch.hears("down", 1), "\(watch.messages)")
        #expect(watch.text.contains(" at the start\n"), "\(watch.text)")
        // Clicks take it to 4 of 5; then the maximum goes up and down.
        for _ in 0..<3 { try ground.click() }
        try ground.setMaximum(5)
        #expect(watch.hears("up", 1), "\(watch.text)")
        for round in 2...5 {
            try ground.setMaximum(50)
            #expect(watch.hears("down", round), "\(watch.text)")
            try ground.setMaximum(5)
            #expect(watch.hears("up", round), "\(watch.text)")
        }
        #expect(watch.end() == 0)
        #expect((watch.alerts("up"), watch.alerts("down"), watch.alerts("calm")) == (5, 5, 1), "\(watch.text)")
        #expect(try ground.state("SELECT rule, count(*) FROM alert GROUP BY rule") == ["calm|1", "down|5", "up|5"])
        #expect(watch.messages.isEmpty, "\(watch.messages)")
        let line = watch.text.split(separator: "\n").first { $0.contains("[up]") } ?? ""
        #expect(line.contains(#/^2\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ acme \[up\] 80% click day \(4\/5\)/#), "\(line)")
    }

    @Test("a webhook that refuses, resets, cuts and fails gets every alert in the end, also those of a killed process")
    func webhook() throws {
        let ground = try AlertGround()
        let port = try closedPort()
        let address = "http://127.0.0.1:\(port)/hook?token=s3cr3t"
        let configuration = try ground.configure(up: "notify = [\"webhook\"]\nwebhook = \"\(address)\"")
        for _ in 0..<3 { try ground.click() }
        var watch = try ground.watch(configuration)
        #expect(watch.hears("down", 1), "\(watch.messages)")
        for round in 1...3 {
            try ground.setMaximum(5)
            #expect(watch.hears("up", round), "\(watch.text)")
            try ground.setMaximum(50)
            #expect(watch.hears("down", round + 1), "\(watch.text)")
        }
        #expect(watch.wait(timeout: 20) { watch.messages.contains("refused") }, "\(watch.messages)")
        #expect(watch.end(SIGKILL) == nil)
        #expect(try ground.state("SELECT count(*) FROM alert_delivery") == ["3"])

        let deeds = ["reset", "500", "404", "cut", "503"]
        let receiver = try receiver(port, deeds)
        let (messages, output) = (watch.messages, watch.text)
        watch = try ground.watch(configuration)
        try ground.setMaximum(5)
        #expect(watch.hears("up", 1), "\(watch.text)")
        let taken = {
            let lines = receiver.text.split(separator: "\n").filter { $0.hasPrefix("204 ") }
            return lines.map { String($0.split(separator: " ")[1]) }
        }
        #expect(receiver.wait(timeout: 60) { taken().count >= 4 }, "\(receiver.text) \(watch.messages)")
        #expect(watch.wait(timeout: 30) { watch.messages.contains("has all alerts now") }, "\(watch.messages)")
        #expect(watch.end() == 0)
        receiver.end()

        let raised = try ground.state("SELECT uid FROM alert WHERE rule = 'up' ORDER BY id")
        #expect(raised.count == 4 && Set(raised).count == 4)
        #expect(taken().sorted() == raised.sorted(), "each id once: \(receiver.text)")
        #expect(try ground.state("SELECT count(*) FROM alert_delivery") == ["0"])
        for deed in deeds { #expect(receiver.text.contains("\n\(deed) "), "\(receiver.text)") }
        for text in [messages, output, watch.messages, watch.text, try ground.state(".dump").joined()] {
            #expect(!text.contains("s3cr3t"))
        }
    }

    @Test("two captops on one state file raise each crossing once; when one is killed the other goes on")
    func twoProcesses() throws {
        let ground = try AlertGround()
        let journal = "\(ground.scratch.path)/told"
        let script = try ground.scratch.write(
            "import os, sys\ntext = sys.stdin.read()\nopen(sys.argv[1], 'a').write(os.environ['CAPTOP_ALERT_ID'] + ' '"
                + " + str('CAPTOP_TEST_KEY' in os.environ) + ' ' + text)\n", to: "tell.py")
        let configuration = try ground.configure(
            up: "notify = [\"command\"]\ncommand = [\"python3\", \"\(script)\", \"\(journal)\"]")
        for _ in 0..<3 { try ground.click() }
        let first = try ground.watch(configuration)
        #expect(first.hears("down", 1), "\(first.messages)")
        let second = try ground.watch(configuration)
        var watches = [first, second]
        var downs = 1
        for round in 1...4 {
            try ground.setMaximum(5)
            for watch in watches { #expect(watch.hears("up", round), "\(round): \(watch.text)") }
            try ground.setMaximum(50)
            downs += 1
            for watch in watches {
                #expect(watch.hears("down", watch === first ? downs : downs - 1), "\(watch.text)")
            }
            if round == 2 { watches.removeFirst().end(SIGKILL) }
        }
        #expect(second.end() == 0)
        let told = try told(journal, atLeast: 4)
        let raised = try ground.state("SELECT uid FROM alert WHERE rule = 'up'")
        #expect(raised.count == 4)
        #expect(told.map { $0.split(separator: " ")[0] }.sorted() == raised.map { $0[...] }.sorted())
        #expect(
            told.allSatisfy { $0.contains(" False {\"schema\":1,") }, "the key is no business of a command: \(told)")
    }

    @Test("a refused key is tried again until the rotated one is there; SIGTERM and SIGINT end it with 0")
    func rotation() throws {
        let ground = try AlertGround()
        let key = try ground.scratch.write("stale-key\n", to: "key")
        #expect(chmod(key, 0o600) == 0)
        let configuration = try ground.configure(key: key)
        let watch = try ground.watch(configuration)
        #expect(watch.wait(timeout: 30) { watch.messages.contains("captop: acme: 401") }, "\(watch.messages)")
        try ground.scratch.write(SandboxServer.key + "\n", to: "key.new")
        #expect(chmod("\(ground.scratch.path)/key.new", 0o600) == 0)
        #expect(rename("\(ground.scratch.path)/key.new", key) == 0)
        #expect(watch.hears("down", 1), "\(watch.messages)")
        #expect(watch.wait(timeout: 30) { watch.messages.contains("captop: acme: answers again") }, "\(watch.messages)")
        #expect(watch.end(SIGINT) == 0)
        // What the first has told and goes on is not told again; what comes next is.
        let other = try ground.watch(configuration)
        try ground.click()
        try ground.setMaximum(1)
        #expect(other.hears("up", 1) && other.alerts("down") == 0, "\(other.text)\(other.messages)")
        #expect(other.end(SIGTERM) == 0)
    }

    @Test("without a rule there is nothing to watch for; rules for screens say that they do nothing here")
    func configuration() throws {
        let ground = try AlertGround()
        let none = try ground.scratch.write(ground.sandbox.configuration(), to: "none.toml")
        let refused = try ground.watch(none)
        #expect(refused.exitCode() == 2)
        #expect(refused.messages.contains("[[alert]]"), "\(refused.messages)")
        let watch = try ground.watch(try ground.configure(up: "notify = [\"bell\", \"osc777\"]"))
        #expect(
            watch.wait(timeout: 20) {
                watch.messages.contains("alert 'up': bell, osc777 need a screen and do nothing here")
            }, "\(watch.messages)")
        watch.end()
    }

    // MARK: - The other side

    private func receiver(_ port: Int, _ deeds: [String]) throws -> PipedProgram {
        let script = TestPaths.repositoryRoot + "/Tests/EndToEnd/Alerts/webhook_receiver.py"
        let receiver = try PipedProgram("python3", [script, "\(port)"] + deeds)
        try #require(receiver.wait(timeout: 20) { receiver.text.contains("port ") }, "\(receiver.messages)")
        return receiver
    }

    /// A port on which nobody listens.
    private func closedPort() throws -> Int {
        let receiver = try receiver(0, [])
        let port = try #require(Int(receiver.text.dropFirst(5).prefix { $0.isNumber }))
        receiver.end()
        return port
    }

    /// The lines that commands have written, once there are enough.
    private func told(_ path: String, atLeast count: Int) throws -> [Substring] {
        let script = "until test $(wc -l < '\(path)') -ge \(count); do :; done; cat '\(path)'"
        let reader = try PipedProgram("sh", ["-c", script])
        try #require(reader.exitCode(timeout: 30) == 0)
        return reader.text.split(separator: "\n")
    }
}
