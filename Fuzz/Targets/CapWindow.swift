// Windows of any period at any instant in any zone: they hold their instant, are longer than nothing, and one begins where
// the one before ends.
import Models

private let zones = [
    "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo",
    "Asia/Kathmandu", "Africa/Cairo", "America/St_Johns", "Atlantic/Azores", "Asia/Gaza", "Antarctica/Troll",
].compactMap { CapCalendar(timeZone: $0) }

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count >= 14 else { return 0 }
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let word = bytes[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // Every other input stays within this century, where zones have their rules.
    let milliseconds = bytes[8] & 1 == 0 ? Int64(word % 4_102_444_800_000) : Int64(bitPattern: word)
    let units: [CapPeriod.Unit] = [.minute, .hour, .day, .week, .month, .global]
    let length = Int(Int32(bitPattern: bytes[10..<14].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }))
    let period = CapPeriod(
        unit: units[Int(bytes[9] & 15) % units.count], length: bytes[9] & 16 == 0 ? 1 + abs(length % 40) : length)
    let calendar = zones[Int(bytes[8] >> 1) % zones.count]
    let instant = Timestamp(milliseconds: milliseconds)
    guard let window = CapWindow.containing(instant, period: period, calendar: calendar) else { return 0 }
    precondition(window.contains(instant), "\(window) does not hold \(instant)")
    precondition(window.startedAt < window.endsAt)
    let next = CapWindow.containing(window.endsAt, period: period, calendar: calendar)
    precondition(
        next == nil || next?.startedAt == window.endsAt, "\(window) is followed by \(String(describing: next))")
    return 0
}
