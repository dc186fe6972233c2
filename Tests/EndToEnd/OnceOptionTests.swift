// What a script gets from `captop once`: which caps, in which order, on which output, with which exit code.
import Glibc
import Models
import TestSupport
import Testing

@Suite("captop once in a script", .ownThread)
struct OnceOptionTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("a filter, an order and a limit choose the same caps that a reader of the whole list would")
    func choice() throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        func once(_ arguments: [String]) throws -> Once {
            try Once(["--config", configuration, "--format", "json"] + arguments, in: scratch)
        }
        let all = try once([])
        #expect(all.ids.count == 40)
        let utilisations = all.caps.compactMap { $0["utilisation"]?.quantity?.doubleValue }
        #expect(utilisations == utilisations.sorted(by: >), "worst first")

        let filtered = try once(["--filter", "CUSTOM conversion/day"])
        let wanted = all.ids.filter { $0.contains("custom:") && $0.hasSuffix("/conversion/day") }
        #expect(!wanted.isEmpty && filtered.ids == wanted)

        let largest = try once(["--sort", "maximum", "--limit", "7"])
        let maxima = all.caps.compactMap { $0["maximum"]?.quantity?.doubleValue }.sorted(by: >)
        #expect(largest.caps.compactMap { $0["maximum"]?.quantity?.doubleValue } == Array(maxima.prefix(7)))

        let leads = try once(["--profile", "leads", "--sort", "-name"])
        #expect(leads.networks.count == 1)
        #expect(Set(leads.ids) == Set(all.ids.filter { $0.hasPrefix("leads/") }))
        let names = leads.caps.compactMap { $0["name"]?.text }
        #expect(names == names.sorted(by: >))
    }

    @Test("the table has a title line and one line a cap, and colours nothing")
    func table() throws {
        let sandbox = try SandboxServer.frozen(caps: 20)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let once = try Once(["--config", configuration], in: scratch)
        let lines = once.output.split(separator: "\n")
        #expect(once.code == 0 && once.messages.isEmpty)
        #expect(lines.count == 21)
        #expect(lines.first?.hasPrefix("AFFILIATE") == true)
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix("  acme") || $0.hasSuffix("  leads") })
        #expect(!once.output.contains("\u{1B}"))
    }

    @Test("--fail-at ends with 3 when a matching cap has reached the share, and prints all the same")
    func failAt() throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        func once(_ arguments: [String]) throws -> Once {
            try Once(["--config", configuration, "--format", "json"] + arguments, in: scratch)
        }
        // How full the fullest is follows from the time of day.
        let worst = try #require(try once([]).caps.first?["utilisation"]?.quantity?.doubleValue)
        let reached = try once(["--fail-at", "\(Int(worst * 100))%"])
        #expect(reached.code == 3)
        #expect(reached.ids.count == 40)
        #expect(reached.messages.isEmpty, "\(reached.messages)")
        #expect(try once(["--fail-at", "\(Int(worst * 100) + 1)%"]).code == 0)
        let idle = try #require(reached.caps.last { $0["utilisation"]?.quantity?.doubleValue == 0 }?["id"]?.text)
        #expect(try once(["--fail-at", "1", "--filter", idle]).code == 0, "only matching caps count")
    }

    @Test("a network that refuses the connection is said on standard error, ends with 4, and is an error in the JSON")
    func refused() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        sandbox.stop()
        let once = try Once(["--config", configuration, "--format", "json"], in: scratch)
        #expect(once.code == 4)
        #expect(once.networks.count == 2)
        for network in once.networks {
            #expect(network["state"]?.text == "error")
            #expect(network["error"]?.text?.contains("refused") == true)
        }
        let lines = once.messages.split(separator: "\n")
        #expect(lines.count == 2, "\(once.messages)")
        for (line, name) in zip(lines, ["acme", "leads"]) {
            #expect(line.hasPrefix("captop: \(name): ") && line.contains("refused"))
        }
    }

    @Test("a wrong key ends with 4 and a sentence that names the profile and not the key")
    func wrongKey() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let key = try scratch.write("wr0ng-5e1f\n", to: "key")
        chmod(key, 0o600)
        let text = sandbox.configuration().replacing("{ env = \"CAPTOP_TEST_KEY\" }", with: "{ file = \"\(key)\" }")
        let configuration = try scratch.write(text, to: "captop.toml")
        let once = try Once(["--config", configuration], in: scratch)
        #expect(once.code == 4)
        #expect(once.messages.contains("captop: acme: 401") && once.messages.contains("captop: leads: 401"))
        #expect(!(once.output + once.messages).contains("wr0ng"))
    }

    @Test("the configuration that the sandbox prints works as it stands, and SIGTERM ends the sandbox with 0")
    func printedConfiguration() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let start = try #require(sandbox.greeting.firstRange(of: "profiles ="))
        try scratch.write(String(sandbox.greeting[start.lowerBound...]), to: scratch.usualConfiguration)
        let program = try PipedProgram(
            TestPaths.captop, ["once", "--format", "json"],
            environment: scratch.environment.merging(["CAPTOP_SANDBOX_KEY": SandboxServer.key]) { $1 })
        #expect(program.exitCode() == 0, "\(program.messages)")
        #expect(program.text.contains("\"acme/") && program.text.contains("\"leads/cap:"))
        #expect(sandbox.stop() == 0)
    }

    @Test("a signal ends it at once while a network keeps it waiting", arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupted(signal: Int32) throws {
        let silent = """
            import socket
            server = socket.create_server(("127.0.0.1", 0))
            print(server.getsockname()[1], flush=True)
            client = server.accept()
            print("accepted", flush=True)
            client[0].recv(1 << 16)
            server.accept()
            """
        let server = try PipedProgram("python3", ["-c", silent])
        defer { server.end(SIGKILL) }
        try #require(server.wait(timeout: 30) { server.text.contains("\n") })
        let port = server.text.prefix { $0.isNumber }
        let configuration = try scratch.write(
            "[profile.acme]\nkind = \"everflow\"\nkey = { env = \"CAPTOP_TEST_KEY\" }\n"
                + "base_url = \"http://127.0.0.1:\(port)\"\n", to: "silent.toml")
        let once = try PipedProgram(
            TestPaths.captop, ["once", "--config", configuration], environment: scratch.environment)
        #expect(server.wait(timeout: 30) { server.text.contains("accepted") })
        let limit = Deadline(seconds: 10)
        #expect(once.end(signal) == nil, "by the signal, not by itself")
        #expect(!limit.hasPassed)
        #expect(once.output.isEmpty)
    }

    @Test("no output of any format holds the key")
    func nothingSecret() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        for format in ["json", "csv", "table"] {
            let once = try Once(["--config", configuration, "--format", format], in: scratch)
            #expect(once.code == 0 && !once.output.isEmpty)
            #expect(!(once.output + once.messages).contains(SandboxServer.key))
        }
    }

    @Test(
        "what cannot be understood ends with 2, a sentence on standard error and nothing on standard output",
        arguments: [
            ["--format", "xml"], ["--sort", "colour"], ["--limit", "-1"], ["--limit", "many"], ["--fail-at", "often"],
            ["--colour"], ["extra"],
        ])
    func usage(arguments: [String]) throws {
        let once = try Once(arguments, in: scratch)
        #expect(once.code == 2)
        #expect(once.output.isEmpty)
        #expect(once.messages.hasPrefix("captop: ") || once.messages.hasPrefix("Error: "), "\(once.messages)")
    }

    @Test("a configuration that is missing or wrong ends with 2 and names file, line and key")
    func configuration() throws {
        let missing = try Once([], in: scratch)
        #expect(missing.code == 2 && missing.output.isEmpty)
        #expect(missing.messages.contains(scratch.usualConfiguration))
        #expect(missing.messages.contains("captop demo"), "a newcomer is told what to do")

        let elsewhere = try Once(["--config", "\(scratch.path)/none.toml"], in: scratch)
        #expect(elsewhere.code == 2 && elsewhere.messages.contains("none.toml"))

        try scratch.write(
            "[profile.acme]\nkind = \"everflow\"\nkey = { env = \"CAPTOP_TEST_KEY\" }\nrefresh = \"soon\"\n",
            to: scratch.usualConfiguration)
        let wrong = try Once([], in: scratch)
        #expect(wrong.code == 2 && wrong.output.isEmpty)
        #expect(wrong.messages.contains("\(scratch.usualConfiguration):4: profile.acme.refresh"), "\(wrong.messages)")

        try scratch.write(
            "[profile.acme]\nkind = \"everflow\"\nkey = \"\(SandboxServer.key)\"\n", to: scratch.usualConfiguration)
        let literal = try Once([], in: scratch)
        #expect(literal.code == 2 && literal.messages.contains(":3: profile.acme.key"))
        #expect(!literal.messages.contains(SandboxServer.key), "a key is not repeated")
    }

    @Test(
        "a list or counts that cannot be read are said on standard error, and no check is green without them",
        arguments: [
            "* /networks/custom/caps=500", "* /networks/reporting/entity/table=403", "* /networks/offergroups=500",
        ])
    func partly(fault: String) throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        try SomebodyElse(at: sandbox).makeFail([fault])
        let once = try Once(
            ["--config", configuration, "--profile", "acme", "--format", "json", "--fail-at", "100000%"], in: scratch)
        #expect(once.code == 1 && once.messages.contains("captop: acme: "), "\(once.messages)")
        let notes = once.networks.first?["notes"]?.array ?? []
        #expect(!notes.isEmpty && notes.allSatisfy { once.messages.contains($0.text ?? "-") })
    }

    @Test(
        "flows that may not be read are missed in the lists of offers and affiliates",
        arguments: ["offers", "affiliates"])
    func withoutFlows(what: String) throws {
        let sandbox = try SandboxServer.frozen()
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        try SomebodyElse(at: sandbox).makeFail(["* /flows=403"])
        let once = try Once(["--config", configuration, "--profile", "leads", "--what", what], in: scratch)
        #expect(once.code == 1 && once.messages.contains("leads: flows"), "\(once.messages)")
    }

    @Test("what cannot be written is not taken for success")
    func fullDisk() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let configuration = try scratch.write(sandbox.configuration(), to: "captop.toml")
        let shell = try PipedProgram(
            "/bin/sh", ["-c", "\"$0\" once --config \"$1\" >/dev/full", TestPaths.captop, configuration],
            environment: scratch.environment)
        #expect(shell.exitCode(timeout: 60) == 1)
        #expect(
            shell.messages.contains("the output could not be written: No space left on device"), "\(shell.messages)")
    }

    @Test("a profile that is not listed is there for who asks for it, and none is there twice")
    func profiles() throws {
        let sandbox = try SandboxServer.frozen(caps: 12)
        defer { sandbox.stop() }
        let text = sandbox.configuration().replacing("profiles = [\"acme\", \"leads\"]", with: "profiles = [\"acme\"]")
        let configuration = try scratch.write(text, to: "captop.toml")
        func once(_ arguments: [String]) throws -> Once {
            try Once(["--config", configuration, "--format", "json"] + arguments, in: scratch)
        }
        #expect(try once([]).networks.compactMap { $0["name"]?.text } == ["acme"])
        #expect(try once(["--profile", "leads"]).networks.compactMap { $0["name"]?.text } == ["leads"])
        let twice = try once(["--profile", "acme", "--profile", "acme"])
        #expect(twice.code == 2 && twice.messages.contains("--profile acme is there twice"))
        let listed = text.replacing("[\"acme\"]", with: "[\"acme\", \"acme\"]")
        let other = try Once(["--config", try scratch.write(listed, to: "twice.toml")], in: scratch)
        #expect(other.code == 2 && other.messages.contains("acme stands there twice"), "\(other.messages)")
    }

    @Test("an argument that is not UTF-8 is refused, not written with replacements")
    func mangled() throws {
        let shell = try PipedProgram(
            "/bin/sh", ["-c", "\"$0\" set acme/custom:1 \"name=$(printf '\\377')\" --yes", TestPaths.captop],
            environment: scratch.environment)
        #expect(shell.exitCode(timeout: 30) == 2 && shell.messages.contains("is not UTF-8 text"), "\(shell.messages)")
    }
}
