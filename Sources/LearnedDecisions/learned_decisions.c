// SPDX-License-Identifier: Apache-2.0
#include "LearnedDecisions.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#if __has_embed("decisions.model") == __STDC_EMBED_FOUND__
static const unsigned char bytes[] = {
#embed "decisions.model"
};
static const size_t count = sizeof(bytes);
#else
static const unsigned char bytes[] = {0};
static const size_t count = 0;
#endif

const unsigned char *ridgeline_decisions(void) { return bytes; }

size_t ridgeline_decisions_count(void) { return count; }
