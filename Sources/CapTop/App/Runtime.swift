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
    private let files: SettingsFiles?
    private let log: LogFile?
    /// Nil while the state file is being opened. Keys are answered meanwhile, and effects wait.
    private var users: StoreUsers?
    private var waiting: [Effect] = []
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
        headStarts: [String: Task<SyncResult, Never>], files: SettingsFiles?, log: LogFile?
    ) {
        self.state = state
        self.terminal = terminal
        self.look = look
        self.syncs = syncs
        self.headStarts = headStarts
        self.files = files
        self.log = log
    }

    /// Opens for business: input, timers, first frame.
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
            onSuspend: { [weak self] in self?.users?.keeper?.rest() },
            onResume: { [weak self] in self?.send(.resumed) },
            onReady: { [weak self] in self?.draw() })
        send(.resized(width: terminal.size.width, height: terminal.size.height))
        draw()
        scheduleTick()
    }

    /// Whether anything can be asked of the networks yet.
    var hasGoneOn: Bool { users != nil }

    /// Goes on once the state file is open, or is known not to open: what was kept, first refresh. Again when a file opens
    /// that was not waited for any longer.
    ///
    /// - Parameter change: what is to be known of the file on screen.
    func goOn(with users: StoreUsers, _ change: (inout AppState) -> Void) {
        self.users = users
        change(&state)
        restore()
        hear(isFirst: true) { await $0.start() }
        changes.settleOldWrites()
        for effect in waiting + state.auditAfterChange { perform(effect) }
        waiting = []
        requestDraw()
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
        if let log, let line = LogLine.text(of: action, at: now) { log.append(line) }
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
        guard users != nil || effect == .quit else { return waiting.append(effect) }
        switch effect {
        case .fetch(let network, let isWhole): fetch(network, isWhole: isWhole)
        case .scheduleRefresh(let network, let milliseconds):
            timer(of: network).schedule(milliseconds: onTheSecond(milliseconds), leeway: 1)
        case .scheduleSettle(let milliseconds): settleTimer?.schedule(milliseconds: milliseconds)
        case .derive(let builder): derive(builder)
        case .retire(let retired): lists.async { @Sendable in retired.free() }
        case .forecast(let snapshot): forecast(snapshot)
        case .remember(let snapshot): users?.keeper?.keep(snapshot, shownBy: state.present)
        case .read(let target): changes.read(target)
        case .preview(let edits, let live): changes.preview(edits, live: live)
        case .send(let edit, let token, let seen, let undoOf): changes.send(edit, token, seen: seen, undoOf: undoOf)
        case .sendAll(let edits, let token, let batch, let undoOf):
            changes.sendAll(edits, token, batch: batch, undoOf: undoOf)
        case .deploy(let edit, let token): changes.deploy(edit, token)
        case .findUndo(let entry, let except): changes.findUndo(entry, except: except)
        case .readJournal: changes.readJournal()
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
                let why =
                    terminal.hasClipboard
                    ? "the terminal takes nothing now" : "a terminal of type \(terminal.type) has no clipboard"
                send(.notice("not copied: \(why)"))
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

    private func fetch(_ network: String, isWhole: Bool) {
        guard let sync = syncs[network], let forecaster = users?.forecaster else { return }
        let headStart = headStarts.removeValue(forKey: network)
        Task { [weak self] in
            let result = if let headStart { await headStart.value } else { await sync.refresh(isWhole: isWhole) }
            switch result {
            case .loaded(let snapshot):
                if self?.comesAhead(snapshot) == true {
                    self?.send(.loaded(snapshot))
                    return
                }
                let forecasts = await forecaster.take(snapshot, patience: Runtime.forecastPatience)
                self?.send(.loaded(snapshot, forecasts: forecasts))
                // Shown without them, it asks for them, and the rules wait until they are there.
                if forecasts.isEmpty, !snapshot.meters.isEmpty { return }
                self?.hear { await $0.loaded(snapshot, forecasts: forecasts) }
            case .failed(let error, let retryAfter):
                self?.send(.failed(network: network, error, retryAfter: retryAfter))
                self?.hear { await $0.failed(network, error) }
            }
        }
    }

    /// How long an answer waits for what is likely to come of it while the history is being read, in milliseconds.
    private static let forecastPatience = 100

    /// What is likely to come of an answer that was shown at once. None when the next one has come meanwhile.
    private func forecast(_ snapshot: NetworkSnapshot) {
        guard let forecaster = users?.forecaster else { return }
        Task { [weak self] in
            let forecasts = await forecaster.take(snapshot)
            guard !forecasts.isEmpty else { return }
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

    private var changes: ChangeRunner {
        ChangeRunner(sender: users?.sender, syncs: syncs) { [weak self] in self?.send($0) }
    }

    /// Posts what the watch over the rules has to say.
    private func hear(isFirst: Bool = false, _ ask: @escaping @Sendable (AlertWatcher) async -> AlertNews) {
        guard let alerts = users?.alerts else { return }
        Task { [weak self] in
            let news = await ask(alerts)
            if isFirst || !news.isEmpty { self?.send(.alertNews(news, isFirst: isFirst)) }
        }
    }

    private func readHistory(_ request: HistoryRequest) {
        guard let historian = users?.historian else { return }
        Task { [weak self] in self?.send(.historyRead(await historian.answer(request))) }
    }

    private func readPast(_ request: PastRequest) {
        guard let historian = users?.historian else { return }
        Task { [weak self] in self?.send(.pastRead(await historian.find(request))) }
    }

    private func restore() {
        guard let keeper = users?.keeper else { return begin() }
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
        guard let forecaster = users?.forecaster else { return }
        Task { [weak self] in
            let forecasts = await forecaster.recall(snapshot)
            guard !forecasts.isEmpty else { return }
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

    /// How long the end waits for what is yet to be written: the disk may hang, or nobody read the log.
    private static let longestFarewell = DispatchTimeInterval.seconds(2)

    private func quit(_ code: Int32) {
        let unsent = state.present.unsentText.map { "captop: \($0); captop audit lists what was sent" }
        terminal.close(saying: unsent ?? "")
        let writing = DispatchGroup()
        users?.keeper?.close(shownBy: state.present, in: writing)
        log?.close(in: writing)
        _ = writing.wait(timeout: .now() + Runtime.longestFarewell)
        leave(code)
    }
}
