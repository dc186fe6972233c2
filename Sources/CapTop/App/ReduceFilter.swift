// The filter field: every key narrows the lists at once, Enter keeps, Esc goes back to what was.
import Models
import TUIKitLite

func reduceFilterEdit(_ state: inout AppState, _ edit: FieldEdit) -> [Effect] {
    guard state.overlays.last == .filter else { return [] }
    state.filterChoice = []
    switch edit {
    case .key("tab"):
        let completion = state.filterCompletion
        completion.complete(&state.filterField)
        if completion.texts.count > 1 { state.filterChoice = completion.texts }
        state.applyTypedFilter()
    case .key(let name):
        guard let key = Key(name: name), state.filterField.handle(key) else { return [] }
        state.applyTypedFilter()
    case .paste(let text):
        state.filterField.paste(text)
        state.applyTypedFilter()
    case .accept:
        guard state.filterError == nil else { return [] }
        state.applyFinishedFilter()
        state.overlays.removeLast()
        state.pane = .caps
        state.keepCursorsInView()
    case .cancel:
        state.overlays.removeLast()
        state.filterError = nil
        if let before = state.filterBefore { state.apply(filter: before.filter) }
    }
    return []
}

extension AppState {
    mutating func openFilter() {
        filterBefore = FilterAnchor(
            filter: filter, caps: caps, ref: capUnderCursor, detailFirst: detailFirst,
            affiliatesFirst: affiliates.first, offersFirst: offers.first)
        filterField = TextField(filter.text)
        overlays.append(.filter)
    }

    /// While the text is no query, or one that finds nothing and may be the beginning of another, the last one that was
    /// stays in force.
    fileprivate mutating func applyTypedFilter() {
        do throws(QueryError) {
            let query = try CapQuery(filterField.text, saved: savedQueries)
            filterError = nil
            if !CapQuery.mayGoOn(filterField.text) || finds(query) { apply(filter: query) }
        } catch {
            filterError = error
        }
    }

    /// Nothing more is typed: the text is meant as it stands.
    fileprivate mutating func applyFinishedFilter() {
        if let query = try? CapQuery(filterField.text, saved: savedQueries) { apply(filter: query) }
    }

    /// Looked up only among few meters; among many, half a word is taken to find nothing.
    private func finds(_ query: CapQuery) -> Bool {
        guard !derivesAside else { return false }
        return networks.contains { network in
            guard let snapshot = network.snapshot else { return false }
            let context = QueryContext(snapshot, now: network.serverTime(at: now))
            return !query.indices(in: snapshot.meters, forecasts: network.forecasts, context).isEmpty
        }
    }

    mutating func apply(filter: CapQuery) {
        guard filter != self.filter else { return }
        self.filter = filter
        rebuild()
    }

    /// Esc: one step back towards everything. Marks first, then the filter, the offer, the affiliate.
    mutating func showAll() {
        if !marks.isEmpty {
            marks = Marks()
        } else if !filter.isEmpty {
            filter = .none
        } else if offers.id != nil {
            offers = PaneCursor()
        } else if affiliates.id != nil {
            affiliates = PaneCursor()
        } else {
            return
        }
        rebuild()
    }
}
