// Looks at objects after a write, and says what the look means. Writes nothing and knows no journal.

import Models

enum ReadBack {
    /// How an object stands to its edit; nil object when there is none.
    typealias Look = Result<(settlement: Settlement, live: LiveObject?), UpstreamError>

    /// - Parameter newest: of a creation that has to be found the highest id before it was sent.
    static func look(at edit: Edit, with writer: EditWriter, newest: Int? = nil) async -> Look {
        await look(at: [edit], with: writer, newest: newest)[edit.target] ?? .failure(unread)
    }

    /// Reads the objects until each shows its edit.
    ///
    /// - Parameters:
    ///   - edits: of one kind, each of another object.
    ///   - delays: milliseconds before each look; nil for those of the options.
    ///   - newest: of one creation that has to be found.
    static func look(
        at edits: [Edit], with writer: EditWriter, delays: [Int64]? = nil, newest: Int? = nil
    ) async -> [EditTarget: Look] {
        let fields = Set(edits.flatMap(\.fields)).sorted()
        var looks: [EditTarget: Look] = [:]
        var left = edits
        for delay in delays ?? writer.options.readBackDelays where !left.isEmpty {
            // A run is a task of its own that nobody cancels: the pause always ends by itself.
            if delay > 0 { try? await ContinuousClock().sleep(for: .milliseconds(delay)) }
            let found = await find(left, fields, newest: newest, with: writer.reader)
            for edit in left {
                looks[edit.target] = (found[edit.target] ?? .failure(unread)).map { live in
                    (edit.settled(by: live), live)
                }
            }
            left = left.filter { edit in
                switch looks[edit.target] {
                case .success((.applied, _)): false
                case .failure(let error): !error.isAuthentication
                case .success, nil: true
                }
            }
        }
        return looks
    }

    private static func find(
        _ edits: [Edit], _ fields: [String], newest: Int?, with reader: ObjectReader
    ) async -> ObjectReader.Answers {
        guard let newest, let edit = edits.first else {
            return await reader.read(edits.map(\.target), changing: fields)
        }
        do throws(UpstreamError) {
            return [edit.target: .success(try await reader.made(by: edit, after: newest))]
        } catch {
            return [edit.target: .failure(error)]
        }
    }

    /// After the network's yes.
    ///
    /// - Parameter createdKey: the id of a new object, from the answer.
    static func confirmed(_ edit: Edit, _ look: Look, notes: [String], createdKey: String? = nil) -> WriteResult {
        switch look {
        case .failure(let error):
            let after = edit.journalledAfter(nil, createdKey: createdKey)
            let note = "accepted; it could not be read back: \(error.message)"
            return WriteResult(.applied(after: after), notes: notes + [note])
        case .success((.applied, let live)):
            let after = edit.journalledAfter(live, createdKey: createdKey)
            return WriteResult(.applied(after: after), notes: notes, live: live)
        case .success((.notApplied, let live)):
            let error = UpstreamError(.badRequest, "the network accepted it and changed nothing")
            return WriteResult(.refused(error), notes: notes, live: live)
        case .success((.different(let fields), let live)):
            let text = "accepted, but \(fields.joined(separator: ", ")) then showed another value"
            return WriteResult(.unknown(text), notes: notes, live: live)
        }
    }

    /// After an answer that never came or cannot be trusted: the object itself decides.
    static func settled(_ edit: Edit, _ look: Look, after error: UpstreamError) -> WriteResult {
        switch look {
        case .failure(let second):
            return WriteResult(.unknown("\(error.message); reading back failed too: \(second.message)"))
        case .success((.applied, let live)):
            let note = "\(error.message); read back: applied"
            return WriteResult(.applied(after: edit.journalledAfter(live)), notes: [note], live: live)
        case .success((.notApplied, let live)) where error.isPatienceLost:
            return WriteResult(.unknown("\(error.message); read back: not applied yet"), live: live)
        case .success((.notApplied, let live)):
            var refusal = error
            refusal.message = "\(error.message); read back: not applied"
            return WriteResult(.refused(refusal), live: live)
        case .success((.different(let fields), let live)):
            let text =
                "\(error.message); read back: \(fields.joined(separator: ", ")) is neither the old value nor the new"
            return WriteResult(.unknown(text), live: live)
        }
    }

    private static let unread = UpstreamError(.cancelled, "it was not read back")
}
