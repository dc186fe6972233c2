// The steps of a change at LeadConduit (reference, 3.5): the whole flow is written back, then deployed.

extension WritePlan {
    static func flow(_ edit: Edit, live: LiveObject) throws(FieldProblem) -> [WriteStep] {
        guard let flowID = live.target.flowID,
            let tree = LeadConduit.FlowEdit.applying(edit.pending, to: live.target, in: live.tree)
        else { throw FieldProblem("the flow does not hold \(edit.target.kind.noun) \(edit.target.key)") }
        let deploy = deployStep(edit, flowID: flowID)
        guard !edit.pending.isEmpty else { return [] }
        return [
            WriteStep(
                .write, LeadConduit.Requests.putFlow(id: flowID, tree: tree), edits: [edit], answer: .object(id: "id")),
            deploy,
        ]
    }

    /// The deploy alone: the retry of a change that is saved and not live.
    public static func deployStep(_ edit: Edit, flowID: String) -> WriteStep {
        WriteStep(.deploy, LeadConduit.Requests.deploy(flowID: flowID), edits: [edit], answer: .deployed)
    }
}
