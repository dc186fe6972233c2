// The networks on screen: the keys of their list.
import Models
import TUIKitLite

/// What a command does here; nil for those that do the same everywhere.
func reduceNetworkList(_ state: inout AppState, _ command: Command) -> [Effect]? {
    let page = max(1, state.listLayout.visibleRows - 1)
    if let line = command.line(from: state.networkList.cursor, count: state.networks.count, page: page) {
        state.networkList.cursor = line
        state.scrollNetworkList()
        return []
    }
    switch command {
    case .network, .quit, .selectionClear: state.screen = .caps
    default: return command.worksOnEveryList ? nil : state.refuse(command)
    }
    return []
}

extension AppState {
    /// With the cursor on the network of what was under it.
    mutating func openNetworkList() {
        networkList.cursor = networkInFocus.flatMap(place(of:)) ?? 0
        screen = .network
        scrollNetworkList()
    }

    mutating func scrollNetworkList() {
        networkList.first = Viewport.scroll(
            selected: networkList.cursor, first: networkList.first, visible: listLayout.visibleRows,
            count: networks.count)
    }

    /// The network under the list's cursor.
    var listedNetwork: NetworkState? {
        networks.indices.contains(networkList.cursor) ? networks[networkList.cursor] : nil
    }
}
