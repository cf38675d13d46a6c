# SPDX-License-Identifier: Apache-2.0
"""Runs the checks: python3 run.py PATH_OF_RIDGELINE"""

import sys
import traceback

import checks
from processes import Server


def main(executable):
    passed = failed = 0
    with Server(executable) as server:
        for name, check in checks.all_checks(executable, server):
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
