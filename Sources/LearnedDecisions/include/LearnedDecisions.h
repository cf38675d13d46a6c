// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

/// The bytes of the learned decisions, for as long as the program runs.
const unsigned char *ridgeline_decisions(void);

/// How many there are; 0 if the package was built without them.
size_t ridgeline_decisions_count(void);
