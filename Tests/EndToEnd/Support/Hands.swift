// An operator at captop's own state: keys go in by name, effects are performed by the real sender over HTTP and into a real
// journal, the screen is what the view draws. Everything of the dashboard but the terminal and its timers.
import Models
import Store
import TUIKitLite
import Upstream

@testable import CapTop

struct Hands {
    var state: AppState
    private let sender: EditSender
    private let look: Look

    struct NotFound: Error, CustomStringConvertible { var description: String }

    /// - Parameters:
    ///   - snapshots: what the last refresh brought, of each network.
    ///   - address: where both networks are.
    ///   - store: holds the journal.
    init(on snapshots: [NetworkSnapshot], at address: String, store: StateStore, client: HTTPClient) throws {
        var clients: [AccountClient] = []
        for network in snapshots.map(\.network) {
            let account = try NetworkAccount(
                network: network, baseURL: address, key: .inProcess(SandboxServer.key))
            clients.append(AccountClient(account: account, client: client, now: WallClock.now))
        }
        sender = EditSender(clients: clients, store: store, who: "operator@desk")
        // Wide enough for every sentence to stand on one line.
        state = AppState(
            networks: snapshots.map { NetworkState(network: $0.network, refreshInterval: 15_000) },
            size: Size(width: 320, height: 90), now: WallClock.now())
        guard let theme = Theme.named("mono", colors: 0, noColor: true) else { throw NotFound(description: "mono") }
        look = Look(theme: theme, glyphs: .ascii)
        for snapshot in snapshots { _ = reduce(&state, .loaded(snapshot), at: WallClock.now()) }
        _ = reduce(&state, .command(.write), at: WallClock.now())
    }

    // MARK: - Keys

    /// Presses keys by name, and waits for what comes of each.
    mutating func press(_ names: String...) async {
        for name in names {
            guard let key = Key(name: name), let action = state.action(for: .key(key)) else { continue }
            await act(action)
        }
    }

    mutating func type(_ text: String) async {
        for character in text { await press(character == " " ? "space" : String(character)) }
    }

    /// Presses a key until it has brought something about.
    mutating func press(_ name: String, until condition: (AppState) -> Bool) async throws {
        for _ in 0..<400 {
            if condition(state) { return }
            await press(name)
        }
        throw NotFound(description: "pressing \(name) does not bring it about:\n\(screen.joined(separator: "\n"))")
    }

    private mutating func act(_ action: Action) async {
        for effect in reduce(&state, action, at: WallClock.now()) { await perform(effect) }
        if state.confirm?.isShown == false { await act(.confirmShown) }
    }

    /// Refreshes are left out: what the screen knows is what it knew when the operator began.
    private mutating func perform(_ effect: Effect) async {
        switch effect {
        case .read(let target): await act(.objectRead(target, await sender.read(target)))
        case .preview(let edits, let live): await act(.previewed(edits, await sender.preview(edits, live: live)))
        case .send(let edit, let token, let seen, let undoOf):
            let (outcome, live) = await sender.send(edit, token, seen: seen, undoOf: undoOf)
            await act(.written(edit, outcome, live: live))
        case .deploy(let edit, let token):
            let (outcome, live) = await sender.deploy(edit, token)
            await act(.written(edit, outcome, live: live))
        default: break
        }
    }

    // MARK: - The screen

    var screen: [String] { view(state, look: look).lines() }

    func shows(_ text: String) -> Bool { screen.contains { $0.contains(text) } }

    /// The parts of `texts` that no line has.
    func missing(_ texts: [String]) -> [String] {
        let lines = screen
        return texts.filter { text in !lines.contains { $0.contains(text) } }
    }
}
