// The client's thread: hands transfers to libcurl, waits for sockets, delivers what is finished. Every libcurl handle
// is touched on this thread only.

import CCurl
import Glibc
import Models
import Synchronization

/// One thread around one `curl_multi`. Sleeps in `curl_multi_poll` until a socket, a deadline or a wake-up.
final class TransferLoop: Sendable {
    private struct Inbox {
        var added: [Transfer] = []
        var cancelled: [Transfer] = []
        var isStopping = false
    }

    /// libcurl's handle; `curl_multi_wakeup` is the one call made on it from other threads, as libcurl allows.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    /// Made once, before any handle: libcurl's own set-up is not safe to run twice at the same time.
    private static let isReady: Bool = ccurl_global_init() == CURLE_OK

    private let options: HTTPOptions
    private let multi: Multi?
    private let inbox = Mutex(Inbox())

    init(options: HTTPOptions) {
        self.options = options
        multi = TransferLoop.isReady ? curl_multi_init().map { Multi(handle: $0) } : nil
    }

    func start() {
        guard multi != nil else { return }
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
            inbox.withLock { $0.isStopping = true }
        }
    }

    func add(_ transfer: Transfer) {
        let isAccepted = inbox.withLock { inbox in
            guard multi != nil, !inbox.isStopping else { return false }
            inbox.added.append(transfer)
            return true
        }
        isAccepted ? wake() : transfer.finish(.failure(UpstreamError(.cancelled, "the HTTP client has stopped")))
    }

    func cancel(_ transfer: Transfer) {
        transfer.markCancelled()
        inbox.withLock { $0.cancelled.append(transfer) }
        wake()
    }

    func stop() {
        inbox.withLock { $0.isStopping = true }
        wake()
    }

    private func wake() {
        guard let multi else { return }
        curl_multi_wakeup(multi.handle)
    }

    /// Signals are for the threads that handle them.
    private static func blockSignals() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    private func run() {
        guard let multi else { return }
        let handle = multi.handle
        var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]
        var running: Int32 = 0
        while takeInbox(into: &active, handle) {
            curl_multi_perform(handle, &running)
            deliverFinished(from: &active, handle)
            curl_multi_poll(handle, nil, 0, Int32.max, nil)
        }
        for transfer in active.values {
            transfer.abandon(from: handle)
        }
        curl_multi_cleanup(handle)
    }

    /// Starts what was added and drops what was cancelled; false when the loop is to end.
    private func takeInbox(
        into active: inout [UnsafeMutableRawPointer: CurlTransfer], _ handle: UnsafeMutableRawPointer
    ) -> Bool {
        let taken = inbox.withLock { inbox in
            defer {
                inbox.added.removeAll()
                inbox.cancelled.removeAll()
            }
            return inbox
        }
        for transfer in taken.added {
            guard !taken.isStopping, let started = CurlTransfer(transfer, options: options, multi: handle) else {
                transfer.finish(.failure(UpstreamError(.cancelled, "the request was cancelled")))
                continue
            }
            active[started.easy] = started
        }
        for transfer in taken.cancelled {
            guard let found = active.first(where: { $0.value.transfer === transfer }) else { continue }
            active[found.key] = nil
            found.value.abandon(from: handle)
        }
        return !taken.isStopping
    }

    private func deliverFinished(
        from active: inout [UnsafeMutableRawPointer: CurlTransfer], _ handle: UnsafeMutableRawPointer
    ) {
        var waiting: Int32 = 0
        while let message = curl_multi_info_read(handle, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let finished = active.removeValue(forKey: easy)
            else { continue }
            finished.complete(message.pointee.data.result, multi: handle)
        }
    }
}
