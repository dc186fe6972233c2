// `captop set` and `captop audit` on the real binary against the sandbox: what is shown, sent, journalled and there.
import Glibc
import Models
import TestSupport
import Testing

/// One run of captop to its end.
struct Run {
    var code: Int32?
    var output: String
    var messages: String

    init(_ arguments: [String], in scratch: Scratch) throws {
        let program = try PipedProgram(TestPaths.captop, arguments, environment: scratch.environment)
        code = program.exitCode(timeout: 120)
        output = program.text
        messages = program.messages
    }
}

@Suite("captop set and captop audit", .ownThread)
struct SetTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A sandbox that stands still, and a configuration on it.
    private func start(_ more: [String] = [], write: Bool = true, environment: String = "sandbox") throws
        -> SandboxServer
    {
        let sandbox = try SandboxServer.frozen(more)
        let text = sandbox.configuration().replacing(
            "environment = \"sandbox\"", with: "environment = \"\(environment)\"\nwrite = \(write)")
        try scratch.write(text, to: scratch.usualConfiguration)
        return sandbox
    }

    private func set(_ arguments: String...) throws -> Run { try Run(["set"] + arguments, in: scratch) }

    private func entries() throws -> [JSONValue] {
        let audit = try Run(["audit", "--format", "json"], in: scratch)
        try #require(audit.code == 0, "\(audit.messages)")
        return try #require(try JSONValue.parse(Array(audit.output.utf8))["entries"]?.array)
    }

    /// What the sandbox holds, asked by curl.
    private func get(_ path: String, of sandbox: SandboxServer) throws -> JSONValue {
        let curl = try PipedProgram(
            "curl",
            [
                "-s", "-H", "X-Eflow-API-Key: \(SandboxServer.key)", "-u", "API:\(SandboxServer.key)",
                sandbox.address + path,
            ])
        try #require(curl.exitCode() == 0)
        return try JSONValue.parse(curl.output)
    }

    /// A custom cap with a limit on conversions: its id, the limit's name and its value.
    private func customCap(of sandbox: SandboxServer) throws -> (id: Int64, field: String, value: Int64) {
        let caps = try get("/v1/networks/custom/caps", of: sandbox)["custom_cap_settings"]?.array ?? []
        for cap in caps {
            for period in ["daily", "weekly", "monthly", "global"] {
                let field = "\(period)_conversion_cap"
                if let id = cap["network_custom_cap_setting_id"]?.int64, let value = cap[field]?.int64, value > 1 {
                    return (id, field, value)
                }
            }
        }
        throw SandboxServer.NoAddress(printed: "no custom cap with conversions")
    }

    /// A flow's own cap: the flow's id, the cap's id and its maximum.
    private func leadCap(of sandbox: SandboxServer) throws -> (flow: String, cap: String, maximum: Int64) {
        for flow in try get("/flows", of: sandbox).array ?? [] {
            if let cap = flow["caps"]?[0], let id = cap["id"]?.text, let maximum = cap["maximum"]?.int64,
                let flowID = flow["id"]?.text
            {
                return (flowID, id, maximum)
            }
        }
        throw SandboxServer.NoAddress(printed: "no flow with a cap")
    }

    @Test("a custom cap is shown, then sent with --yes, journalled, and there; audit lists it in every format")
    func customCap() throws {
        let sandbox = try start()
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let object = "acme/custom:\(cap.id)"
        let change = "\(cap.field)=*2"
        // Everflow reference, 4.3.
        let request = """
            PATCH \(sandbox.address)/v1/networks/custom/caps
            {"network_custom_cap_setting_ids":[\(cap.id)],"fields":[{"field_type":"\(cap.field)","field_value":\(cap.value * 2)}]}

            """
        let dry = try set(object, change, "--dry-run")
        #expect(dry.code == 0 && dry.output.hasSuffix(request), "\(dry.output)\(dry.messages)")
        #expect(dry.output.contains("  \(cap.field) \(cap.value) -> \(cap.value * 2) (+100 %)\n"))
        let shown = try set(object, change)
        #expect(shown.code == 2 && shown.output == dry.output && shown.messages.contains("--yes sends it"))
        func live() throws -> Int64? {
            try get("/v1/networks/custom/caps/\(cap.id)", of: sandbox)[cap.field]?.int64
        }
        #expect(try live() == cap.value && entries().isEmpty, "nothing was sent")

        let sent = try set(object, change, "--yes")
        #expect(sent.code == 0 && sent.output == dry.output + "applied (journal entry 1)\n", "\(sent.messages)")
        #expect(try live() == cap.value * 2)
        let again = try set(object, "\(cap.field)=\(cap.value * 2)", "--yes")
        #expect(again.code == 0 && again.output.contains("nothing to change"))

        let entry = try #require(try entries().first)
        #expect(entry["target"]?.text == object && entry["outcome"]?.text == "applied")
        #expect(entry["method"]?.text == "PATCH" && entry["status"]?.int64 == 200)
        #expect(entry["before"]?[cap.field]?.int64 == cap.value && entry["after"]?[cap.field]?.int64 == cap.value * 2)
        let table = try Run(["audit"], in: scratch).output.split(separator: "\n")
        #expect(table.count == 2 && table[1].contains("\(cap.field) \(cap.value) -> \(cap.value * 2)"))
        let csv = try Run(["audit", "--format", "csv"], in: scratch).output.split(separator: "\r\n")
        #expect(csv.count == 2 && csv[1].hasPrefix("1,"))
        #expect(
            try Run(["audit", "--limit", "0", "--format", "csv"], in: scratch).output.split(separator: "\r\n").count
                == 1)
    }

    @Test("a LeadConduit cap is saved with its whole flow and deployed")
    func leadCap() throws {
        let sandbox = try start()
        defer { sandbox.stop() }
        let cap = try leadCap(of: sandbox)
        let before = try get("/flows/\(cap.flow)", of: sandbox)
        let sent = try set("leads/cap:\(cap.cap)", "maximum=+5", "--yes")
        #expect(sent.code == 0 && sent.output.hasSuffix("applied (journal entry 1)\n"), "\(sent.messages)")
        #expect(sent.output.contains("PUT \(sandbox.address)/flows/\(cap.flow)\n"))
        #expect(sent.output.contains("POST \(sandbox.address)/flows/\(cap.flow)/deploy\n"))
        let after = try get("/flows/\(cap.flow)", of: sandbox)
        let differences = LeadConduit.FlowDifference.between(before, after).map(\.path)
        #expect(Set(differences) == ["caps.\(cap.cap).maximum", "updated_at"])
        #expect(after["caps"]?[0]?["maximum"]?.int64 == cap.maximum + 5)
    }

    @Test("a deploy that fails is said to be saved and not live, and the same command again deploys it")
    func deployFails() throws {
        let sandbox = try start(["--fault", "POST /flows/*/deploy=500*1"])
        defer { sandbox.stop() }
        let cap = try leadCap(of: sandbox)
        let command = ["set", "leads/cap:\(cap.cap)", "maximum=\(cap.maximum + 1)", "--yes"]
        let first = try Run(command, in: scratch)
        #expect(first.code == 1 && first.messages.contains("saved, not live (journal entry 1)"), "\(first.messages)")
        let second = try Run(command, in: scratch)
        #expect(second.code == 0 && second.output.hasSuffix("applied (journal entry 2)\n"), "\(second.messages)")
        #expect(!second.output.contains("PUT "))
        #expect(try entries().map { $0["outcome"]?.text } == ["applied", "saved_not_live"])
        #expect(try Run(command, in: scratch).output.contains("nothing to change"))
    }

    @Test(
        "however the network misbehaves, the exit code, the journal and the network agree",
        arguments: [
            ("400", Int32(1), "refused", false), ("401", 4, "refused", false), ("403", 4, "refused", false),
            ("404", 1, "refused", false), ("429", 1, "refused", false), ("500", 1, "refused", false),
            ("504", 1, "unknown", false),
            ("cut-before", 1, "refused", false), ("cut-after", 0, "applied", true), ("malformed", 0, "applied", true),
        ])
    func faults(fault: String, code: Int32, outcome: String, isChanged: Bool) throws {
        let sandbox = try start(["--fault", "PATCH /networks/custom/caps=\(fault)"])
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let run = try set("acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes")
        #expect(run.code == code, "\(run.output)\(run.messages)")
        #expect(try entries().map { $0["outcome"]?.text } == [outcome])
        let live = try get("/v1/networks/custom/caps/\(cap.id)", of: sandbox)[cap.field]?.int64
        #expect(live == (isChanged ? cap.value + 1 : cap.value))
    }

    @Test("a process killed before the answer leaves an unknown write, which the next one settles by reading back")
    func killed() throws {
        let sandbox = try start(["--fault", "PATCH /networks/custom/caps=slow:120s*1"])
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let program = try PipedProgram(
            TestPaths.captop, ["set", "acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes"],
            environment: scratch.environment)
        func live() throws -> Int64? {
            try get("/v1/networks/custom/caps/\(cap.id)", of: sandbox)[cap.field]?.int64
        }
        let deadline = Deadline(seconds: 60)
        while try live() != cap.value + 1, !deadline.hasPassed {}
        #expect(try entries().map { $0["outcome"]?.text } == ["sent"])
        program.end(SIGKILL)
        #expect(try entries().map { $0["outcome"]?.text } == ["unknown"])
        let next = try set("acme/custom:\(cap.id)", "\(cap.field)=\(cap.value + 2)", "--yes")
        #expect(next.code == 0)
        #expect(
            next.messages.contains("journal entry 1, acme/custom:\(cap.id), had no answer; it reads as applied now"))
        #expect(try entries().map { $0["outcome"]?.text } == ["applied", "applied"])
    }

    @Test("what a gateway had no patience for is unknown, and stays so while it may still be done")
    func impatientGateway() throws {
        let sandbox = try start(["--fault", "PATCH /networks/custom/caps=504*1"])
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let first = try set("acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes")
        #expect(first.code == 1 && first.messages.contains("unknown (journal entry 1): 504"), "\(first.messages)")
        #expect(first.messages.contains("read back: not applied yet"))
        let next = try set("acme/custom:\(cap.id)", "\(cap.field)=+2", "--yes")
        #expect(next.code == 0 && !next.messages.contains("it reads as"), "\(next.messages)")
        #expect(try entries().map { $0["outcome"]?.text } == ["applied", "unknown"])
    }

    @Test("a dashboard settles at its start what a process killed in flight left unknown, and says so")
    func dashboardSettles() throws {
        let sandbox = try start(["--fault", "PATCH /networks/custom/caps=slow:120s*1"])
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let program = try PipedProgram(
            TestPaths.captop, ["set", "acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes"],
            environment: scratch.environment)
        let deadline = Deadline(seconds: 60)
        while try get("/v1/networks/custom/caps/\(cap.id)", of: sandbox)[cap.field]?.int64 != cap.value + 1,
            !deadline.hasPassed
        {}
        program.end(SIGKILL)
        #expect(try entries().map { $0["outcome"]?.text } == ["unknown"])
        var options = PtyProcess.Options()
        options.columns = 160
        options.rows = 30
        options.environment = scratch.environment
        let terminal = try PtyProcess(TestPaths.captop, [], options: options)
        defer { terminal.terminate() }
        let said = "journal entry 1, acme/custom:\(cap.id), had no answer; it reads as applied now"
        #expect(terminal.wait(timeout: 30) { terminal.shows(said) }, "\(terminal.picture)")
        #expect(try entries().map { $0["outcome"]?.text } == ["applied"])
    }

    @Test("a locked profile sends nothing without --write")
    func locked() throws {
        let sandbox = try start(write: false)
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let refused = try set("acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes")
        #expect(refused.code == 2 && refused.messages.contains("profile acme is locked"), "\(refused.messages)")
        #expect(try entries().isEmpty)
        #expect(try set("acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes", "--write").code == 0)
        #expect(try entries().count == 1)
    }

    @Test("production asks for the object's name before a change of more than half")
    func production() throws {
        let sandbox = try start(environment: "production")
        defer { sandbox.stop() }
        let cap = try leadCap(of: sandbox)
        let name = try #require(try get("/flows/\(cap.flow)", of: sandbox)["caps"]?[0]?["name"]?.text)
        let refused = try set("leads/cap:\(cap.cap)", "maximum=*2", "--yes")
        #expect(refused.code == 2 && refused.messages.contains("--name '\(name)'"), "\(refused.messages)")
        #expect(try set("leads/cap:\(cap.cap)", "maximum=*2", "--yes", "--name", "something else").code == 2)
        #expect(try entries().isEmpty)
        #expect(try set("leads/cap:\(cap.cap)", "maximum=*2", "--yes", "--name", name).code == 0)
        #expect(try set("leads/cap:\(cap.cap)", "maximum=+1", "--yes").code == 0, "a small change needs no name")
    }

    @Test("offers, offer groups and affiliates are changed in their own ways")
    func otherObjects() throws {
        let sandbox = try start()
        defer { sandbox.stop() }
        func first(_ list: String, _ id: String) throws -> Int64 {
            let answer = try get("/v1/networks/\(list)", of: sandbox)
            let rows = answer[list == "offergroups" ? "offer_groups" : list]?.array
            return try #require(rows?.first?[id]?.int64)
        }
        let offer = try first("offers", "network_offer_id")
        #expect(try set("acme/offer:\(offer)", "weekly_click_cap=77777", "--yes").code == 0)
        let group = try first("offergroups", "network_offer_group_id")
        let members = try get("/v1/networks/offergroups/\(group)", of: sandbox)["relationship"]?["network_offer_ids"]
        #expect(try set("acme/group:\(group)", "weekly_click_cap=66666", "--yes").code == 0)
        let affiliate = try first("affiliates", "network_affiliate_id")
        #expect(
            try set("acme/affiliate:\(affiliate)", "account_status=inactive", "internal_notes=late", "--yes").code == 0)
        func value(_ path: String, _ field: String) throws -> String? {
            try get("/v1/networks/\(path)", of: sandbox)[field]?.text
        }
        #expect(try value("offers/\(offer)", "weekly_click_cap") == "77777")
        #expect(try value("offergroups/\(group)", "weekly_click_cap") == "66666")
        let kept = try get("/v1/networks/offergroups/\(group)", of: sandbox)["relationship"]?["network_offer_ids"]
        #expect(kept == members, "a full update drops nothing")
        #expect(try value("affiliates/\(affiliate)", "account_status") == "inactive")
        #expect(try value("affiliates/\(affiliate)", "internal_notes") == "late")
        #expect(try entries().map { $0["method"]?.text } == ["PUT", "PATCH", "PUT", "PATCH"])
        #expect(try entries().allSatisfy { $0["outcome"]?.text == "applied" })
    }

    @Test(
        "what cannot be meant ends with 2 and a sentence",
        arguments: [
            ["acme/custom:412"], ["acme/custom:412", "daily_click_cap"], ["acme/custom:x", "daily_click_cap=1"],
            ["custom:412", "daily_click_cap=1"], ["other/custom:412", "daily_click_cap=1"],
            ["leads/custom:412", "daily_click_cap=1"], ["acme/custom:412", "daily_click_cap=1", "--yes", "--dry-run"],
            ["acme/custom:412/click/day", "daily_click_cap=1"],
        ])
    func usage(arguments: [String]) throws {
        try scratch.write(
            """
            [profile.acme]
            kind = "everflow"
            base_url = "http://127.0.0.1:9"
            key = { env = "CAPTOP_TEST_KEY" }
            [profile.leads]
            kind = "leadconduit"
            base_url = "http://127.0.0.1:9"
            key = { env = "CAPTOP_TEST_KEY" }
            """, to: scratch.usualConfiguration)
        let run = try Run(["set"] + arguments, in: scratch)
        #expect(run.code == 2 && run.output.isEmpty && !run.messages.isEmpty, "\(run)")
        #expect(try set("acme/custom:412", "daily_click_cap=1").code == 4, "nothing listens there")
    }

    @Test("neither the journal's file nor any output holds the key")
    func nothingSecret() throws {
        let sandbox = try start()
        defer { sandbox.stop() }
        let cap = try customCap(of: sandbox)
        let run = try set("acme/custom:\(cap.id)", "\(cap.field)=+1", "--yes")
        let audit = try Run(["audit", "--format", "json"], in: scratch)
        #expect(!(run.output + run.messages + audit.output).contains(SandboxServer.key))
        let grep = try PipedProgram("grep", ["-rac", SandboxServer.key, "\(scratch.path)/state"])
        #expect(grep.exitCode() == 1, "grep finds nothing")
    }
}
