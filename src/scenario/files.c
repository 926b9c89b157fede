// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Files on disk, or as a run has kept them; see files.h.
#include "scenario/files.h"

#include "base/os/file.h"
#include "base/sort.h"

#define FILE_MOST ((int64_t)256 * 1024 * 1024)

static bool is_kept(const cp_draft *draft) { return draft->options->n_file > 0; }

// The file's name when it lies right in the folder, else without bytes.
static cp_text name_in(cp_text path, cp_text folder) {
  if (!cp_text_starts(path, folder)) return cp_no_text;
  cp_text rest = cp_text_part(path, folder.size, path.size);
  if (folder.size > 0) {
    if (!cp_text_starts(rest, CP_TEXT("/"))) return cp_no_text;
    rest = cp_text_part(rest, 1, rest.size);
  }
  return cp_text_find(rest, '/') < 0 ? rest : cp_no_text;
}

cp_status cp_draft_fetch(const cp_draft *draft, cp_text path, cp_text shown, cp_text *content) {
  if (!is_kept(draft)) return cp_file_read(path.at, draft->arena, FILE_MOST, content);
  for (int32_t file = 0; file < draft->options->n_file; file++) {
    if (!cp_text_equal(draft->options->file[file].path, shown)) continue;
    *content = draft->options->file[file].content;
    return CP_OK;
  }
  return CP_NOT_FOUND;
}

bool cp_draft_has_folder(const cp_draft *draft, cp_text path, cp_text shown) {
  if (!is_kept(draft)) return cp_folder_exists(path.at);
  for (int32_t file = 0; file < draft->options->n_file; file++) {
    if (name_in(draft->options->file[file].path, shown).size > 0) return true;
  }
  return false;
}

static bool precedes(const void *context, int32_t left, int32_t right) {
  const cp_text *names = context;
  return cp_text_compare(names[left], names[right]) < 0;
}

cp_status cp_draft_list(const cp_draft *draft, cp_text path, cp_text shown, cp_text **names,
                        int32_t *n_name) {
  if (!is_kept(draft)) return cp_folder_list(path.at, draft->arena, names, n_name);
  const int32_t n_file = draft->options->n_file;
  cp_text *found = CP_ARENA_ARRAY(draft->arena, cp_text, n_file);
  *names = CP_ARENA_ARRAY(draft->arena, cp_text, n_file);
  int32_t *order = CP_ARENA_ARRAY(draft->arena, int32_t, n_file);
  int32_t *swap = CP_ARENA_ARRAY(draft->arena, int32_t, n_file);
  if (!found || !*names || !order || !swap) return CP_NO_MEMORY;
  *n_name = 0;
  for (int32_t file = 0; file < n_file; file++) {
    const cp_text name = name_in(draft->options->file[file].path, shown);
    if (name.size == 0) continue;
    order[*n_name] = *n_name;
    found[(*n_name)++] = name;
  }
  cp_sort_by(order, *n_name, swap, precedes, found);
  for (int32_t place = 0; place < *n_name; place++) (*names)[place] = found[order[place]];
  return CP_OK;
}
