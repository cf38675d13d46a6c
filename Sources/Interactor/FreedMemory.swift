// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import CMalloc
#endif

/// What becomes of memory that was used and freed.
public enum FreedMemory {
    /// Lets the process keep up to 48 MB of it for what comes next, for as long as it lives.
    ///
    /// A click on a large picture takes pieces of up to 12 MB and frees them again. The C library would give each back to
    /// the system, which clears every page of it before it may be taken again, for the same click or the next: a tenth of
    /// a click, and a twentieth of a process for one.
    public static func keep() {
        #if canImport(Glibc)
            mallopt(M_MMAP_THRESHOLD, 32 << 20)
            mallopt(M_TRIM_THRESHOLD, 48 << 20)
        #endif
    }
}
