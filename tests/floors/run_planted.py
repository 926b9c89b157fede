# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0
"""check_floors finds each kind of wrong include when one is planted, at its line, and accepts the right ones.

Builds a small tree in a temporary folder with the real src/floors.txt, adds one file per case and reads the answer.
"""

import os
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.environ.get('CP_SOURCE', os.getcwd())

# what is planted: file -> text; the answer must hold this text, or be empty when it is None
CASES = [
    ('lower_floor_is_allowed', {'src/chain/make.c': '#include "num/carry.h"\n'}, None),
    ('own_folder_is_allowed', {'src/desk/queue.c': '#include "desk/review.h"\n'}, None),
    ('freestanding_header_is_allowed', {'src/num/carry.c': '#include <stdint.h>\n'}, None),
    ('os_may_use_the_system', {'src/base/os/file.c': '#include <stdio.h>\n#include "base/arena.h"\n'}, None),
    ('model_build_may_read_the_scenario', {'src/model/build_lanes.c': '#include "scenario/spec.h"\n'}, None),
    ('include_in_a_comment_is_none', {'src/num/carry.c': '/*\n#include <stdio.h>\n*/\n'}, None),
    ('own_header_first_is_right', {'src/num/carry.h': '', 'src/num/carry.c': '#include "num/carry.h"\n'}, None),
    ('shell_may_use_its_own_files', {'cli/bar.h': '', 'cli/main.c': '#include "chokepoint.h"\n#include "bar.h"\n'}, None),

    ('higher_floor', {'src/num/carry.c': '\n#include "chain/make.h"\n'}, 'src/num/carry.c:2: "chain/make.h" is on floor 4'),
    ('higher_floor_in_a_header', {'src/num/carry.h': '#include "desk/review.h"\n'}, 'src/num/carry.h:1: '),
    ('neighbour', {'src/chain/make.c': '#include "desk/review.h"\n'}, 'src/chain/make.c:1: "desk/review.h" is on floor 4'),
    ('table_file', {'src/model/arrays.inc': '#include "observe/series.inc"\n'}, 'src/model/arrays.inc:1: '),
    ('engine_calls_the_system', {'src/base/text.c': '#include "base/os/file.h"\n'}, 'not part of the engine'),
    ('engine_reads_the_scenario', {'src/model/layout.c': '#include "scenario/spec.h"\n'}, 'not part of the engine'),
    ('engine_with_stdio', {'src/desk/review.c': '#include <stdio.h>\n'}, 'src/desk/review.c:1: <stdio.h>'),
    ('engine_with_string', {'src/num/carry.c': '#include <string.h>\n'}, 'src/num/carry.c:1: <string.h>'),
    ('threads_outside_os', {'src/ensemble/pool.c': '#include <pthread.h>\n'}, 'src/ensemble/pool.c:1: <pthread.h>'),
    ('unistd_outside_os', {'src/report/page.c': '# include <unistd.h>\n'}, 'src/report/page.c:1: <unistd.h>'),
    ('sqlite_elsewhere', {'src/report/page.c': '#include <sqlite3.h>\n'}, 'store/sqlite.c only'),
    ('sqlite_as_own_header', {'src/report/page.c': '#include "sqlite3.h"\n'}, 'store/sqlite.c only'),
    ('libfyaml_elsewhere', {'src/scenario/reader.c': '#include <libfyaml.h>\n'}, 'scenario/yaml.c only'),
    ('public_header_below_api', {'src/report/page.c': '#include "chokepoint.h"\n'}, 'api/* only'),
    ('not_from_the_root', {'src/num/carry.c': '#include "philox.h"\n'}, 'not written from the root'),
    ('dots', {'src/num/carry.c': '#include "../base/arena.h"\n'}, 'not written from the root'),
    ('macro', {'src/num/carry.c': '#include CARRY_H\n'}, 'src/num/carry.c:1: an include names its file plainly'),
    ('name_taken', {'src/num/carry.c': '', 'src/chain/carry.c': ''}, 'src/num/carry.c:1: the file name is taken'),
    ('capital_letter', {'src/num/Carry.c': ''}, 'snake_case'),
    ('unknown_folder', {'src/misc/carry.c': ''}, 'not in src/floors.txt'),
    ('own_header_second', {'src/num/carry.h': '', 'src/num/carry.c': '#include <stdint.h>\n#include "num/carry.h"\n'},
     'comes first'),
    ('shell_looks_inside', {'cli/main.c': '#include "engine/step.h"\n'}, 'cli/main.c:1: "engine/step.h"'),
    ('shell_looks_inside_by_brackets', {'cli/main.c': '#include <engine/step.h>\n'}, 'cli/main.c:1: "engine/step.h"'),
    ('shell_with_sqlite', {'cli/main.c': '#include <sqlite3.h>\n'}, 'cli/main.c:1: <sqlite3.h>'),
    ('public_header_looks_inside', {'include/chokepoint.h': '#include "base/status.h"\n'}, 'include/chokepoint.h:1: '),
]


def answer(files):
    with tempfile.TemporaryDirectory() as root:
        os.mkdir(os.path.join(root, 'src'))
        shutil.copy(os.path.join(SOURCE, 'src', 'floors.txt'), os.path.join(root, 'src'))
        for name, text in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        done = subprocess.run([sys.executable, os.path.join(SOURCE, 'tools', 'check_floors'), root],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


def main():
    failed = 0
    for name, files, expected in CASES:
        code, text = answer(files)
        is_right = (code == 0 and text == '') if expected is None else (code == 1 and expected in text)
        if not is_right:
            failed += 1
            print(f'{name}: expected {expected or "no fault"}, found exit {code}: {text.strip() or "nothing"}')
    print(f'{len(CASES) - failed} of {len(CASES)} cases right')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
