// SPDX-License-Identifier: Apache-2.0

import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many cores the process may keep busy.
enum AvailableCores {
    /// At least 1: those of the machine, or fewer where the container is given fewer or not all of their time.
    static let count = max(1, min(System.coreCount, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
