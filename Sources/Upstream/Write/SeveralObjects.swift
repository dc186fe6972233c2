// Reads several editable objects in as few requests as that takes: lists are paged once, a LeadConduit flow is read once for
// all that is asked of it. Writes nothing.

import Models

extension ObjectReader {
    typealias Answers = [EditTarget: Result<LiveObject?, UpstreamError>]

    /// Up to so many objects of a kind are got one by one: a page of a list can be large.
    static let handful = 5
    /// At most so many requests are under way at once.
    static let inFlight = 4

    /// - Parameter fields: those that shall change, as some need more to be read.
    /// - Returns: an answer for each target.
    func read(_ targets: [EditTarget], changing fields: [String]) async -> Answers {
        var answers: Answers = [:]
        let kinds = Dictionary(grouping: Set(targets), by: \.kind)
        for (kind, targets) in kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let existing = targets.filter { !$0.isNew || $0.newPair != nil }
            for target in targets where target.isNew && target.newPair == nil { answers[target] = .success(nil) }
            let isListed = ObjectReader.isListed(fields, of: kind)
            let found = await isListed ? read(existing, of: kind, fields) : one(by: existing, fields)
            answers.merge(found) { $1 }
        }
        return answers
    }

    /// Whether the list says all that is asked: what a full update of an affiliate needs beside it (Everflow reference,
    /// 8.2), variables and targeting of custom payout settings (9.1) are answered for one object only.
    private static func isListed(_ fields: [String], of kind: EditableKind) -> Bool {
        switch kind {
        case .affiliate: fields.allSatisfy { $0 == "account_status" }
        case .customPayout:
            !fields.isEmpty && fields.allSatisfy { $0 != "variables" && !$0.hasPrefix("ruleset_") }
        case .customCap, .offer, .offerGroup, .tieredCommission, .affiliateTier, .leadCap, .flow, .source: true
        }
    }

    private func read(_ targets: [EditTarget], of kind: EditableKind, _ fields: [String]) async -> Answers {
        var answers: Answers = [:]
        var left = Set(targets.filter { $0.newPair == nil })
        var list = LiveList(kind)
        if left.count > ObjectReader.handful, let first = list {
            (answers, list) = await page(first, for: left, isThrifty: true)
            left.subtract(answers.keys)
        }
        let asked = targets.filter { $0.newPair != nil } + (kind == .customCap && list == nil ? [] : left)
        answers.merge(await one(by: asked, fields)) { $1 }
        guard kind == .customCap else { return answers }
        // Getting one is not documented, their list is (Everflow reference, 4.1): only the list says that one is gone.
        let missing = left.filter { target in
            switch answers[target] {
            case .success(nil), nil: true
            case .success, .failure: false
            }
        }
        for target in missing { answers[target] = .success(nil) }
        guard !missing.isEmpty, let list else { return answers }
        return answers.merging(await page(list, for: missing, isThrifty: false).found) { $1 }
    }

    /// Pages a list until all are found.
    ///
    /// - Parameter isThrifty: also until getting the others one by one takes fewer requests.
    /// - Returns: what was found, and where to go on; nil at the end. A list that cannot be read answers for all.
    private func page(
        _ first: LiveList, for wanted: Set<EditTarget>, isThrifty: Bool
    ) async -> (found: Answers, rest: LiveList?) {
        var answers: Answers = [:]
        var rest: LiveList? = first
        var left = wanted
        for _ in 0..<ObjectReader.mostReads {
            guard let list = rest, !left.isEmpty else { return (answers, rest) }
            let page: LiveList.Page
            do {
                page = try await self.page(list, for: left)
            } catch {
                for target in left { answers[target] = .failure(error) }
                return (answers, rest)
            }
            for object in page.found { answers[object.target] = .success(object) }
            left.subtract(page.found.map(\.target))
            rest = page.pagesLeft > 0 ? list.next : nil
            if isThrifty, page.pagesLeft > left.count { return (answers, rest) }
        }
        let error = UpstreamError(.malformed, "the list of \(first.kind.noun)s does not end")
        for target in left { answers[target] = .failure(error) }
        return (answers, rest)
    }

    private func page(_ list: LiveList, for wanted: Set<EditTarget>) async throws(UpstreamError) -> LiveList.Page {
        let body = try await client.read(list.request, isUrgent: true).body
        do throws(WireError) {
            return try list.page(of: body, wanted: wanted)
        } catch {
            let what = "\(client.account.network.name)'s \(list.kind.noun)s"
            throw await client.quoted(error.upstreamError(what))
        }
    }

    /// Each by its own request; targets with the same request share it. 404 counts as gone.
    private func one(by targets: [EditTarget], _ fields: [String]) async -> Answers {
        var answers: Answers = [:]
        var reads: [APIRequest: [LiveRead]] = [:]
        for target in targets {
            do throws(FieldProblem) {
                guard target.kind.network == client.account.network.kind else {
                    throw FieldProblem("\(client.account.network.name) has no \(target.kind.noun)s")
                }
                let read = try LiveRead(target, changing: fields)
                reads[read.request, default: []].append(read)
            } catch {
                answers[target] = .failure(UpstreamError(.badRequest, error.message))
            }
        }
        await withTaskGroup(of: Answers.self) { group in
            var waiting = reads.values.makeIterator()
            for _ in 0..<ObjectReader.inFlight {
                guard let next = waiting.next() else { break }
                group.addTask { await answer(next) }
            }
            while let found = await group.next() {
                answers.merge(found) { $1 }
                if let next = waiting.next() { group.addTask { await answer(next) } }
            }
        }
        return answers
    }

    /// - Parameter reads: all with the same request.
    private func answer(_ reads: [LiveRead]) async -> Answers {
        guard let first = reads.first else { return [:] }
        var answers: Answers = [:]
        do throws(UpstreamError) {
            guard let body = try await body(of: first) else {
                for read in reads { answers[read.target] = .success(nil) }
                return answers
            }
            for read in reads {
                do throws(UpstreamError) {
                    answers[read.target] = .success(try await object(read, answered: body))
                } catch {
                    answers[read.target] = .failure(error)
                }
            }
        } catch {
            for read in reads { answers[read.target] = .failure(error) }
        }
        return answers
    }
}
