# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

"""Every table and the heat map of docs/studies.md and of the presets are what tools/study_grid makes with this program."""

import os
import subprocess
import sys

ROOT = os.environ.get("CP_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CP_PROGRAM", "")

if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print(f"run_studies_slow: no program at CP_PROGRAM='{PROGRAM}'", file=sys.stderr)
        sys.exit(77)
    sys.exit(subprocess.run([sys.executable, os.path.join(ROOT, "tools", "study_grid"), PROGRAM, "--check"], check=False).returncode)
