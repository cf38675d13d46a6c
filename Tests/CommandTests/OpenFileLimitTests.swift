// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ridgeline

@Suite struct OpenFileLimitTests {
    /// What is open on a machine of so many cores with that many connections on each port.
    private func files(_ connections: Int, ports: Int, filesEach: Int, threads: Int) -> Int {
        connections * ports * filesEach + 3 * threads + 40
    }

    @Test(arguments: [64, 160, 256, 1024, 1 << 20], [(1, 1), (2, 1), (3, 2)])
    func connectionsAndAllElseFitIntoTheLimit(limit: Int, each: (ports: Int, files: Int)) {
        for threads in [1, 2, 16, 64] {
            let connections = OpenFileLimit.connections(
                files: limit, ports: each.ports, filesEach: each.files, threads: threads)
            #expect(connections >= 1)
            let open = files(connections, ports: each.ports, filesEach: each.files, threads: threads)
            #expect(open <= limit || connections == 1)
            let more = files(connections + 20, ports: each.ports, filesEach: each.files, threads: threads)
            #expect(more > limit)
        }
    }
}
