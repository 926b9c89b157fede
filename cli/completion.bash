# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# Completion of chokepoint in bash: commands, then the options that `--help` lists, files and folders.

_chokepoint() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
  if [[ $COMP_CWORD -eq 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p')" -- "$word")
    return
  fi
  if [[ $command == economy ]]; then
    if [[ $COMP_CWORD -eq 2 ]]; then
      mapfile -t COMPREPLY < <(compgen -W "run bench import show" -- "$word")
      return
    fi
    command="economy ${COMP_WORDS[2]}"
  fi
  case $before in
    --with) mapfile -t COMPREPLY < <(compgen -f -X '!*.yaml' -- "$word"; compgen -d -- "$word"); return ;;
    --output | --resume | --into | -o) mapfile -t COMPREPLY < <(compgen -f -X '!*.db' -- "$word"); return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" $command --help 2>/dev/null | grep -oE -- '--[a-z-]+' | sort -u)" -- "$word")
    return
  fi
  case $command in
    certificate | export | report) mapfile -t COMPREPLY < <(compgen -f -X '!*.db' -- "$word"; compgen -d -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
  esac
}

complete -o filenames -F _chokepoint chokepoint
