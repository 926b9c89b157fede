// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Changes from a YAML file; see overlay.h.
#include "scenario/overlay.h"

#include "base/os/file.h"
#include "base/os/print.h"
#include "scenario/yaml.h"

enum { MOST_BYTES = 1 << 24 };

// What one file is read with.
typedef struct reading {
  cp_arena *arena;
  cp_messages *messages;
  const char *path;
  const char **setting;
  const char **place;
  cp_changes *changes;
} reading;

static void complain(const reading *from, cp_origin origin, cp_text what, const char *expected) {
  cp_messages_add(from->messages, CP_SEVERITY_ERROR, origin, what, cp_text_of(expected),
                  (cp_text){NULL, 0});
}

static cp_status take_line(reading *from, const cp_yaml *line) {
  if (line->kind != CP_YAML_SCALAR || cp_yaml_is_empty(line)) {
    complain(from, line->origin,
             cp_text_print(from->arena, "%s for " CP_TEXT_FORMAT, cp_yaml_words(line),
                           CP_TEXT_ARGUMENTS(line->key)),
             "one value, as after --set PATH=");
    return CP_OK;
  }
  const int32_t at = from->changes->n++;
  from->setting[at] = cp_text_print(from->arena, CP_TEXT_FORMAT "=" CP_TEXT_FORMAT,
                                    CP_TEXT_ARGUMENTS(line->key), CP_TEXT_ARGUMENTS(line->text))
                          .at;
  from->place[at] = cp_text_print(from->arena, "%s:%d:%d", from->path, line->key_origin.line,
                                  line->key_origin.column)
                        .at;
  return from->setting[at] && from->place[at] ? CP_OK : CP_NO_MEMORY;
}

static cp_status take_overrides(reading *from, const cp_yaml *node) {
  if (node->kind != CP_YAML_MAPPING) {
    complain(from, node->origin,
             cp_text_print(from->arena, "%s under overrides", cp_yaml_words(node)),
             "lines PATH: value, such as authorities.mofcom.limit: 45 working days");
    return CP_OK;
  }
  from->setting = CP_ARENA_ARRAY(from->arena, const char *, node->n_child + 1);
  from->place = CP_ARENA_ARRAY(from->arena, const char *, node->n_child + 1);
  if (!from->setting || !from->place) return CP_NO_MEMORY;
  for (const cp_yaml *line = node->first; line; line = line->next) CP_TRY(take_line(from, line));
  from->changes->setting = from->setting;
  from->changes->place = from->place;
  return CP_OK;
}

static cp_status take_member(reading *from, const cp_yaml *member) {
  if (cp_text_equal(member->key, CP_TEXT("overrides"))) return take_overrides(from, member);
  if (cp_text_equal(member->key, CP_TEXT("title")) && member->kind == CP_YAML_SCALAR) {
    from->changes->title = cp_text_copy(from->arena, member->text).at;
    return from->changes->title ? CP_OK : CP_NO_MEMORY;
  }
  complain(from, member->key_origin,
           cp_text_print(from->arena, "'" CP_TEXT_FORMAT "'", CP_TEXT_ARGUMENTS(member->key)),
           "title or overrides");
  return CP_OK;
}

cp_status cp_changes_read(const char *path, cp_arena *arena, cp_messages *messages,
                          cp_changes *changes) {
  *changes = (cp_changes){.title = ""};
  reading from = {.arena = arena, .messages = messages, .path = path, .changes = changes};
  cp_text content;
  const int32_t file = cp_messages_file(messages, cp_text_of(path));
  const cp_status status = cp_file_read(path, arena, MOST_BYTES, &content);
  if (status == CP_NO_MEMORY) return status;
  if (status != CP_OK) {
    complain(&from, (cp_origin){file, 0, 0}, CP_TEXT("the file cannot be read"),
             "a YAML file with overrides: and lines PATH: value");
    return CP_BAD_INPUT;
  }
  cp_yaml *root = NULL;
  const cp_status read = cp_yaml_read(content, file, arena, messages, &root);
  if (read == CP_NO_MEMORY) return read;
  if (root && root->kind == CP_YAML_MAPPING) {
    for (const cp_yaml *member = root->first; member; member = member->next)
      CP_TRY(take_member(&from, member));
    if (changes->n == 0 && messages->n_error == 0)
      complain(&from, (cp_origin){file, 1, 1}, CP_TEXT("no change"),
               "overrides: with lines PATH: value");
  } else if (root) {
    complain(&from, root->origin, cp_text_print(arena, "%s", cp_yaml_words(root)),
             "a mapping with overrides:");
  }
  return messages->n_error > 0 ? CP_BAD_INPUT : CP_OK;
}
