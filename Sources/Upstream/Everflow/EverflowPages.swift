// Loads paged Everflow lists (Everflow reference, 1.3): all pages, several at a time, whatever page size the server grants.

import Models

/// One kind of list.
struct EverflowList<Element: Sendable>: Sendable {
    /// Plural, for messages.
    var name: String
    var request: @Sendable (_ page: Int, _ size: Int, _ savedAfter: Timestamp?) -> APIRequest
    var read: @Sendable ([UInt8]) throws(WireError) -> Everflow.Page<Element>
    var saved: @Sendable (Element) -> Timestamp?
}

/// The rows of all pages.
struct EverflowRows<Element: Sendable>: Sendable {
    var items: [Element]
    /// What the server says there is, where it says so.
    var total: Int?
    var skipped: [String]
}

struct EverflowPages: Sendable {
    /// Pages of one list that are asked for at the same time.
    private static let width = 4
    /// No list is followed further, whatever its paging says.
    private static let maximumPages = 5000
    /// What every endpoint is believed to grant.
    private static let modestSize = 200

    let client: AccountClient
    let pageSize: Int

    func page<Element>(
        _ list: EverflowList<Element>, _ number: Int, size: Int, savedAfter: Timestamp? = nil
    ) async throws(UpstreamError) -> Everflow.Page<Element> {
        let response = try await client.read(list.request(number, size, savedAfter))
        let page: Everflow.Page<Element>
        do {
            page = try list.read(response.body)
        } catch {
            throw error.upstreamError(list.name)
        }
        // Another page in its place would hide the rows of this one. A paging that does not number itself reads as 1.
        if let came = page.paging?.page, came != number, came != 1 {
            throw UpstreamError(.malformed, "\(list.name): page \(came) came in place of page \(number)", status: 200)
        }
        return page
    }

    /// Every row, from the first page on. What an endpoint grants at most is usually 2000, of some less: one that refuses
    /// a page so large is asked for modest ones (Everflow reference, 1.3).
    func all<Element>(
        _ list: EverflowList<Element>, size: Int? = nil
    ) async throws(UpstreamError) -> EverflowRows<Element> {
        let size = size ?? pageSize
        let first: Everflow.Page<Element>
        do {
            first = try await page(list, 1, size: size)
        } catch  where error.kind == .badRequest && size > EverflowPages.modestSize {
            return try await all(list, size: EverflowPages.modestSize)
        }
        return try await rest(of: list, after: first, size: size, savedAfter: nil)
    }

    /// `first` and every row of the pages behind it.
    ///
    /// - Parameter size: that `first` was asked for in.
    func rest<Element>(
        of list: EverflowList<Element>, after first: Everflow.Page<Element>, size asked: Int, savedAfter: Timestamp?
    ) async throws(UpstreamError) -> EverflowRows<Element> {
        var rows = EverflowRows(items: first.items, total: first.paging?.totalCount, skipped: first.skipped)
        guard !first.isLast, let paging = first.paging else { return rows }
        let size = min(paging.pageSize, asked)
        let pages = (paging.totalCount - 1) / size + 1
        guard pages > 1 else { return rows }
        guard pages <= EverflowPages.maximumPages else {
            throw UpstreamError(
                .malformed,
                "\(list.name): claims \(paging.totalCount) rows, \(size) a page; "
                    + "no list is read beyond \(EverflowPages.maximumPages) pages", status: 200)
        }
        let loaded = try await pagesConcurrently(list, 2...pages, size: size, savedAfter: savedAfter)
        // Not what the paging claims: any number may stand there.
        rows.items.reserveCapacity(loaded.reduce(rows.items.count) { $0 + $1.items.count })
        for page in loaded {
            rows.items += page.items
            rows.skipped += page.skipped
        }
        // The list may have grown meanwhile; an empty page ends it whatever its paging says.
        var last = loaded.last
        var number = pages
        while let page = last, !page.isLast, !page.items.isEmpty, number < EverflowPages.maximumPages {
            number += 1
            let next = try await self.page(list, number, size: size, savedAfter: savedAfter)
            rows.items += next.items
            rows.skipped += next.skipped
            last = next
        }
        rows.total = last?.paging?.totalCount ?? rows.total
        return rows
    }

    private func pagesConcurrently<Element>(
        _ list: EverflowList<Element>, _ numbers: ClosedRange<Int>, size: Int, savedAfter: Timestamp?
    ) async throws(UpstreamError) -> [Everflow.Page<Element>] {
        typealias Loaded = Result<Everflow.Page<Element>, UpstreamError>
        let results = await concurrently(Array(numbers), width: EverflowPages.width) { number -> Loaded in
            await outcome { () throws(UpstreamError) in
                try await page(list, number, size: size, savedAfter: savedAfter)
            }
        }
        var pages: [Everflow.Page<Element>] = []
        for result in results { pages.append(try result.get()) }
        return pages
    }
}

/// Runs `body` for every input, at most `width` at a time, and stops starting more after the first failure.
///
/// - Returns: results in the order of the inputs, up to and including the first failure.
func concurrently<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], width: Int, _ body: @escaping @Sendable (Input) async -> Result<Output, UpstreamError>
) async -> [Result<Output, UpstreamError>] {
    await withTaskGroup(of: (Int, Result<Output, UpstreamError>).self) { group in
        var results: [Int: Result<Output, UpstreamError>] = [:]
        var next = 0
        var hasFailed = false
        func startOne() {
            guard next < inputs.count, !hasFailed else { return }
            let (index, input) = (next, inputs[next])
            next += 1
            group.addTask { (index, await body(input)) }
        }
        for _ in 0..<width { startOne() }
        while let (index, result) = await group.next() {
            results[index] = result
            if case .failure = result, !hasFailed {
                hasFailed = true
                group.cancelAll()
            }
            startOne()
        }
        let failure = results.values.first { result in
            if case .failure(let error) = result { return error.kind != .cancelled }
            return false
        }
        if let failure { return [failure] }
        return inputs.indices.compactMap { results[$0] }
    }
}

/// The result of `body` as a value, so that several may run beside each other.
func outcome<Value: Sendable>(
    _ body: @Sendable () async throws(UpstreamError) -> Value
) async -> Result<Value, UpstreamError> {
    do {
        return .success(try await body())
    } catch {
        return .failure(error)
    }
}
