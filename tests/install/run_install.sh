#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# Install into an empty prefix, build a small program with what pkg-config says, and run it; the shared library gives away
# nothing but the functions of the header.
set -eu
if [[ -n ${CP_SANITIZE:-} ]] || ! command -v pkg-config >/dev/null; then exit 77; fi
root=${CP_SOURCE:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$CP_BUILD" --prefix "$work/usr" >"$work/log"
library=$(dirname "$(find "$work/usr" -name 'libchokepoint.so')")
export PKG_CONFIG_PATH=$library/pkgconfig
# the prefix of a moved tree is where its file lies
flags=(--define-variable=prefix="$work/usr" --cflags --libs)

cat >"$work/first.c" <<'END'
#include <chokepoint.h>
#include <stdio.h>

int main(int n_word, char **word) {
  cp_scenario *scenario = NULL;
  cp_simulation *simulation = NULL;
  if (n_word != 2 || cp_starter_write(word[1]) != CP_OK) return 1;
  if (cp_scenario_open(word[1], NULL, NULL, 0, &scenario) != CP_OK) return 1;
  if (cp_simulation_begin(scenario, 1, 0, &simulation) != CP_OK) return 1;
  while (cp_simulation_step(simulation) == CP_OK) continue;
  printf("%s %d\n", cp_scenario_name(scenario), cp_simulation_day(simulation));
  cp_simulation_end(simulation);
  cp_scenario_close(scenario);
  return 0;
}
END
# shellcheck disable=SC2046
gcc -std=c17 -Wall -Wextra -Werror "$work/first.c" -o "$work/first" $(pkg-config "${flags[@]}" chokepoint)
found=$(LD_LIBRARY_PATH=$library "$work/first" "$work/starter")
if [[ $found != 'starter 20453' ]]; then
  printf 'expected: starter 20453 (31 December 2025)\nfound:    %s\n' "$found"
  exit 1
fi
"$work/usr/bin/chokepoint" version

# what leaves the library is what the header declares
nm -D --defined-only "$library/libchokepoint.so" | awk '$2 ~ /[TDB]/ {print $3}' | sort >"$work/given"
sed -n '/^CP_API/,/;/p' "$root/include/chokepoint.h" | tr '\n' ' ' | grep -oE 'cp_[a-z_]+\(' | tr -d '(' | sort -u >"$work/declared"
diff "$work/declared" "$work/given"
for file in share/man/man1/chokepoint.1 share/bash-completion/completions/chokepoint include/chokepoint.h; do
  [[ -s $work/usr/$file ]] || { printf '%s is not installed\n' "$file"; exit 1; }
done
