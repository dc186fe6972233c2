// Performs effects and posts what comes of them back as actions. Owns the terminal, the timers and the syncs; decides
// nothing: what happens is the reducer's business, how it looks the view's.
import Dispatch
import Glibc
import Models
import TUIKitLite
import Upstream

@MainActor
final class Runtime {
    private var state: AppState
    private let terminal: Terminal
    private var look: Look
    private let syncs: [String: NetworkSync]
    /// Answers that were asked for before the runtime was there.
    private var headStarts: [String: Task<SyncResult, Never>]
    private let keeper: StateKeeper?
    private let sender: EditSender?
    private let forecaster: Forecaster
    private let alerts: AlertWatcher?
    private let files: SettingsFiles?
    private let log: LogFile?
    private let historian: Historian?
    private var refreshTimers: [String: OneShotTimer] = [:]
    private var settleTimer: OneShotTimer?
    private var tickTimer: OneShotTimer?
    private var drawTimer: OneShotTimer?
    private var beginTimer: OneShotTimer?
    /// What the disk remembers has been handed over.
    private var isRestored = false
    private var isBegun = false
    private var signals: [SignalSource] = []
    /// Derives lists of many meters.
    private let lists = DispatchQueue(label: "captop.lists")
    private var isDrawPending = false

    init(
        state: AppState, terminal: Terminal, look: Look, syncs: [String: NetworkSync],
        headStarts: [String: Task<SyncResult, Never>], keeper: StateKeeper?, sender: EditSender?,
        forecaster: Forecaster, historian: Historian?, alerts: AlertWatcher?, files: SettingsFiles?, log: LogFile?
    ) {
        self.state = state
        self.terminal = terminal
        self.look = look
        self.syncs = syncs
        self.headStarts = headStarts
        self.keeper = keeper
        self.sender = sender
        self.forecaster = forecaster
        self.alerts = alerts
        self.files = files
        self.log = log
        self.historian = historian
    }

    /// Opens for business: input, timers, first frame, first refresh.
    func start() throws(TerminalError) {
        for (signal, code) in [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)] as [(Int32, Int32)] {
            signals.append(SignalSource(signal) { [weak self] in self?.quit(code) })
        }
        settleTimer = OneShotTimer { [weak self] in self?.send(.settleOrder) }
        tickTimer = OneShotTimer { [weak self] in self?.tick() }
        drawTimer = OneShotTimer { [weak self] in self?.requestDraw() }
        beginTimer = OneShotTimer { [weak self] in self?.begin() }
        try terminal.start(
            onInput: { [weak self] in self?.take($0) },
            onResize: { [weak self] in self?.send(.resized(width: $0.width, height: $0.height)) },
            onLost: { [weak self] in self?.quit(129) },
            onSuspend: { [weak self] in self?.keeper?.rest() },
            onResume: { [weak self] in self?.send(.resumed) },
            onReady: { [weak self] in self?.draw() })
        send(.resized(width: terminal.size.width, height: terminal.size.height))
        draw()
        restore()
        hear(isFirst: true) { await $0.start() }
        Task { [weak self] in await self?.settleOldWrites() }
        scheduleTick()
    }

    /// Asks the networks for the first time, once what was last known of them is shown: reading their answers would take the
    /// processor from it. A disk that hangs holds up nothing for longer than this.
    private func begin() {
        guard !isBegun else { return }
        isBegun = true
        for network in state.networks {
            if let snapshot = network.snapshot ?? network.next?.snapshot { recall(snapshot) }
            send(.refreshDue(network: network.network.name))
        }
    }

    private static let longestRestore: Int64 = 1000

    private func take(_ event: InputEvent) {
        guard let action = state.action(for: event) else { return }
        send(action)
    }

    func send(_ action: Action) {
        let now = WallClock.now()
        let isNews = AppState.isNews(action, underWay: state.lists.underWay)
        let effects = reduce(&state, action, at: now)
        if let line = LogLine.text(of: action, at: now) { log?.append(line) }
        for effect in effects { perform(effect) }
        switch action {
        // Nothing on screen says that a network is being asked.
        case .refreshDue: break
        // Shown with the lists that are being derived from it.
        case .loaded where state.lists.underWay != nil: break
        // Trends and charts wait for the clock's next frame, unless somebody has just moved to see them.
        case .historyRead(let answer) where !state.isAwaited(answer): break
        // The answer may be there in an instant, and then makes one frame with the clock.
        case .tick where state.networks.contains(where: \.isFetching):
            drawTimer?.schedule(milliseconds: state.clockWait)
        case _ where isNews && state.newsWait > 0: drawTimer?.schedule(milliseconds: state.newsWait)
        default: requestDraw()
        }
        if isRestored, state.lists.underWay == nil { begin() }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .fetch(let network): fetch(network)
        case .scheduleRefresh(let network, let milliseconds):
            timer(of: network).schedule(milliseconds: onTheSecond(milliseconds), leeway: 1)
        case .scheduleSettle(let milliseconds): settleTimer?.schedule(milliseconds: milliseconds)
        case .derive(let builder): derive(builder)
        case .retire(let retired): lists.async { @Sendable in retired.free() }
        case .forecast(let snapshot): forecast(snapshot)
        case .remember(let snapshot): keeper?.keep(snapshot, shownBy: state.present)
        case .read(let target): read(target)
        case .preview(let edits, let live): preview(edits, live: live)
        case .send(let edit, let token, let seen, let undoOf):
            answer(edit) { await $0.send(edit, token, seen: seen, undoOf: undoOf) }
        case .sendAll(let edits, let token, let batch, let undoOf): sendAll(edits, token, batch: batch, undoOf: undoOf)
        case .deploy(let edit, let token): answer(edit) { await $0.deploy(edit, token) }
        case .findUndo(let entry, let except): findUndo(entry, except: except)
        case .readJournal: readJournal()
        case .acknowledge(let ids): hear { await $0.acknowledge(ids) }
        case .announce(let announcement): announcement.perform(on: terminal)
        case .readSettings: withFiles { files throws(ConfigurationError) in .settingsRead(try files.settings()) }
        case .saveLayout(let layout):
            withFiles { files throws(ConfigurationError) in
                try files.save(layout)
                return .notice("saved to \(files.layout)")
            }
        case .export(let export):
            Task { [weak self] in
                let sentence = await Task.detached { ExportFile.write(export) }.value
                self?.send(.notice(sentence))
            }
        case .copy(let text):
            if !terminal.copy(text) {
                send(.notice("not copied: a terminal of type \(terminal.type) has no clipboard"))
            }
        case .readHistory(let request): readHistory(request)
        case .readPast(let request): readPast(request)
        case .redraw: terminal.redraw()
        case .suspend: suspend()
        case .quit: quit(0)
        }
    }

    /// Started by no shell, as by tmux, ssh or a container, it would stand still for good.
    private func suspend() {
        if Terminal.hasJobControl { return terminal.suspend() }
        send(.notice("not suspended: no shell is there to continue captop"))
    }

    private func timer(of network: String) -> OneShotTimer {
        if let timer = refreshTimers[network] { return timer }
        let timer = OneShotTimer { [weak self] in self?.send(.refreshDue(network: network)) }
        refreshTimers[network] = timer
        return timer
    }

    /// Refreshes are due when the clock turns, where that moves them little, so that both come in one frame.
    private func onTheSecond(_ milliseconds: Int64) -> Int64 {
        guard milliseconds >= 750 else { return milliseconds }
        let due = WallClock.now().milliseconds + milliseconds
        return milliseconds + 500 - (due + 500) % 1000
    }

    private func fetch(_ network: String) {
        guard let sync = syncs[network] else { return }
        let forecaster = forecaster
        let headStart = headStarts.removeValue(forKey: network)
        Task { [weak self] in
            let result = if let headStart { await headStart.value } else { await sync.refresh() }
            switch result {
            case .loaded(let snapshot):
                if self?.comesAhead(snapshot) == true {
                    self?.send(.loaded(snapshot))
                    return
                }
                let forecasts = await forecaster.take(snapshot)
                self?.send(.loaded(snapshot, forecasts: forecasts))
                self?.hear { await $0.loaded(snapshot, forecasts: forecasts) }
            case .failed(let error, let retryAfter):
                self?.send(.failed(network: network, error, retryAfter: retryAfter))
                self?.hear { await $0.failed(network, error) }
            }
        }
    }

    /// What is likely to come of an answer that was shown at once.
    private func forecast(_ snapshot: NetworkSnapshot) {
        let forecaster = forecaster
        Task { [weak self] in
            let forecasts = await forecaster.take(snapshot)
            self?.send(.recalled(network: snapshot.network.name, asOf: snapshot.asOf, forecasts))
            self?.hear { await $0.loaded(snapshot, forecasts: forecasts) }
        }
    }

    /// The first look at many meters does not wait for what is likely to come of them, nor compete with it for the cores.
    private func comesAhead(_ snapshot: NetworkSnapshot) -> Bool {
        let shown = state.networks.first { $0.network.name == snapshot.network.name }
        return shown?.snapshot == nil && shown?.next == nil && snapshot.meters.count > state.lists.mostAtOnce
    }

    /// What goes wrong with the files is said, and everything stays as it is.
    private func withFiles(_ work: (SettingsFiles) throws(ConfigurationError) -> Action) {
        guard let files else {
            send(.notice("there is no configuration here; the demo has none"))
            return
        }
        do {
            send(try work(files))
        } catch {
            send(.notice(error.description))
        }
    }

    private func derive(_ builder: DashboardBuilder) {
        lists.async { @Sendable [weak self] in
            let dashboard = builder.build()
            DispatchQueue.main.async {
                MainActor.assumeIsolated { self?.send(.derived(dashboard)) }
            }
        }
    }

    // MARK: - Changing

    private func read(_ target: EditTarget) {
        Task { [weak self, sender] in
            let reading = await sender?.read(target) ?? .failed("there is no journal, so nothing can be changed")
            self?.send(.objectRead(target, reading))
        }
    }

    private func preview(_ edits: [Edit], live: LiveObject?) {
        Task { [weak self, sender] in
            let verdict = await sender?.preview(edits, live: live) ?? .unavailable("there is no journal")
            self?.send(.previewed(edits, verdict))
        }
    }

    private func answer(
        _ edit: Edit, _ write: @escaping @Sendable (EditSender) async -> (EditOutcome, LiveObject?)
    ) {
        let sender = sender
        let sync = syncs[edit.target.network]
        Task { [weak self] in
            guard let sender else {
                self?.send(.written(edit, .refused("not sent: there is no journal"), live: nil))
                return
            }
            let (outcome, live) = await write(sender)
            await sync?.noteChange()
            self?.send(.written(edit, outcome, live: live))
        }
    }

    private func sendAll(_ edits: [Edit], _ token: WriteToken, batch: String, undoOf: [Int64?]) {
        guard let sender else { return }
        let sync = edits.first.flatMap { syncs[$0.target.network] }
        Task { [weak self] in
            await sender.sendAll(edits, token, batch: batch, undoOf: undoOf) { edit, outcome in
                Task { @MainActor in
                    await sync?.noteChange()
                    self?.send(.bulkWritten(edit, outcome))
                }
            }
        }
    }

    /// Posts what the watch over the rules has to say.
    private func hear(isFirst: Bool = false, _ ask: @escaping @Sendable (AlertWatcher) async -> AlertNews) {
        guard let alerts else { return }
        Task { [weak self] in
            let news = await ask(alerts)
            if isFirst || !news.isEmpty { self?.send(.alertNews(news, isFirst: isFirst)) }
        }
    }

    private func findUndo(_ entry: Int64?, except: Set<Int64>) {
        guard let sender else { return }
        Task { [weak self] in self?.send(.undoFound(await sender.findUndo(entry: entry, except: except))) }
    }

    private func readJournal() {
        guard let sender else { return }
        Task { [weak self] in
            do {
                self?.send(.journalRead(try await sender.journal()))
            } catch {
                self?.send(.notice("the journal cannot be read: \(error)"))
            }
        }
    }

    private func readHistory(_ request: HistoryRequest) {
        guard let historian else { return }
        Task { [weak self] in self?.send(.historyRead(await historian.answer(request))) }
    }

    private func readPast(_ request: PastRequest) {
        guard let historian else { return }
        Task { [weak self] in self?.send(.pastRead(await historian.find(request))) }
    }

    private func settleOldWrites() async {
        let sentences = await sender?.settleOldWrites() ?? []
        if !sentences.isEmpty { send(.notice(sentences.joined(separator: "   "))) }
    }

    private func restore() {
        guard let keeper else { return begin() }
        beginTimer?.schedule(milliseconds: Runtime.longestRestore)
        keeper.restore { [weak self] in
            self?.send(.firstScreen($0))
        } snapshots: { [weak self] in
            self?.take(restored: $0)
        }
    }

    private func take(restored snapshots: [NetworkSnapshot]) {
        send(.restored(snapshots))
        isRestored = true
        if isBegun { snapshots.forEach(recall) }
        if state.lists.underWay == nil { begin() }
    }

    private func recall(_ snapshot: NetworkSnapshot) {
        let forecaster = forecaster
        Task { [weak self] in
            let forecasts = await forecaster.recall(snapshot)
            self?.send(.recalled(network: snapshot.network.name, asOf: snapshot.asOf, forecasts))
        }
    }

    // MARK: - Drawing

    /// One frame for all that happens in this turn of the main queue.
    private func requestDraw() {
        guard !isDrawPending else { return }
        isDrawPending = true
        DispatchQueue.main.async { [weak self] in
            MainActor.assumeIsolated { self?.draw() }
        }
    }

    private func draw() {
        isDrawPending = false
        drawTimer?.cancel()
        if look.theme.name != state.themeName,
            let chosen = Look(theme: state.themeName, colors: terminal.colors, glyphs: look.glyphs)
        {
            look = chosen
        }
        terminal.present(view(state, look: look))
        if !terminal.isBehind, state.confirm?.isShown == false { send(.confirmShown) }
    }

    private func tick() {
        send(.tick)
        scheduleTick()
    }

    /// On the second, so that clock and countdowns turn together.
    private func scheduleTick() {
        tickTimer?.schedule(milliseconds: 1000 - WallClock.now().milliseconds % 1000 + 2, leeway: 1)
    }

    private func quit(_ code: Int32) {
        let unsent = state.present.unsentText.map { "captop: \($0); captop audit lists what was sent" }
        terminal.close(saying: unsent ?? "")
        keeper?.close(shownBy: state.present)
        log?.close()
        leave(code)
    }
}
