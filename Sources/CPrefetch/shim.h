// SPDX-License-Identifier: Apache-2.0

#pragma once

// Asks for memory that will be wanted soon; any address will do.
static inline void prefetch(const void *address) { __builtin_prefetch(address); }
