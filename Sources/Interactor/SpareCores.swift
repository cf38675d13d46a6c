// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Segmentation
import Synchronization

/// The cores that have nothing to do while a request is worked on.
///
/// A request is helped only where there are two cores for each that is under way: two requests on two cores get done
/// sooner when neither takes time from the other.
final class SpareCores: Sendable {
    private let cores: Int
    private let share: Helpers.Perform
    private let requests = Atomic(0)

    /// Spare cores of a machine with `cores` in all, among which `share` shares work.
    init(
        cores: Int,
        share: @escaping Helpers.Perform = { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) }
    ) {
        self.cores = cores
        self.share = share
    }

    /// Counts what `body` does as a request.
    func duringRequest<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        requests.add(1, ordering: .relaxed)
        defer { requests.subtract(1, ordering: .relaxed) }
        return try body()
    }

    /// The spare cores as the segmenter knows them; that there are any is looked up for every piece of work.
    var helpers: Helpers {
        guard cores > 1 else { return .none }
        return Helpers(while: { [self] in 2 * requests.load(ordering: .relaxed) <= cores }, share)
    }
}
