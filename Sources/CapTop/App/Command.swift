// Every named thing a key can do. The one list behind keys, help, hint bar, configuration and docs/keys.md.

/// A named command. Raw values are the names used in `[keys]`.
enum Command: String, CaseIterable, Codable, Sendable {
    case cursorDown = "cursor.down"
    case cursorUp = "cursor.up"
    case cursorPageDown = "cursor.page-down"
    case cursorPageUp = "cursor.page-up"
    case cursorFirst = "cursor.first"
    case cursorLast = "cursor.last"
    case paneNext = "pane.next"
    case panePrevious = "pane.previous"
    case selectionClear = "selection.clear"
    case filterOpen = "filter.open"
    case filterClear = "filter.clear"
    case sortNext = "sort.next"
    case sortPrevious = "sort.previous"
    case sortReverse = "sort.reverse"
    case sort = "sort"
    case filter = "filter"
    case markToggle = "mark.toggle"
    case markAll = "mark.all"
    case capEdit = "cap.edit"
    case objectEdit = "object.edit"
    case capRaise = "cap.raise"
    case capLower = "cap.lower"
    case capCreate = "cap.create"
    case capDelete = "cap.delete"
    case payoutEdit = "payout.edit"
    case tierMove = "tier.move"
    case undo = "undo"
    case deploy = "deploy"
    case copy = "copy"
    case copyCell = "copy.cell"
    case copyRow = "copy.row"
    case copyJSON = "copy.json"
    case copyCurl = "copy.curl"
    case export = "export"
    case exportOver = "export!"
    case audit = "audit"
    case alerts = "alerts"
    case alertAcknowledge = "alert.acknowledge"
    case alertAcknowledgeAll = "alert.acknowledge-all"
    case network = "network"
    case payouts = "payouts"
    case commissions = "commissions"
    case tiers = "tiers"
    case chart = "chart"
    case timeBack = "time.back"
    case timeForward = "time.forward"
    case timeHourBack = "time.hour-back"
    case timeHourForward = "time.hour-forward"
    case timeNow = "time.now"
    case time = "time"
    case write = "write"
    case lock = "lock"
    case prompt = "prompt"
    case splitWider = "split.wider"
    case splitNarrower = "split.narrower"
    case splitTaller = "split.taller"
    case splitShorter = "split.shorter"
    case theme = "theme"
    case save = "save"
    case refresh = "refresh"
    case reload = "reload"
    case redraw = "redraw"
    case help = "help"
    case suspend = "suspend"
    case quit = "quit"

    enum Group: String, CaseIterable {
        case move = "Move"
        case narrow = "Narrow, sort and mark"
        case change = "Change (unlocked only)"
        case take = "Copy and export"
        case layout = "Layout"
        case screens = "Screens"
        case time = "Time"
        case program = "Program"
    }

    var group: Group {
        switch self {
        case .cursorDown, .cursorUp, .cursorPageDown, .cursorPageUp, .cursorFirst, .cursorLast, .paneNext,
            .panePrevious:
            .move
        case .selectionClear, .filterOpen, .filterClear, .sortNext, .sortPrevious, .sortReverse, .sort, .filter,
            .markToggle, .markAll:
            .narrow
        case .capEdit, .objectEdit, .capRaise, .capLower, .capCreate, .capDelete, .payoutEdit, .tierMove, .undo,
            .deploy:
            .change
        case .copy, .copyCell, .copyRow, .copyJSON, .copyCurl, .export, .exportOver: .take
        case .splitWider, .splitNarrower, .splitTaller, .splitShorter, .theme, .save: .layout
        case .audit, .payouts, .commissions, .tiers, .network, .alerts, .alertAcknowledge, .alertAcknowledgeAll, .chart:
            .screens
        case .timeBack, .timeForward, .timeHourBack, .timeHourForward, .timeNow, .time: .time
        case .write, .lock, .prompt, .refresh, .reload, .redraw, .help, .suspend, .quit: .program
        }
    }

    /// Whether it leads to a change upstream; refused while locked.
    var isDangerous: Bool { group == .change }

    /// Names on the `:` line that fingers know from other programs.
    private static let alsoTyped: [String: Command] = ["q": .quit, "q!": .quit]

    /// The command that a name on the `:` line means.
    init?(typed name: String) {
        self.init(rawValue: Command.alsoTyped[name]?.rawValue ?? name)
    }

    /// One line for help and the key reference.
    var summary: String {
        switch self {
        case .cursorDown: "next row"
        case .cursorUp: "previous row"
        case .cursorPageDown: "one page down"
        case .cursorPageUp: "one page up"
        case .cursorFirst: "first row"
        case .cursorLast: "last row"
        case .paneNext: "next pane"
        case .panePrevious: "previous pane"
        case .selectionClear: "show all again: marks, filter, offers, affiliates"
        case .filterOpen: "filter: words, or a query as util >= 80 and hard"
        case .filterClear: "drop the filter"
        case .sortNext: "sort by the next key"
        case .sortPrevious: "sort by the previous key"
        case .sortReverse: "turn the sort order round"
        case .sort: "sort by a key; - before it turns the order round"
        case .filter: "filter by a query"
        case .markToggle: "mark this row, or take its mark away"
        case .markAll: "mark every row shown, or none"
        case .capEdit: "edit what is under the cursor, or everything that is marked"
        case .objectEdit: "edit an offer, offer group, affiliate or flow by its name"
        case .capRaise: "propose 10 % more"
        case .capLower: "propose 10 % less"
        case .capCreate: "create what is listed here; on the caps screen a custom cap"
        case .capDelete: "delete what is under the cursor"
        case .payoutEdit: "edit the custom payout of this pair, or create one"
        case .tierMove: "move an affiliate to the tier under the cursor"
        case .undo: "propose to take the last change back"
        case .deploy: "in the audit: deploy what was saved and is not live"
        case .copy: "copy what is under the cursor: then c, r, j or k"
        case .copyCell: "its name; of a cap the column the caps are sorted by"
        case .copyRow: "the row, columns separated by tabs"
        case .copyJSON: "its JSON, as once prints it"
        case .export: "write the rows shown to a new file, .csv or .json"
        case .exportOver: "the same, in the place of a file that is there"
        case .copyCurl: "the request as curl, a variable in place of the key"
        case .audit: "what captop has changed, newest first"
        case .alerts: "what the alert rules have raised, newest first"
        case .alertAcknowledge: "in the alerts: mark this one as seen"
        case .alertAcknowledgeAll: "in the alerts: mark all of them as seen"
        case .network: "how each network stands, and what of it could not be read"
        case .payouts: "custom payout and revenue settings"
        case .commissions: "tiered commissions and how far their goals are"
        case .tiers: "affiliate tiers and who is in them"
        case .chart: "the selected cap's window as a chart"
        case .timeBack: "the dashboard as it was, one stored sample earlier"
        case .timeForward: "one stored sample later"
        case .timeHourBack: "an hour earlier"
        case .timeHourForward: "an hour later"
        case .timeNow: "back to now"
        case .time: "the dashboard as it was then"
        case .write: "unlock; ten minutes without a key lock again"
        case .lock: "lock again"
        case .prompt: "type a command by its name"
        case .splitWider: "left panes wider"
        case .splitNarrower: "left panes narrower"
        case .splitTaller: "upper panes taller"
        case .splitShorter: "upper panes shorter"
        case .theme: "other colours, at once"
        case .save: "keep splits, sort, columns and theme for the next start"
        case .refresh: "ask every network for everything now"
        case .reload: "read the configuration again"
        case .redraw: "paint the whole screen anew"
        case .help: "this help"
        case .suspend: "back to the shell, `fg` returns; only where a shell started captop"
        case .quit: "quit, on other screens back to the caps; :q and :q! do too"
        }
    }

    /// A word for the hint bar; nil for commands that it never shows.
    var hint: String? {
        switch self {
        case .filterOpen: "filter"
        case .capEdit: "edit"
        case .capRaise: "raise"
        case .markToggle: "mark"
        case .undo: "undo"
        case .deploy: "deploy"
        case .alerts: "alerts"
        case .alertAcknowledge: "seen"
        case .alertAcknowledgeAll: "all seen"
        case .sortNext: "sort"
        case .sortReverse: "reverse"
        case .paneNext: "pane"
        case .selectionClear: "all"
        case .chart: "chart"
        case .timeBack: "earlier"
        case .timeForward: "later"
        case .timeHourBack: "hour earlier"
        case .timeHourForward: "hour later"
        case .timeNow: "now"
        case .refresh: "refresh"
        case .help: "help"
        case .quit: "quit"
        default: nil
        }
    }

    /// What is bound when the configuration says nothing.
    var defaultKeys: [String] {
        switch self {
        case .cursorDown: ["down", "j"]
        case .cursorUp: ["up", "k"]
        case .cursorPageDown: ["page-down", "ctrl-f", "space"]
        case .cursorPageUp: ["page-up", "b"]
        case .cursorFirst: ["home", "g"]
        case .cursorLast: ["end", "G"]
        case .paneNext: ["tab", "right", "l"]
        case .panePrevious: ["back-tab", "left", "h"]
        case .selectionClear: ["escape", "a"]
        case .filterOpen: ["/"]
        case .filterClear: ["\\"]
        case .sortNext: ["s", ">"]
        case .sortPrevious: ["<"]
        case .sortReverse: ["S"]
        case .capEdit: ["e"]
        case .objectEdit: ["E"]
        case .capRaise: ["+"]
        case .capLower: ["-"]
        case .markToggle: ["m"]
        case .markAll: ["M"]
        case .capCreate: ["n"]
        case .capDelete: ["D"]
        case .payoutEdit: ["p"]
        case .tierMove: ["v"]
        case .undo: ["u"]
        case .deploy: ["d"]
        case .copy: ["y"]
        // Behind `copy`, or by name.
        case .copyCell, .copyRow, .copyJSON, .copyCurl, .export, .exportOver: []
        case .audit: ["A"]
        case .alerts: ["!"]
        case .alertAcknowledge: ["x"]
        case .alertAcknowledgeAll: ["X"]
        case .network: ["N"]
        case .payouts: ["P"]
        case .commissions: ["C"]
        case .tiers: ["T"]
        case .chart: ["c"]
        case .timeBack: [","]
        case .timeForward: ["."]
        case .timeHourBack: ["("]
        case .timeHourForward: [")"]
        case .timeNow: ["0"]
        // Typed in full behind `:`, so that no slip of a finger unlocks.
        case .write, .lock: []
        // Rare, and typed so that nothing is ever written or changed by a slip.
        case .save, .reload: []
        // Typed with what they need behind them.
        case .sort, .filter, .theme, .time: []
        case .prompt: [":"]
        case .splitWider: ["]"]
        case .splitNarrower: ["["]
        case .splitTaller: ["}"]
        case .splitShorter: ["{"]
        case .refresh: ["r"]
        case .redraw: ["ctrl-l", "L"]
        case .help: ["?"]
        case .suspend: ["ctrl-z", "Z"]
        case .quit: ["q", "ctrl-c"]
        }
    }
}
