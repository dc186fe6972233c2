// The whole screen: a pure function of state, look and nothing else. Shares the screen out and calls the panes.
import Models
import TUIKitLite

/// Draws the state as it is at `state.now`.
func view(_ state: AppState, look: Look) -> Surface {
    let state = state.drawn.withMoneyRows
    var surface = Surface(size: state.size, fill: look[.text])
    guard !state.isTooSmall else {
        TooSmallView.draw(on: &surface, look: look)
        return surface
    }
    if let wall = state.wall {
        WallView(state: state, wall: wall, look: look).draw(on: &surface)
        return surface
    }
    let layout = state.layout
    HeaderView(state: state, look: look).draw(in: layout.header, on: &surface)
    draw(state.screen, layout, state: state, look: look, on: &surface)
    let body = state.listLayout.body
    TravelMark(state: state, look: look).draw(onEdgeOf: body, on: &surface)
    for overlay in state.overlays { draw(overlay, over: body, state: state, look: look, on: &surface) }
    FooterView(state: state, look: look).draw(in: layout.footer, on: &surface)
    return surface
}

private func draw(
    _ screen: Screen, _ layout: Layout, state: AppState, look: Look, on surface: inout Surface
) {
    switch screen {
    case .caps:
        PaneFrames(
            panes: layout.panes, focus: state.pane, isProduction: state.isProductionInFocus,
            isPast: state.isInThePast, look: look
        )
        .draw(on: &surface)
        for (pane, rect) in layout.panes { draw(pane, in: rect, state: state, look: look, on: &surface) }
    case .chart:
        let body = state.listLayout.body
        PaneFrames(
            panes: [.detail: body], focus: .detail, isProduction: state.isProductionInFocus,
            isPast: state.isInThePast, look: look
        )
        .draw(on: &surface)
        CourseView(state: state, look: look).draw(fullScreen: body, on: &surface)
    case .audit, .alerts, .network, .payouts, .commissions, .tiers:
        let parts = state.listLayout
        PaneFrames(
            panes: [.caps: parts.list, .detail: parts.detail], focus: state.isListFocused ? .caps : .detail,
            isProduction: state.isProductionInFocus, look: look
        )
        .draw(on: &surface)
        drawList(state, look: look, on: &surface)
        if let editor = state.editor {
            draw(editor, in: parts, state: state, look: look, on: &surface)
        }
    }
}

/// What fills the frames of a screen that is one list.
private func drawList(_ state: AppState, look: Look, on surface: inout Surface) {
    switch state.screen {
    case .caps, .chart: break
    case .audit: AuditView(state: state, look: look).draw(on: &surface)
    case .alerts: AlertsView(state: state, look: look).draw(on: &surface)
    case .network: NetworksView(state: state, look: look).draw(on: &surface)
    case .payouts, .commissions, .tiers:
        guard let resource = state.moneyResource else { return }
        MoneyView(resource: resource, state: state, look: look).draw(on: &surface)
    }
}

/// In the lower part of a screen that is one list; where that would show hardly a field, in all of it.
private func draw(
    _ editor: ObjectEditor, in parts: ListLayout, state: AppState, look: Look, on surface: inout Surface
) {
    let view = EditorView(editor: editor, state: state, look: look)
    guard parts.detail.height < EditorView.leastHeight else { return view.draw(in: parts.detail, on: &surface) }
    surface.fill(parts.body, style: look[.text])
    PaneFrames(
        panes: [.detail: parts.body], focus: .detail, isProduction: state.isProductionInFocus, look: look
    )
    .draw(on: &surface)
    view.draw(in: parts.body, on: &surface)
}

private func draw(_ overlay: Overlay, over body: Rect, state: AppState, look: Look, on surface: inout Surface) {
    switch overlay {
    case .help: HelpView(lines: state.helpLines, firstLine: state.help.firstLine, look: look).draw(on: &surface)
    case .bulk:
        if let bulk = state.bulk { BulkView(bulk: bulk, look: look).draw(in: body, on: &surface) }
    case .picker:
        if let picker = state.picker { PickerView(picker: picker, look: look).draw(on: &surface) }
    case .confirm:
        guard let dialog = state.confirm, let name = dialog.confirmation.edits.first?.target.network,
            let network = state.networkState(named: name)
        else { return }
        ConfirmView(dialog: dialog, network: network, look: look).draw(on: &surface)
    case .editor:
        if let entries = state.editor?.entries {
            EntriesView(entries: entries, state: state, look: look).draw(on: &surface)
        }
    case .filter, .prompt, .copy: break
    }
}

private func draw(_ pane: Pane, in rect: Rect, state: AppState, look: Look, on surface: inout Surface) {
    switch pane {
    case .affiliates: SubjectPane.affiliates(state, look: look).draw(in: rect, on: &surface)
    case .offers: SubjectPane.offers(state, look: look).draw(in: rect, on: &surface)
    case .caps: CapsPane(state: state, look: look).draw(in: rect, on: &surface)
    case .detail:
        if let editor = state.editor {
            EditorView(editor: editor, state: state, look: look).draw(in: rect, on: &surface)
        } else {
            let parts = DetailSplit(rect, state: state)
            DetailPane(state: state, look: look).draw(in: rect, text: parts.text, on: &surface)
            if let chart = parts.chart { CourseView(state: state, look: look).draw(in: chart, on: &surface) }
        }
    }
}

/// Says so when there is no room for a dashboard; draws what fits, down to one cell.
private enum TooSmallView {
    static func draw(on surface: inout Surface, look: Look) {
        let size = surface.size
        guard size.width > 0, size.height > 0 else { return }
        let wanted = "captop needs \(Layout.smallest.width)x\(Layout.smallest.height)"
        let lines = size.height == 1 ? [wanted] : [wanted, "here: \(size.width)x\(size.height)"]
        let top = max(0, (size.height - lines.count) / 2)
        for (index, line) in lines.enumerated() where top + index < size.height {
            let left = max(0, (size.width - line.count) / 2)
            surface.put(line, at: Point(x: left, y: top + index), style: look[.text], maxWidth: size.width - left)
        }
    }
}
