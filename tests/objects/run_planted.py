# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0
"""check_objects finds a call out of the engine, a fused multiply-add, a dropped question to the memory, a symbol without
prefix and a stray export.

Compiles a few lines of C with the system's compiler in a temporary folder, wrong and right, and reads the answer.
"""

import os
import platform
import subprocess
import sys
import tempfile

SOURCE = os.environ.get('CP_SOURCE', os.getcwd())
ASKING = 'void cp_walk(const char *at) { for (int k = 0; k < 9; k++) cp_fetch(at + 64 * k); }\n'
FETCH = 'static inline void cp_fetch(const void *at) {\n#ifndef DROPPED\n  __builtin_prefetch(at);\n#endif\n}\n'
PRODUCT = 'double cp_area(double a, double b, double c) { return a * b + c; }\n'
HEADER = '#define CP_API\nCP_API double cp_area(double a, double b, double c);\n'
FMA = ['-march=x86-64-v3'] if platform.machine() == 'x86_64' else []

# check, text, compiler flags, what the answer must hold (None: no fault)
CASES = [
    ('imports', 'void *malloc(unsigned long n); void *cp_take(void) { return malloc(8); }\n', [], 'calls malloc'),
    ('imports', 'double cp_root(double x) { return __builtin_sqrt(x); }\n', [], 'calls sqrt'),
    ('imports', 'double cp_root(double x) { return __builtin_sqrt(x); }\n', ['-fno-math-errno'], None),
    ('imports', 'void cp_copy(char *a, char *b) { __builtin_memcpy(a, b, 1000); }\n', [], None),
    ('fused', PRODUCT, FMA + ['-ffp-contract=fast'], 'compile with -ffp-contract=off'),
    ('fused', PRODUCT, FMA + ['-ffp-contract=off'], None),
    ('fetches', ASKING, ['-DDROPPED', '-include', 'fetch.h'], 'declare functions'),
    ('fetches', ASKING, ['-include', 'fetch.h'], None),
    ('names', 'int helper(void) { return 1; }\n', [], 'helper is external'),
    ('names', 'static int helper(void) { return 1; }\nint cp_one(void) { return helper(); }\n', [], None),
    ('exports', PRODUCT, [], None),
    ('exports', PRODUCT + 'int cp_inside(void) { return 1; }\n', [], 'exports cp_inside'),
    ('exports', 'int cp_inside(void) { return 1; }\n', [], 'does not export'),
]


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def answer(folder, check, text, flags):
    path = lambda name: os.path.join(folder, name)
    for name, content in (('a.c', text), ('a.h', HEADER), ('fetch.h', FETCH)):
        with open(path(name), 'w', encoding='utf-8') as file:
            file.write(content)
    compiler = ['gcc', '-std=c17', '-O2', '-fPIC', '-w', '-I', folder, *flags]
    if check == 'exports':
        run(*compiler, '-shared', path('a.c'), '-o', path('a.so'))
        return run(os.path.join(SOURCE, 'tools/check_objects'), check, path('a.so'), path('a.h'))
    run(*compiler, '-c', path('a.c'), '-o', path('a.c.o'))
    if os.path.exists(path('a.a')):
        os.remove(path('a.a'))
    run('ar', 'rc', path('a.a'), path('a.c.o'))
    more = [path('a.c')] if check == 'fetches' else []
    return run(os.path.join(SOURCE, 'tools/check_objects'), check, path('a.a'), *more)


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix='a folder ') as folder:
        for check, text, flags, expected in CASES:
            done = answer(folder, check, text, flags)
            found = done.stdout + done.stderr
            is_right = (done.returncode == 0 and found == '') if expected is None else \
                (done.returncode == 1 and expected in found)
            if not is_right:
                failed += 1
                print(f'{check} of {text.strip()!r} {flags}: expected {expected or "no fault"}, found {found.strip()}')
    print(f'{len(CASES) - failed} of {len(CASES)} cases right')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
