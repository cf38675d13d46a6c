// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Threads that help with work that falls into pieces, for as long as they have nothing else to do.
///
/// What is worked out never depends on who helps: each piece writes to places of its own, and nothing is added up in an
/// order that chance decides.
public struct Helpers: Sendable {
    /// Calls `piece` once with every number below `count`, on the calling thread and perhaps on others at the same time,
    /// and returns when all calls have returned.
    public typealias Perform = @Sendable (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void

    /// Pieces into which rows are cut where somebody may help: more than there are threads, so that one who comes late
    /// still finds something to do.
    private static let bandLimit = 8

    private static let alone: Perform = { count, piece in for index in 0..<count { piece(index) } }

    private let lent: Perform
    private let areFree: @Sendable () -> Bool

    /// Nobody helps.
    public static let none = Helpers(while: { false }, alone)

    /// Helpers that do as `perform` does, while `areFree` says that they have nothing else to do.
    public init(while areFree: @escaping @Sendable () -> Bool = { true }, _ perform: @escaping Perform) {
        lent = perform
        self.areFree = areFree
    }

    /// Calls `piece` once with every number below `count`, as ``Perform`` says.
    package func perform(_ count: Int, _ piece: @Sendable (Int) -> Void) {
        (areFree() ? lent : Self.alone)(count, piece)
    }

    /// Calls `work` with ranges that are together `0 ..< rows`, none of them shorter than `least` unless it is the only
    /// one.
    func bands(_ rows: Int, least: Int = 16, _ work: @Sendable (Range<Int>) -> Void) {
        let count = min(Self.bandLimit, rows / max(1, least))
        guard count > 1, areFree() else { return work(0..<rows) }
        perform(count) { band in work((band * rows / count)..<((band + 1) * rows / count)) }
    }

    /// The array of `rows` times `rowLength` elements that `write` writes: for some of the rows at a time, into memory
    /// that holds only those and is not initialised.
    func array<Element: BitwiseCopyable & Sendable>(
        rows: Int, rowLength: Int = 1, least: Int = 16,
        _ write: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Element>) -> Void
    ) -> [Element] {
        [Element](unsafeUninitializedCapacity: rows * rowLength) { buffer, initialized in
            let shared = SharedMemory(buffer)
            bands(rows, least: least) { band in write(band, shared[band, rowLength: rowLength]) }
            initialized = rows * rowLength
        }
    }

    /// What `make` makes of ranges that are together `0 ..< rows`, in their order; see ``bands(_:least:_:)``.
    func parts<Part: Sendable>(
        _ rows: Int, least: Int, _ make: @Sendable (Range<Int>) -> Part
    ) -> [Part] {
        let made = Mutex<[(start: Int, part: Part)]>([])
        bands(rows, least: least) { band in
            let part = make(band)
            made.withLock { $0.append((band.lowerBound, part)) }
        }
        return made.withLock { $0.sorted { $0.start < $1.start }.map(\.part) }
    }

    /// What `first` and `second` return, worked out perhaps at the same time.
    func both<A: Sendable, B: Sendable>(
        _ first: @Sendable () -> A, _ second: @Sendable () -> B
    ) -> (A, B) {
        guard areFree() else { return (first(), second()) }
        let a = Mutex<A?>(nil)
        let b = Mutex<B?>(nil)
        perform(2) { piece in
            if piece == 0 {
                let value = first()
                a.withLock { $0 = value }
            } else {
                let value = second()
                b.withLock { $0 = value }
            }
        }
        guard let a = a.withLock({ $0 }), let b = b.withLock({ $0 }) else { return (first(), second()) }
        return (a, b)
    }
}

extension Helpers {
    /// What `first` returns, and what `second` returns if somebody is free to work it out at the same time: for what is
    /// likely to be needed, but not certain.
    func ahead<A: Sendable, B: Sendable>(
        _ first: @Sendable () -> A, _ second: @Sendable () -> B
    ) -> (A, B?) {
        guard areFree() else { return (first(), nil) }
        let (a, b) = both(first, second)
        return (a, b)
    }
}

/// Memory that several threads read from while nobody writes to it, or write to, each to a part of its own: whoever hands
/// it out sees to that.
struct SharedMemory<Element>: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Element>

    init(_ buffer: UnsafeMutableBufferPointer<Element>) {
        self.buffer = buffer
    }

    /// The memory of some rows.
    subscript(rows: Range<Int>, rowLength rowLength: Int) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(rebasing: buffer[(rows.lowerBound * rowLength)..<(rows.upperBound * rowLength)])
    }
}
