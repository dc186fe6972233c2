// The chart's own screen: the cursor goes on moving over the caps, one chart after the other.

/// What a command does here; nil for those that do the same everywhere.
func reduceChart(_ state: inout AppState, _ command: Command) -> [Effect]? {
    switch command {
    case .cursorDown, .cursorUp, .cursorPageDown, .cursorPageUp, .cursorFirst, .cursorLast:
        state.pane = .caps
        return reduceMove(&state, command)
    case .chart, .quit, .selectionClear: state.screen = .caps
    case .filterOpen, .filterClear, .paneNext, .panePrevious, .markToggle, .markAll, .splitWider, .splitNarrower,
        .splitTaller, .splitShorter:
        break
    default: return nil
    }
    return []
}
