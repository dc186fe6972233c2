// The one function that changes the state. Each family of actions has its own file: ReduceNetworks, ReduceCursor,
// ReduceFilter, ReduceHelp. Does nothing but compute: what is to be done in the world comes back as effects.
import Models
import TUIKitLite

/// Applies one action at local time `now` and says what is to be done.
func reduce(_ state: inout AppState, _ action: Action, at now: Timestamp) -> [Effect] {
    let effects: [Effect]
    if state.isInThePast {
        effects = reduceTravelling(&state, action, at: now)
    } else {
        state.now = now
        effects = state.wall == nil ? reduceDashboard(&state, action) : reduceWall(&state, action)
    }
    return effects + state.readHistoryInView()
}

/// Applies one action at `state.now`.
func reduceDashboard(_ state: inout AppState, _ action: Action) -> [Effect] {
    let effects = apply(action, to: &state)
    state.tellOfUndo()
    state.forgetLeftAudit()
    return effects + state.takeUpLists()
}

private func apply(_ action: Action, to state: inout AppState) -> [Effect] {
    switch action {
    case .command(let command):
        state.noteInput()
        if command != .quit, command != .prompt { state.isQuitAsked = false }
        return reduceCommand(&state, command)
    case .edit(let edit):
        state.noteInput()
        switch state.overlays.last {
        case .editor: return reduceEditorEdit(&state, edit)
        case .bulk: return reduceBulkEdit(&state, edit)
        case .picker: return reducePickerEdit(&state, edit)
        case .confirm: return reduceConfirmEdit(&state, edit)
        case .prompt: return reducePromptEdit(&state, edit)
        case .help: return reduceHelpEdit(&state, edit)
        case .copy: return reduceCopyEdit(&state, edit)
        default: return state.moneyResource == nil ? reduceFilterEdit(&state, edit) : reduceMoneyFilter(&state, edit)
        }
    case .clicked(let x, let y):
        state.noteInput()
        return reduceClick(&state, at: Point(x: x, y: y))
    case .wheeled(let x, let y, let isDown):
        state.noteInput()
        return reduceWheel(&state, at: Point(x: x, y: y), isDown: isDown)
    case .resized(let width, let height):
        state.size = Size(width: width, height: height)
        state.keepCursorsInView()
        state.scrollAudit()
        state.scrollAlerts()
        state.scrollNetworkList()
        return []
    case .tick:
        state.lockWhenIdle()
        state.noteEndedWindows()
        return []
    case .resumed, .quitChord: return []
    case .refreshDue(let network): return state.beginFetch(of: network)
    case .loaded(let snapshot, let forecasts): return reduceLoaded(&state, snapshot, forecasts)
    case .restored(let snapshots): return reduceRestored(&state, snapshots)
    case .firstScreen(let screen): return reduceFirstScreen(&state, screen)
    case .recalled(let network, let asOf, let forecasts):
        return reduceRecalled(&state, network: network, asOf: asOf, forecasts)
    case .derived(let dashboard): return reduceDerived(&state, dashboard)
    case .failed(let network, let error, let retryAfter):
        return reduceFailed(&state, network: network, error, retryAfter: retryAfter)
    case .objectRead(let target, let reading): return reduceObjectRead(&state, target, reading)
    case .confirmShown:
        state.confirm?.isShown = true
        return []
    case .previewed(let edits, let verdict): return reducePreviewed(&state, edits, verdict)
    case .written(let edit, let outcome, let live): return reduceWritten(&state, edit, outcome, live: live)
    case .bulkWritten(let edit, let outcome): return reduceBulkWritten(&state, edit, outcome)
    case .undoFound(let finding): return reduceUndoFound(&state, finding)
    case .journalRead(let entries):
        state.audit.show(entries)
        state.nameAudited()
        state.moveAudit(to: state.audit.cursor)
        return []
    case .alertNews(let news, let isFirst): return reduceAlertNews(&state, news, isFirst: isFirst)
    case .settingsRead(let settings):
        state.take(settings)
        state.message = "the configuration has been read again"
        return []
    case .notice(let sentence):
        state.message = sentence
        return []
    case .settleOrder: return reduceSettle(&state)
    case .historyRead(let answer): return reduceHistoryRead(&state, answer)
    case .pastRead(let answer): return reducePastRead(&state, answer)
    }
}

func reduceCommand(_ state: inout AppState, _ command: Command) -> [Effect] {
    if state.overlays.last == .help { return reduceHelp(&state, command) }
    if command.isDangerous, let why = state.whyLocked {
        state.message = why
        return []
    }
    if let effects = reduceTravelCommand(&state, command) { return effects }
    if state.screen == .chart, let effects = reduceChart(&state, command) { return effects }
    if let resource = state.moneyResource, let effects = reduceMoney(&state, resource, command) { return effects }
    if state.screen == .audit, let effects = reduceAudit(&state, command) { return effects }
    if state.screen == .alerts, let effects = reduceAlerts(&state, command) { return effects }
    if state.screen == .network, let effects = reduceNetworkList(&state, command) { return effects }
    switch command {
    case .cursorDown, .cursorUp, .cursorPageDown, .cursorPageUp, .cursorFirst, .cursorLast:
        return reduceMove(&state, command)
    case .paneNext: state.focus(on: state.pane.next)
    case .panePrevious: state.focus(on: state.pane.previous)
    case .selectionClear: state.showAll()
    case .filterOpen: state.openFilter()
    case .filterClear: state.apply(filter: .none)
    case .sortNext: state.sort(by: state.sort.key.next)
    case .sortPrevious: state.sort(by: state.sort.key.previous)
    case .sortReverse: state.apply(sort: CapSort(state.sort.key, isDescending: !state.sort.isDescending))
    case .markToggle:
        state.toggleMark()
        return reduceMove(&state, .cursorDown)
    case .markAll: state.toggleAllMarks()
    case .capEdit: return state.hasMarks ? state.openBulk(typed: "") : state.openEditor()
    case .objectEdit: state.openObjectPicker()
    case .capRaise: return state.hasMarks ? state.openBulk(typed: "+10%") : state.openEditor(proposing: "+10%")
    case .capLower: return state.hasMarks ? state.openBulk(typed: "-10%") : state.openEditor(proposing: "-10%")
    case .capCreate: return state.openCreation()
    case .capDelete: return state.openDeletion()
    case .payoutEdit: return state.openPayout()
    case .tierMove: break
    case .undo: return state.findUndo(entry: nil, except: state.notUndoable)
    case .copy: state.overlays.append(.copy)
    case .export, .exportOver: break
    case .copyCell, .copyRow, .copyJSON, .copyCurl: return CopyForm(command).map { state.copy($0) } ?? []
    case .audit: return state.openAudit()
    case .alerts: state.openAlerts()
    case .alertAcknowledge, .alertAcknowledgeAll: break
    case .deploy:
        state.message = "what is saved and not live is deployed in the audit, \(state.keymap.keyNames(of: .audit))"
    case .network: state.openNetworkList()
    case .payouts: state.screen = .payouts
    case .commissions: state.screen = .commissions
    case .tiers: state.screen = .tiers
    case .chart: state.screen = .chart
    // Done before: reduceTravelCommand.
    case .timeBack, .timeForward, .timeHourBack, .timeHourForward, .timeNow: break
    case .write: state.unlock()
    case .lock: state.lock()
    case .prompt: state.openPrompt()
    case .splitWider: state.moveSplit(left: 2)
    case .splitNarrower: state.moveSplit(left: -2)
    case .splitTaller: state.moveSplit(upper: 1)
    case .splitShorter: state.moveSplit(upper: -1)
    case .refresh:
        state.message = AppState.askingAnew
        return state.beginWholeFetchOfAll()
    case .redraw: return [.redraw]
    case .help: state.openHelp()
    case .suspend: return [.suspend]
    case .quit: return state.quit()
    case .save:
        state.sortAtStart = state.sort
        return [.saveLayout(state.savedLayout)]
    case .reload: return [.readSettings]
    // Typed with what they need: reduceCall.
    case .sort, .filter, .theme, .time: break
    }
    return []
}

extension AppState {
    fileprivate mutating func quit() -> [Effect] {
        guard !isQuitAsked, let unsent = present.unsentText else { return [.quit] }
        isQuitAsked = true
        message = "\(unsent); \(keymap.keyNames(of: .quit)) again quits all the same"
        return []
    }

    /// What an end now would leave without an outcome, in a sentence; nil when there is nothing.
    var unsentText: String? {
        let count = changesUnderWay
        return count == 0 ? nil : Figures.counted(count, "change has", "changes have") + " no outcome yet"
    }

    /// How many changes have not ended, in view or left.
    var changesUnderWay: Int {
        let bulk = (leftBulks + [bulk].compactMap { $0 }).reduce(0) { $0 + $1.underWay }
        return bulk + leftEdits.count + (editor?.phase == .sending ? 1 : 0)
    }

    mutating func focus(on pane: Pane) {
        self.pane = pane
        keepCursorsInView()
    }

    fileprivate mutating func sort(by key: CapSortKey) {
        apply(sort: CapSort(key))
    }

    mutating func apply(sort: CapSort) {
        self.sort = sort
        rebuild()
    }

    fileprivate mutating func moveSplit(left: Int = 0, upper: Int = 0) {
        var moved = splits
        moved.left += left
        moved.upper += upper
        // A split that no longer moves anything must not count on unseen.
        if Layout(size: size, splits: moved, focus: pane) != layout { splits = moved }
        keepCursorsInView()
    }
}

extension CapSortKey {
    fileprivate var next: CapSortKey { step(1) }
    fileprivate var previous: CapSortKey { step(-1) }

    private func step(_ delta: Int) -> CapSortKey {
        let all = CapSortKey.allCases
        let index = (all.firstIndex(of: self) ?? 0) + delta
        return all[(index + all.count) % all.count]
    }
}
