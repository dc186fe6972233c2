// Finds what a creation on the money side has made when its answer never came: an object that was not there before and says
// what was asked for. Writes nothing.

import Models

extension ObjectReader {
    /// The highest id of that kind; 0 when there is none.
    func newest(_ resource: MoneyResource) async throws(UpstreamError) -> Int {
        try await ids(resource).max() ?? 0
    }

    /// - Parameter newest: the highest id before the creation was sent.
    /// - Returns: the new object that has all that was asked for, else a new one of the same name, which says that
    ///   something is wrong; nil when there is neither.
    func made(by edit: Edit, after newest: Int) async throws(UpstreamError) -> LiveObject? {
        guard let resource = edit.target.kind.money else { return nil }
        var namesake: LiveObject?
        for id in try await ids(resource).sorted() where id > newest {
            var target = edit.target
            target.key = String(id)
            guard let live = try await read(target) else { continue }
            if edit.settled(by: live) == .applied { return live }
            if live.values["name"] == edit.after["name"] { namesake = live }
        }
        return namesake
    }

    private func ids(_ resource: MoneyResource) async throws(UpstreamError) -> [Int] {
        var list = MoneyIDs(resource)
        var ids: [Int] = []
        for _ in 0..<ObjectReader.mostReads {
            let page: MoneyIDs.Page
            let body = try await client.read(list.request, isUrgent: true).body
            do throws(WireError) {
                page = try list.page(of: body)
            } catch {
                let what = "\(client.account.network.name)'s \(resource.noun)s"
                throw await client.quoted(error.upstreamError(what))
            }
            ids += page.ids
            if page.isLast { return ids }
            list = list.next
        }
        throw UpstreamError(.malformed, "the list of \(resource.noun)s does not end")
    }
}
