// The HTTP server: Hummingbird's connections on one side, FaultyRouter on the other. Knows no API.

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Models
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves a router on loopback. The `Date` header tells the sandbox's time, so the application layer, which would write
/// the machine's, is left out.
struct SandboxServer: Sendable {
    let router: FaultyRouter
    let clock: SandboxClock
    let host: String
    let port: Int

    /// Runs until its graceful shutdown is triggered, which gives what is under way a second. A task that is cancelled lets go
    /// of connections that nobody has taken up yet, and NIO ends the process over each of them.
    ///
    /// - Parameter onPort: gets the bound port once it listens.
    func group(onPort: @escaping @Sendable (Int) -> Void) throws -> ServiceGroup {
        var logger = Logger(label: "captop.sandbox")
        logger.logLevel = .critical
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { request, writer, _ in
            // Throwing before anything is written closes the connection without an answer.
            guard let response = await respond(to: request) else { throw CutConnection() }
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            onPort(channel.localAddress?.port ?? port)
        }
        var configuration = ServiceGroupConfiguration(services: [server], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        return ServiceGroup(configuration: configuration)
    }

    /// nil when the connection is to be cut.
    private func respond(to request: Request) async -> Response? {
        let reply = await router.reply(SandboxServer.head(of: request)) {
            try await SandboxServer.body(of: request)
        }
        guard case .answer(var answer) = reply else { return nil }
        var headers = HTTPFields()
        headers[.date] = HTTPDate.text(clock.now)
        headers[.server] = "captop-sandbox"
        if answer.status != 304 { headers[.contentType] = answer.contentType }
        for (name, value) in answer.headers {
            if let field = HTTPField.Name(name) { headers[field] = value }
        }
        if request.method == .head {
            headers[.contentLength] = String(answer.body.count)
            answer.body = []
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// HEAD is answered as GET is, without the body.
    private static func head(of request: Request) -> SandboxRequest {
        var headers: [String: String] = [:]
        for field in request.headers {
            let name = field.name.rawName.lowercased()
            headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
        }
        let target = request.uri.string.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return SandboxRequest(
            method: request.method == .head ? "GET" : request.method.rawValue,
            segments: SandboxRequest.segments(of: request.uri.path),
            query: target.count == 2 ? QueryText.items(String(target[1])) : [], headers: headers, body: [])
    }

    private static func body(of request: Request) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= SandboxRouter.bodyLimit else {
                throw SandboxFailure(413, "the body is larger than \(SandboxRouter.bodyLimit) bytes")
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }
}

/// A fault: the client gets no answer.
private struct CutConnection: Error {}

/// Dates in HTTP headers (RFC 9110, 5.6.7).
enum HTTPDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Tue, 10 Mar 2026 20:20:41 GMT`
    static func text(_ instant: Timestamp) -> String {
        let time = CapCalendar.utc.dateTime(at: instant)
        let clock = [time.hour, time.minute, time.second].map(twoDigits).joined(separator: ":")
        return
            "\(weekdays[time.weekday - 1]), \(twoDigits(time.day)) \(months[time.month - 1]) \(time.year) \(clock) GMT"
    }

    private static func twoDigits(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
