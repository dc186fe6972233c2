// The whole state of the dashboard as one value, owned by the main queue and changed only by `reduce`.
import Models
import TUIKitLite

struct AppState: Equatable, Sendable {
    /// How long after the last move the order of rows is held, in milliseconds.
    static let orderHold: Int64 = 3000
    /// Without a key for so long, everything locks again, in milliseconds.
    static let idleLock: Int64 = 600_000

    var networks: [NetworkState]
    var size: Size
    var now: Timestamp
    var keymap: Keymap

    /// Set at start and never cleared: then this is a wall, and nobody is at the keyboard.
    var wall: WallState?
    var screen = Screen.caps
    var pane: Pane = .caps
    var overlays: [Overlay] = []
    var splits = Splits()
    var filter = CapQuery.none
    /// The text being typed, while the filter field is open.
    var filterField = TextField()
    /// What tab could not decide between; empty after any other key.
    var filterChoice: [String] = []
    /// Why the text being typed is no query; `filter` is then the last that was one.
    var filterError: QueryError?
    /// What Esc goes back to; nil once the field is closed and the lists of what was typed are on screen.
    var filterBefore: FilterAnchor?
    var sort = CapSort(.risk)
    /// The order that a start begins with, as configured or saved.
    var sortAtStart = CapSort(.risk)
    /// One of `Theme.names`.
    var themeName = "dark"
    /// Of the caps pane, from left to right.
    var columns = CapColumn.usual
    var savedQueries = SavedQueries.none

    var affiliates = PaneCursor<SubjectID>()
    var offers = PaneCursor<SubjectID>()
    var caps = PaneCursor<MeterID>()
    var detailFirst = 0
    /// The selected meter as last seen, kept on its line after it has gone until the cursor moves off.
    var ghost: CapMeter?

    var dashboard = Dashboard()
    /// Of the last run, drawn in place of this until all that was stored is there.
    var firstScreen: FirstScreen?
    var history = HistoryState()
    /// nil when now is on screen.
    var travel: TimeTravel?
    /// The store is being asked for a past.
    var isSeekingPast = false
    var lists = ListWork()
    var lastMove: Timestamp?
    var lastInput: Timestamp?

    /// False without a journal: then nothing can be unlocked.
    var canWrite = true
    var editor: ObjectEditor?
    var bulk: BulkEditor?
    /// Bulk changes that were left while they were being sent.
    var leftBulks: [BulkEditor] = []
    /// Single changes that were left while they were being sent.
    var leftEdits: [Edit] = []
    /// An undo was found while something lay over the screen.
    var isUndoFound = false
    /// Quitting was asked for and would leave changes unsent: the next time it does.
    var isQuitAsked = false
    var picker: Picker?
    var confirm: ConfirmDialog?
    var audit = AuditState()
    var alerts = AlertsState()
    var networkList = NetworkList()
    /// By screen.
    var moneyStates: [Screen: MoneyState] = [:]
    var marks = Marks()
    /// Journal entries that `undo` has found changed since, and said so: the next `undo` goes on to the one before.
    var notUndoable: Set<Int64> = []
    var help = HelpState()
    /// The line behind `:`.
    var prompt = CommandLine()
    /// One sentence for the bottom line; gone with the next key.
    var message: String?
    /// New data came while the order was held.
    var isOrderStale = false

    init(networks: [NetworkState], size: Size, now: Timestamp, keymap: Keymap = .standard) {
        self.networks = networks
        self.size = size
        self.now = now
        self.keymap = keymap
    }

    /// Nothing but a word fits.
    var isTooSmall: Bool { size.width < Layout.smallest.width || size.height < Layout.smallest.height }

    /// An open editor is always seen: on a narrow screen its pane takes the place of the one in focus.
    var layout: Layout {
        guard let editor else { return Layout(size: size, splits: splits, focus: pane) }
        return Layout(size: size, splits: splits, focus: .detail, detailRows: EditorView.wantedHeight(editor))
    }

    /// The parts of a screen that is one list: the list, and what is known of the line under the cursor.
    var listLayout: ListLayout {
        let detailRows =
            switch screen {
            case .payouts, .commissions, .tiers: MoneyDetail.wantedHeight
            case .network: NetworksView.wantedHeight
            case .caps, .chart, .audit, .alerts: 0
            }
        return ListLayout(size: size, detailRows: editor.map(EditorView.wantedHeight) ?? detailRows)
    }

    /// The meter at a place, as the network said it.
    func rawMeter(_ ref: MeterRef) -> CapMeter? {
        guard networks.indices.contains(ref.network), let meters = networks[ref.network].snapshot?.meters,
            meters.indices.contains(ref.meter)
        else { return nil }
        return meters[ref.meter]
    }

    /// The meter at a place, as it is to be shown now.
    func meter(_ ref: MeterRef) -> CapMeter? {
        rawMeter(ref)?.shown(at: networks[ref.network].serverTime(at: now))
    }

    /// The place of the meter on a line of the caps pane; nil for a ghost.
    func ref(onLine line: Int) -> MeterRef? {
        guard ghost == nil || line != caps.line else { return nil }
        let index = ghost != nil && line > caps.line ? line - 1 : line
        return dashboard.caps.indices.contains(index) ? dashboard.caps[index] : nil
    }

    /// What is likely to come of the meter on a line of the caps pane; nil for a ghost.
    func forecast(onLine line: Int) -> Forecast? {
        ref(onLine: line).flatMap(forecast)
    }

    /// What is likely to come of a meter, now.
    func forecast(of meter: CapMeter) -> Forecast? {
        guard let network = place(of: meter.object.id.network), let meters = networks[network].snapshot?.meters,
            let place = places(beside: meter.object).first(where: { meters[$0].id == meter.id })
        else { return nil }
        return forecast(MeterRef(network: network, meter: place))
    }

    /// What is likely to come of the meter at a place, now.
    func forecast(_ ref: MeterRef) -> Forecast? {
        guard networks.indices.contains(ref.network) else { return nil }
        return networks[ref.network].forecast(at: ref.meter, on: networks[ref.network].serverTime(at: now))
    }

    /// Lines of the caps pane: the meters, and the ghost on its line.
    var capLineCount: Int { dashboard.caps.count + (ghost == nil ? 0 : 1) }

    /// The meter on a line of the caps pane.
    func cap(onLine line: Int) -> CapMeter? {
        if let ghost, line == caps.line { return ghost }
        return ref(onLine: line).flatMap(meter)
    }

    var selectedCap: CapMeter? { cap(onLine: caps.line) }

    func networkState(named name: String) -> NetworkState? {
        networks.first { $0.network.name == name }
    }
}
