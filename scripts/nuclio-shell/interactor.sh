#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Nuclio's shell handler: a request comes on standard input, its reply goes to standard output.
#
# - exec: when Nuclio ends a request that took too long it kills this process, and it alone.
# - Standard error is part of the reply for Nuclio, and a word there would break the JSON: it goes to the container's log.
# - The arguments are not passed on: a caller can set them, by the header X-Nuclio-Arguments.
if [ -w /proc/1/fd/2 ]; then
    exec "${RIDGELINE:-/usr/local/bin/ridgeline}" invoke 2>/proc/1/fd/2
fi
exec "${RIDGELINE:-/usr/local/bin/ridgeline}" invoke 2>/dev/null
