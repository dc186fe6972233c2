// Every editor, whatever somebody else did meanwhile, however the network answers: screen, journal and server agree,
// nothing is lost and nothing is made twice.
import Testing

@Suite("the conflict matrix", .ownThread)
struct ConflictMatrixTests {
    @Test(
        "an editor, {unchanged, another field, the same field, deleted} meanwhile, ten answers",
        arguments: MatrixEditor.allCases)
    func matrix(editor: MatrixEditor) async throws {
        let ground = try await Ground.shared.value
        for meanwhile in Meanwhile.allCases {
            for answer in MatrixAnswer.allCases {
                try await MatrixCell(editor: editor, meanwhile: meanwhile, answer: answer).play(on: ground)
            }
        }
    }
}
