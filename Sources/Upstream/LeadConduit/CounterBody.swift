// The body of `GET /caps` on its way from the client's thread to the account's refresh. Knows no bytes itself.

import Models
import Synchronization

/// Compares counters with those before while they come.
final class CounterBody: BodyReader {
    private let unread: CounterNews
    private let current: Mutex<CounterNews>

    init(_ unread: CounterNews) {
        self.unread = unread
        current = Mutex(unread)
    }

    /// What the last exchange has brought.
    var news: CounterNews { current.withLock { $0 } }

    func begin() {
        current.withLock { $0 = unread }
    }

    func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        current.withLock { $0.take(bytes) }
    }
}
