// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Work that falls into pieces, each of which is done once by whoever takes it first.
final class SharedJob: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let finished = Atomic(0)
    /// Changed only when all pieces are finished and so nobody looks at it any more.
    private nonisolated(unsafe) var piece: (@Sendable (Int) -> Void)?

    /// A job of `count` pieces, the numbers from 0 on.
    init(_ count: Int, _ piece: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.piece = piece
    }

    /// How many can help whoever made the job.
    var mostHelpers: Int { count - 1 }

    /// Whether there are pieces that nobody has taken.
    var hasPieces: Bool { taken.load(ordering: .relaxed) < count }

    /// Whether all pieces have been done.
    var isFinished: Bool { finished.load(ordering: .acquiring) == count }

    /// Takes pieces and does them until all are taken.
    func work() {
        while workOnce() {}
    }

    /// Takes a piece and does it; false if all are taken.
    @discardableResult
    func workOnce() -> Bool {
        let number = taken.add(1, ordering: .relaxed).oldValue
        guard number < count else { return false }
        perform(number)
        finished.add(1, ordering: .releasing)
        return true
    }

    /// Not inlined: what holds the piece for the call has let go of it when this returns, and only then is it counted as
    /// finished, upon which the piece may be gone.
    @inline(never)
    private func perform(_ number: Int) { piece?(number) }

    /// Lets go of the work, of which all must be finished.
    func forgetPiece() { piece = nil }
}
