// How the process ends, whichever way it does: the one place that ends it.
import Glibc

/// Ends the process now. Not by `exit`, nor by coming back from `main`: both destroy the globals of libcurl's and other C and
/// C++ libraries, which a thread may be loading or using at that moment. Nothing waits in a buffer: what is said is written.
func leave(_ status: Int32) -> Never { _exit(status) }
