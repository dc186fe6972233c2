// The sandbox from outside: start it, know its port, stop it. Owns the tasks that serve and that make traffic.

import Glibc
import Models
import NIOCore
import ServiceLifecycle
import Synchronization

/// An embedded API server that speaks Everflow's and LeadConduit's wire formats over one account of invented data.
public final class Sandbox: Sendable {
    private struct Running {
        var group: ServiceGroup
        var server: Task<Void, any Error>
        var traffic: Task<Void, Never>
    }

    private let configuration: SandboxConfiguration
    let world: SandboxWorld
    let limiter = RateLimiter()
    private let running = Mutex<Running?>(nil)

    /// Opens or fills the database.
    ///
    /// - Throws: SandboxError with one sentence, when a setting cannot be or the database cannot be used.
    public init(_ configuration: SandboxConfiguration) throws {
        self.configuration = configuration
        do {
            world = try SandboxWorld(configuration)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw SandboxError("cannot fill or read the database: \(error)")
        }
    }

    /// Listens on loopback and begins to make traffic.
    ///
    /// - Returns: the port it listens on.
    public func start() async throws -> Int {
        let (ports, found) = AsyncThrowingStream<Int, any Error>.makeStream()
        let faults = FaultBoard(configuration.faults)
        let router = SandboxRouter(
            world: world, everflow: EverflowGate(key: configuration.key, limiter: limiter),
            leadConduit: LeadConduitGate(key: configuration.key), faults: faults)
        let group = try SandboxServer(
            router: FaultyRouter(router: router, board: faults),
            clock: world.clock, host: configuration.host, port: configuration.port
        ).group { found.yield($0) }
        let server = Task {
            do {
                try await group.run()
                found.finish()
            } catch {
                found.finish(throwing: error)
                throw error
            }
        }
        let world = world
        let traffic = Task { await Sandbox.makeTraffic(in: world) }
        running.withLock { $0 = Running(group: group, server: server, traffic: traffic) }
        do {
            for try await port in ports { return port }
        } catch {
            await stop()
            throw SandboxError(
                "cannot listen on \(configuration.host):\(configuration.port): \(Sandbox.reason(of: error))")
        }
        await stop()
        throw SandboxError("the server ended before it listened")
    }

    /// NIO's errors name its own functions.
    private static func reason(of error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        guard error.errnoCode == EADDRINUSE else { return String(cString: strerror(error.errnoCode)) }
        return "the port is in use; choose another with --port"
    }

    /// Stops serving, waits for what runs and closes the database.
    public func stop() async {
        let tasks = running.withLock { running in
            defer { running = nil }
            return running
        }
        tasks?.traffic.cancel()
        await tasks?.group.triggerGracefulShutdown()
        await tasks?.traffic.value
        _ = await tasks?.server.result
        try? await world.close()
    }

    /// A configuration with a profile for each of the two APIs. The key is read from the environment, as the
    /// configuration allows no literal keys.
    public static func configurationSnippet(port: Int, key: String) -> String {
        """
        # export CAPTOP_SANDBOX_KEY='\(key.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'
        profiles = ["acme", "leads"]

        [profile.acme]
        kind = "everflow"
        base_url = "http://127.0.0.1:\(port)"
        key = { env = "CAPTOP_SANDBOX_KEY" }
        environment = "sandbox"

        [profile.leads]
        kind = "leadconduit"
        base_url = "http://127.0.0.1:\(port)"
        key = { env = "CAPTOP_SANDBOX_KEY" }
        environment = "sandbox"

        """
    }

    /// Ten batches a second, each one transaction. A batch that cannot be stored is dropped; the next one tries again.
    private static func makeTraffic(in world: SandboxWorld) async {
        while !Task.isCancelled {
            try? await world.advanceTraffic()
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}
