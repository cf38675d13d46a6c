// SPDX-License-Identifier: Apache-2.0

import Testing

/// The tests with sockets, one at a time: they have clients that wait for something to happen in time, which two
/// tests at once that keep all cores busy would spoil.
@Suite(.serialized, .timeLimit(.minutes(15))) struct WireTests {}
