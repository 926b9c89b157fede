#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The public header compiles alone, as C17 and as C++, twice in one file, without a warning; the example in its head does too.
set -eu
root=${CP_SOURCE:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warnings=(-Wall -Wextra -Wpedantic -Wshadow -Werror -fsyntax-only -I "$root/include")

printf '#include "chokepoint.h"\n#include "chokepoint.h"\n' >"$work/alone.c"
cp "$work/alone.c" "$work/alone.cpp"
for compiler in gcc clang; do
  if command -v $compiler >/dev/null; then $compiler -std=c17 -Wstrict-prototypes "${warnings[@]}" "$work/alone.c"; fi
done
found_cxx=no
for compiler in g++ clang++; do
  if command -v $compiler >/dev/null && $compiler -std=c++17 "${warnings[@]}" "$work/alone.cpp"; then found_cxx=yes; fi
done
if [[ $found_cxx == no ]]; then
  printf 'no C++ compiler, or it refused the header\n'
  command -v g++ clang++ >/dev/null && exit 1
fi

# the example stands in the head between its first line and the rules
{
  printf '#include <stdio.h>\n#include "chokepoint.h"\n'
  sed -n '/^\/\/   static int32_t to_screen/,/^\/\/ Rules/s/^\/\/ \{0,1\}//p' "$root/include/chokepoint.h" | sed '$d'
} >"$work/example.c"
grep -q 'int main' "$work/example.c"
gcc -std=c17 "${warnings[@]}" "$work/example.c"
