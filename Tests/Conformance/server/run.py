# SPDX-License-Identifier: Apache-2.0
"""Runs the checks: python3 run.py PATH_OF_RIDGELINE"""

import itertools
import sys
import traceback

import checks
import mutants
import recorded_answers
from processes import Server


def main(executable):
    passed = failed = 0
    with Server(executable) as server:
        # Those of the harness itself come first: the others are worth as much as it is.
        every = itertools.chain(
            recorded_answers.all_checks(), mutants.all_checks(server), checks.all_checks(executable, server))
        for name, check in every:
            try:
                check()
                passed += 1
            except Exception as error:
                failed += 1
                print(f"FAILED {name}: {error or type(error).__name__}")
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
    print(f"CVAT's server: {passed} checks passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
