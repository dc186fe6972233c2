// A LeadConduit change that was saved and not deployed, sent once more as `r` in a list does: it is deployed, not called done.
import Foundation
import Models
import Store
import Synchronization
import TestSupport
import Testing
import Upstream

@testable import CapTop

@Suite("a change that is saved and not live, tried again", .ownThread)
struct DeployAgainTests {
    private let scratch: Scratch
    private let sandbox: SandboxServer
    private let store: StateStore
    private let sender: EditSender

    init() throws {
        scratch = try Scratch()
        sandbox = try SandboxServer.frozen(["--fault", "POST /flows/*/deploy=500*1"])
        store = try StateStore(path: "\(scratch.path)/captop.sqlite", now: WallClock.now)
        let network = Network(name: "leads", kind: .leadconduit, environment: .sandbox)
        let account = try NetworkAccount(
            network: network, baseURL: sandbox.address, key: .inProcess(SandboxServer.key))
        let client = AccountClient(account: account, client: HTTPClient(), now: WallClock.now)
        sender = EditSender(clients: [client], store: store, who: "operator@desk")
    }

    /// A cap of the sandbox raised by one, with leave to send it.
    private func raise() async throws -> (Edit, WriteToken, LiveObject) {
        let curl = try PipedProgram("curl", ["-s", "-u", "API:\(SandboxServer.key)", sandbox.address + "/flows"])
        try #require(curl.exitCode() == 0)
        let flow = try #require(try JSONValue.parse(curl.output).array?.first { $0["caps"]?[0]?["id"] != nil })
        let cap = try #require(flow["caps"]?[0]?["id"]?.text)
        let target = try #require(EditTarget(text: "leads/cap:\(cap)"))
        guard case .found(let live) = await sender.read(target) else { throw SandboxServer.NoAddress(printed: cap) }
        let edit = try Edit.proposing([Edit.Assignment("maximum", "+1")], on: live)
        return (edit, try #require(try Confirmation(edit).confirm()), live)
    }

    private func journal() throws -> [String] {
        try Journal(store).entries(now: WallClock.now()).map { "\($0.method.rawValue) \($0.outcome.rawValue)" }
    }

    @Test("among several")
    func several() async throws {
        let (edit, token, _) = try await raise()
        for expected in [["saved, not live"], ["applied"], ["applied: it was so already"]] {
            let outcomes = Mutex<[String]>([])
            await sender.sendAll([edit], token, batch: "b", undoOf: [nil]) { _, outcome in
                outcomes.withLock { $0.append(outcome.text) }
            }
            let said = outcomes.withLock { $0 }
            #expect(zip(said, expected).allSatisfy { $0.hasPrefix($1) } && said.count == 1, "\(said)")
        }
        #expect(try journal() == ["POST applied", "PUT saved_not_live"])
    }

    @Test("alone")
    func alone() async throws {
        let (edit, token, live) = try await raise()
        let first = await sender.send(edit, token, seen: live, undoOf: nil).0
        #expect(first.text.hasPrefix("saved, not live"), "\(first.text)")
        let second = await sender.send(edit, token, seen: nil, undoOf: nil).0
        #expect(second.text == "applied: Flow deployed", "\(second.text)")
        #expect(try journal() == ["POST applied", "PUT saved_not_live"])
    }
}
