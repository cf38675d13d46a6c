// SPDX-License-Identifier: Apache-2.0

#pragma once

// Swift's module of the C library leaves this header out.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
