// The bottom line: the field being typed in, else a message, else what is wrong with a network, else the keys that work.
import Models
import TUIKitLite

struct FooterView {
    var state: AppState
    var look: Look

    func draw(in rect: Rect, on surface: inout Surface) {
        guard !rect.isEmpty else { return }
        surface.fill(rect, style: look[.hintText])
        if state.overlays.last == .filter {
            drawFilter(in: rect, on: &surface)
            return
        }
        if state.overlays.last == .help {
            drawHelpSearch(in: rect, on: &surface)
            return
        }
        if state.overlays.last == .prompt {
            drawPrompt(in: rect, on: &surface)
            return
        }
        if state.overlays.last == .copy {
            surface.put(" copy", at: Point(x: rect.x, y: rect.y), style: look[.emphasis], maxWidth: rect.width)
            let forms = CopyForm.allCases.map { HintBar.Hint(key: $0.key, label: $0.word) }
            HintBar(hints: forms + [HintBar.Hint(key: "esc", label: "nothing")])
                .draw(in: rect.splitLeft(8).rest, on: &surface, glyphs: look.glyphs, theme: look.theme)
            return
        }
        if let message = state.message {
            put(" " + message, .emphasis, in: rect, on: &surface)
            return
        }
        let failures = state.failureText
        let room = AlertsHint(state: state, look: look).draw(in: rect, on: &surface)
        guard failures.isEmpty else { return put(" " + failures, .error, in: room, on: &surface) }
        HintBar(hints: hints).draw(in: room.splitLeft(1).rest, on: &surface, glyphs: look.glyphs, theme: look.theme)
    }

    private func put(_ text: String, _ role: Role, in rect: Rect, on surface: inout Surface) {
        surface.put(
            CellText.clipped(text, to: rect.width, ellipsis: look.glyphs.ellipsis), at: Point(x: rect.x, y: rect.y),
            style: look[role])
    }

    private func drawHelpSearch(in rect: Rect, on surface: inout Surface) {
        var pen = Pen(x: rect.x, y: rect.y, end: rect.maxX)
        guard state.help.isSearching || !state.help.search.text.isEmpty else {
            let find = state.keymap.keyName(of: .filterOpen) ?? ":filter.open"
            pen.write(" \(find) ", look[.hintKey], on: &surface)
            pen.write("find  ", look[.hintText], on: &surface)
            pen.write("esc ", look[.hintKey], on: &surface)
            pen.write("close", look[.hintText], on: &surface)
            return
        }
        pen.write(" find: ", look[.hintKey], on: &surface)
        state.help.search.draw(
            in: Rect(x: pen.x, y: rect.y, width: max(0, pen.end - pen.x), height: 1), on: &surface,
            style: look[state.help.isSearching ? .input : .hintText], isFocused: state.help.isSearching)
    }

    private func drawPrompt(in rect: Rect, on surface: inout Surface) {
        surface.put(" :", at: Point(x: rect.x, y: rect.y), style: look[.hintKey])
        let wanted = max(24, CellWidth.width(of: state.prompt.field.text) + 1)
        let fieldWidth = max(1, min(wanted, rect.width * 2 / 3, rect.width - 2))
        state.prompt.field.draw(
            in: Rect(x: rect.x + 2, y: rect.y, width: fieldWidth, height: 1), on: &surface, style: look[.input],
            isFocused: true)
        let room = rect.width - fieldWidth - 4
        let refusal = state.prompt.refusal
        put(
            refusal ?? completions, refusal == nil ? .hintText : .error,
            in: Rect(x: rect.x + fieldWidth + 4, y: rect.y, width: room, height: 1), on: &surface)
    }

    private var completions: String {
        let texts = state.promptCompletion.texts
        return texts.isEmpty ? "" : "tab: " + texts.map(\.trimmingSpaces).joined(separator: "  ")
    }

    private func drawFilter(in rect: Rect, on surface: inout Surface) {
        var pen = Pen(x: rect.x, y: rect.y, end: rect.maxX)
        pen.write(" filter: ", look[.hintKey], on: &surface)
        let error = choice == nil ? state.filterError : nil
        let hint =
            choice ?? error.map { "  col \($0.column): \($0.message) " } ?? "  \(found)  enter keep  esc undo "
        // What is typed stays in sight, with the place that is wrong, as long as a third is left to say why.
        let typed = CellWidth.width(of: state.filterField.text) + 1
        let hintWidth = min(CellWidth.width(of: hint), rect.width * 2 / 3, max(rect.width / 3, pen.end - pen.x - typed))
        let fieldWidth = max(1, pen.end - pen.x - (rect.width > 60 ? hintWidth : 0))
        state.filterField.draw(
            in: Rect(x: pen.x, y: rect.y, width: fieldWidth, height: 1), on: &surface, style: look[.input],
            isFocused: true, marked: error?.range, markedStyle: look[.match])
        if rect.width > 60 {
            put(
                hint, error == nil ? .hintText : .error, in: rect.splitLeft(pen.x + fieldWidth - rect.x).rest,
                on: &surface)
        }
    }

    /// What tab could not decide between.
    private var choice: String? {
        state.filterChoice.isEmpty
            ? nil : "  tab: " + state.filterChoice.map(\.trimmingSpaces).joined(separator: "  ") + " "
    }

    /// How many lines of the screen's list the filter leaves, of how many.
    private var found: String {
        guard let resource = state.moneyResource else {
            return "\(state.dashboard.caps.count)/\(state.dashboard.totals.meters)"
        }
        let all = state.networks.reduce(0) { $0 + (resource.rows(of: $1)?.count ?? 0) }
        return "\(state.moneyRows(resource).count)/\(all)"
    }

    /// In the order of use, so that what is cut on a narrow screen is missed least.
    private static let hinted: [Command] = [
        .help, .filterOpen, .capRaise, .capEdit, .undo, .quit, .markToggle, .paneNext, .sortNext, .sortReverse,
        .selectionClear, .chart, .timeBack, .refresh,
    ]

    private static func hintedInThePast(on screen: Screen) -> [Command] {
        let moves: [Command] = [.timeBack, .timeForward, .timeHourBack, .timeHourForward, .timeNow]
        let others: [Command] = screen == .chart ? [.selectionClear, .help] : [.chart, .filterOpen, .help, .quit]
        return moves + others
    }

    private static func hinted(on screen: Screen) -> [Command] {
        switch screen {
        case .caps: hinted
        case .chart: [.timeBack, .timeForward, .selectionClear, .help]
        case .audit: [.undo, .deploy, .paneNext, .refresh, .selectionClear, .help]
        case .network: [.refresh, .selectionClear, .help]
        case .alerts: [.alertAcknowledge, .alertAcknowledgeAll, .selectionClear, .help]
        case .payouts, .commissions, .tiers: [.capEdit, .undo, .filterOpen, .paneNext, .selectionClear, .help]
        }
    }

    /// An editor or a dialog on top says itself which keys work.
    private var hints: [HintBar.Hint] {
        let commands: [Command] =
            switch state.overlays.last {
            case nil where state.isInThePast: FooterView.hintedInThePast(on: state.screen)
            case nil: FooterView.hinted(on: state.screen)
            case .filter, .help, .editor, .bulk, .picker, .confirm, .prompt, .copy: []
            }
        return commands.compactMap { command in
            guard !command.isDangerous || state.isUnlockedHere else { return nil }
            guard command != .deploy || state.isDeployHere else { return nil }
            guard let label = word(for: command), let key = state.keymap.keyName(of: command) else { return nil }
            return HintBar.Hint(key: key == "escape" ? "esc" : key, label: label)
        }
    }

    /// What shows all on the caps screen leads back there from the others, once those show all.
    private func word(for command: Command) -> String? {
        guard command == .selectionClear, state.screen != .caps else { return command.hint }
        let isNarrowed = state.moneyResource != nil && (state.hasMarks || !state.money.filter.isEmpty)
        return isNarrowed ? command.hint : "back"
    }
}

extension AppState {
    /// One line for all that is wrong: which network, what, since when.
    var failureText: String {
        networks.compactMap { network in
            guard let failure = network.failure else { return nil }
            let since = network.failingSince.map {
                " for \(Figures.age(milliseconds: now.milliseconds(since: $0)))"
            }
            return "\(network.network.name)\(since ?? ""): \(failure.message)"
        }.joined(separator: "   ")
    }
}
