// Owns a port on which a sandbox is reached by TLS: bytes are carried both ways. Ends with the test.
import Glibc
import TestSupport
import Testing

final class SealedServer {
    let port: Int
    private let program: PipedProgram

    private static let script = """
        import asyncio, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        async def carry(reader, writer):
            try:
                while data := await reader.read(65536):
                    writer.write(data)
                    await writer.drain()
            except OSError:
                pass
            writer.close()
        async def serve(reader, writer):
            there, back = await asyncio.open_connection("127.0.0.1", int(sys.argv[3]))
            await asyncio.gather(carry(reader, back), carry(there, writer))
        async def main():
            server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[4]), ssl=context)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()
        asyncio.run(main())
        """

    /// - Parameters:
    ///   - paper: what it shows to whoever connects.
    ///   - port: 0 takes any free one.
    init(before sandbox: SandboxServer, showing paper: Authority.Paper, port: Int = 0) throws {
        let program = try PipedProgram(
            "python3", ["-c", SealedServer.script, paper.certificate, paper.key, "\(sandbox.port)", "\(port)"])
        let isUp = program.wait(timeout: 20) { program.text.contains("\n") }
        try #require(isUp, "\(program.messages)")
        self.port = try #require(Int(program.text.filter(\.isNumber)))
        self.program = program
    }

    /// Cuts what is connected.
    func end() { program.end(SIGKILL) }
}
