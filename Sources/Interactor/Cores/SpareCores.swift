// SPDX-License-Identifier: Apache-2.0

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
    init(cores: Int, share: @escaping Helpers.Perform) {
        self.cores = cores
        self.share = share
    }

    /// Spare cores of a machine with `cores` in all, with threads of their own.
    convenience init(cores: Int) {
        let crew = HelperCrew(count: max(0, cores - 1))
        self.init(cores: cores) { crew.perform($0, $1) }
    }

    /// Counts what `body` does as a request.
    func duringRequest<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        requests.add(1, ordering: .relaxed)
        defer { requests.subtract(1, ordering: .relaxed) }
        return try body()
    }

    /// Does `body` in the midst of a request, which takes no core meanwhile: it sleeps until others are done.
    func whileIdle<Value>(_ body: () -> Value) -> Value {
        requests.subtract(1, ordering: .relaxed)
        defer { requests.add(1, ordering: .relaxed) }
        return body()
    }

    /// The spare cores as the segmenter knows them; that there are any is looked up for every piece of work.
    var helpers: Helpers {
        guard cores > 1 else { return .none }
        return Helpers(while: { [self] in 2 * requests.load(ordering: .relaxed) <= cores }, share)
    }
}
