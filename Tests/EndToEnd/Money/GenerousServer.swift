// A server that says more of an object than the reference documents: everything goes on to the sandbox, and what comes back
// of a single setting, commission or tier has members besides. Ends with the test.
import TestSupport
import Testing

final class GenerousServer {
    /// What is added, as it stands in answers.
    static let members = #""x_margin_note": {"by": ["ops", null], "share": 0.25}, "x_flags": [3, true]"#

    let port: Int
    private let program: PipedProgram

    private static let script = """
        import http.client, http.server, json, re, sys
        class Between(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                kept = ("x-eflow-api-key", "authorization", "content-type")
                asked = {name: value for name, value in self.headers.items() if name.lower() in kept}
                server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
                server.request(self.command, self.path, body or None, asked)
                answer = server.getresponse()
                text = answer.read()
                money = r"/v1/networks/(custom/payoutrevenue|tieredcommissions|affiliatetiers)/[0-9]+"
                if self.command == "GET" and answer.status == 200 and re.match(money, self.path):
                    text = json.dumps({**json.loads(text), **json.loads("{" + sys.argv[2] + "}")}).encode()
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
                server.close()
            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on
            def log_message(self, *words): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Between)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    init(before sandbox: SandboxServer) throws {
        let program = try PipedProgram(
            "python3", ["-c", GenerousServer.script, "\(sandbox.port)", GenerousServer.members])
        let isUp = program.wait(timeout: 20) { program.text.contains("\n") }
        try #require(isUp, "\(program.messages)")
        port = try #require(Int(program.text.filter(\.isNumber)))
        self.program = program
    }

    func end() { program.end() }
}
