// Surgery on a flow's tree (LeadConduit reference, 3.5): finds a cap or source and changes its members, leaving every other
// member, number text and order as it was received.

extension LeadConduit {
    public enum FlowEdit {
        /// Where a flow, source or cap stands in a flow's tree; nil when it is not there or there more than once.
        public static func path(of target: EditTarget, in flow: JSONValue) -> JSONPath? {
            switch target.kind {
            case .flow: return flow["id"]?.text == target.key ? JSONPath() : nil
            case .source:
                return only(
                    places("sources", in: flow, at: JSONPath()).filter { place in
                        flow[place]?["entity"]?["id"]?.text == target.key
                    })
            case .leadCap: return only(capPaths(in: flow).filter { flow[$0]?["id"]?.text == target.key })
            case .customCap, .offer, .offerGroup, .affiliate, .customPayout, .tieredCommission, .affiliateTier:
                return nil
            }
        }

        /// The paths of all caps: of the flow, its sources and its steps, each before those nested in it.
        public static func capPaths(in flow: JSONValue) -> [JSONPath] {
            let owners =
                [JSONPath()] + places("sources", in: flow, at: JSONPath()) + places("steps", in: flow, at: JSONPath())
            return owners.flatMap { caps(in: flow, at: $0) }
        }

        private static func caps(in flow: JSONValue, at owner: JSONPath) -> [JSONPath] {
            places("caps", in: flow, at: owner).flatMap { [$0] + caps(in: flow, at: $0) }
        }

        private static func places(_ list: String, in flow: JSONValue, at owner: JSONPath) -> [JSONPath] {
            let path = owner.appending(.member(list))
            return (flow[path]?.array ?? []).indices.map { path.appending(.element($0)) }
        }

        private static func only(_ paths: [JSONPath]) -> JSONPath? {
            paths.count == 1 ? paths[0] : nil
        }

        /// The flow with the changes made; nil when it does not hold the target.
        ///
        /// A value that was removed (`none`) leaves no member behind, `time_zone` becomes null as the reference allows.
        public static func applying(
            _ changes: [FieldChange], to target: EditTarget, in flow: JSONValue
        ) -> JSONValue? {
            guard let path = path(of: target, in: flow), case .object(var object)? = flow[path] else { return nil }
            for change in changes {
                set(change, in: &object)
            }
            return flow.replacing(path, with: .object(object))
        }

        /// Every member of that name: readers differ on which of two duplicates counts.
        private static func set(_ change: FieldChange, in object: inout JSONObject) {
            if change.mine == .none, change.field != "time_zone" {
                object.members.removeAll { $0.name == change.field }
                return
            }
            guard object[change.field] != nil else {
                object[change.field] = change.mine.json
                return
            }
            for index in object.members.indices where object.members[index].name == change.field {
                object.members[index].value = change.mine.json
            }
        }
    }
}
