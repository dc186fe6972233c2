// The client's thread: loads libcurl, hands transfers to it, waits for sockets, delivers what is finished. Every libcurl
// handle is touched on this thread only.

import CCurl
import Glibc
import Models
import Synchronization

/// One thread around one `curl_multi`. Sleeps in `curl_multi_poll` until a socket, a deadline or a wake-up.
final class TransferLoop: Sendable {
    private struct Inbox {
        var added: [Transfer] = []
        var cancelled: [Transfer] = []
        /// Why nothing else is taken, once that is so.
        var refusal: UpstreamError?
        /// There once the thread has made it.
        var multi: Multi?
    }

    /// libcurl's handle; `curl_multi_wakeup` is the one call made on it from other threads, as libcurl allows.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    private let options: HTTPOptions
    private let inbox = Mutex(Inbox())

    init(options: HTTPOptions) {
        self.options = options
    }

    func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                TransferLoop.blockSignals()
                Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            context.release()
            refuse(UpstreamError(.refused, "no thread for the HTTP client: \(String(cString: strerror(status)))"))
        }
    }

    func add(_ transfer: Transfer) {
        let refusal = inbox.withLock { inbox in
            if inbox.refusal == nil { inbox.added.append(transfer) }
            return inbox.refusal
        }
        if let refusal { transfer.finish(.failure(refusal)) } else { wake() }
    }

    func cancel(_ transfer: Transfer) {
        transfer.markCancelled()
        inbox.withLock { $0.cancelled.append(transfer) }
        wake()
    }

    func stop() {
        inbox.withLock { $0.refusal = TransferLoop.stopped }
        wake()
    }

    private static let stopped = UpstreamError(.cancelled, "the HTTP client has stopped")

    /// A thread that has no handle yet looks into the inbox before it sleeps; one that has none any more has ended.
    private func wake() {
        inbox.withLock { inbox in
            if let multi = inbox.multi { ccurl_multi_wakeup(multi.handle) }
        }
    }

    /// Takes nothing any more, and fails what has been taken.
    private func refuse(_ reason: UpstreamError) {
        let waiting = inbox.withLock { inbox in
            defer { inbox.added.removeAll() }
            inbox.refusal = reason
            return inbox.added
        }
        for transfer in waiting { transfer.finish(.failure(reason)) }
    }

    /// - Parameter reason: what `ccurl_load` says.
    static func missingLibrary(_ reason: UnsafePointer<CChar>) -> UpstreamError {
        UpstreamError(.refused, "cannot load libcurl: \(String(cString: reason))")
    }

    /// Signals are for the threads that handle them.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    /// libcurl is loaded here: nobody who makes a client waits for that.
    private func run() {
        if let reason = ccurl_load() { return refuse(TransferLoop.missingLibrary(reason)) }
        guard let handle = ccurl_multi_init() else { return refuse(UpstreamError(.refused, "no memory for libcurl")) }
        inbox.withLock { $0.multi = Multi(handle: handle) }
        let budget = BodyBudget(most: options.maximumBodies)
        var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]
        var running: Int32 = 0
        while takeInbox(into: &active, handle, budget) {
            ccurl_multi_perform(handle, &running)
            deliverFinished(from: &active, handle)
            ccurl_multi_poll(handle, nil, 0, Int32.max, nil)
        }
        for transfer in active.values {
            transfer.abandon(from: handle)
        }
        inbox.withLock { $0.multi = nil }
        ccurl_multi_cleanup(handle)
    }

    /// Starts what was added and drops what was cancelled; false when the loop is to end.
    private func takeInbox(
        into active: inout [UnsafeMutableRawPointer: CurlTransfer], _ handle: UnsafeMutableRawPointer,
        _ budget: BodyBudget
    ) -> Bool {
        let taken = inbox.withLock { inbox in
            defer {
                inbox.added.removeAll()
                inbox.cancelled.removeAll()
            }
            return inbox
        }
        for transfer in taken.added {
            guard taken.refusal == nil, !transfer.isCancelled else {
                transfer.finish(.failure(UpstreamError(.cancelled, "the request was cancelled")))
                continue
            }
            guard let started = CurlTransfer(transfer, options: options, multi: handle, budget: budget) else {
                transfer.finish(.failure(UpstreamError(.refused, "libcurl does not take the request")))
                continue
            }
            active[started.easy] = started
        }
        for transfer in taken.cancelled {
            guard let found = active.first(where: { $0.value.transfer === transfer }) else { continue }
            active[found.key] = nil
            found.value.abandon(from: handle)
        }
        return taken.refusal == nil
    }

    private func deliverFinished(
        from active: inout [UnsafeMutableRawPointer: CurlTransfer], _ handle: UnsafeMutableRawPointer
    ) {
        var waiting: Int32 = 0
        while let message = ccurl_multi_info_read(handle, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let finished = active.removeValue(forKey: easy)
            else { continue }
            finished.complete(message.pointee.data.result, multi: handle)
        }
    }
}
