// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The only file that knows libfyaml. It reads the parser's events and builds a tree of its own, so
// the library's document, its quadratic search for duplicate keys and its printing never come into
// play. The library stops at the first syntax error; everything else is collected.

#include "scenario/yaml.h"

#include <libfyaml.h>
#include <stddef.h>

#include "base/names.h"
#include "base/os/print.h"

enum { DEPTH_MOST = 16 };

static const cp_text none = {NULL, 0};

typedef struct builder {
  cp_arena *arena;
  cp_messages *messages;
  int32_t file;
  cp_yaml *open[DEPTH_MOST];  // collections not yet closed, outermost first
  int32_t depth;
  int32_t skipped_depth;     // collections opened below a place where nothing may be built
  cp_yaml *key[DEPTH_MOST];  // per open mapping: the key that waits for its value
  cp_yaml *root;
  bool is_bad;
  cp_status status;
} builder;

static void complain(builder *build, cp_origin origin, cp_text what, cp_text expected,
                     cp_text hint) {
  build->is_bad = true;
  cp_messages_add(build->messages, CP_SEVERITY_ERROR, origin, what, expected, hint);
}

static cp_origin origin_of(const builder *build, const struct fy_mark *mark) {
  if (mark == NULL) return (cp_origin){build->file, 1, 1};
  return (cp_origin){build->file, mark->line + 1, mark->column + 1};
}

bool cp_yaml_is_empty(const cp_yaml *node) {
  return node->kind == CP_YAML_SCALAR && node->text.size == 0 && !node->is_quoted;
}

const char *cp_yaml_words(const cp_yaml *node) {
  if (node->kind == CP_YAML_MAPPING) return "a mapping";
  if (node->kind == CP_YAML_SEQUENCE) return "a sequence";
  return cp_yaml_is_empty(node) ? "no value" : "a value";
}

// Adds a finished scalar or a newly opened collection to what is open.
static void add_node(builder *build, cp_yaml *node) {
  if (build->depth == 0) {
    build->root = node;
    return;
  }
  const int32_t level = build->depth - 1;
  cp_yaml *parent = build->open[level];
  if (parent->kind == CP_YAML_MAPPING) {
    cp_yaml *key = build->key[level];
    if (key == NULL) {
      build->key[level] = node;
      if (node->kind != CP_YAML_SCALAR) {
        complain(build, node->origin,
                 cp_text_print(build->arena, "%s as a key", cp_yaml_words(node)),
                 CP_TEXT("a word as a key"), none);
      }
      return;
    }
    node->key = key->text;
    node->key_origin = key->origin;
    if (cp_yaml_is_empty(node)) node->origin = key->origin;
    build->key[level] = NULL;
  }
  if (parent->last != NULL) {
    parent->last->next = node;
  } else {
    parent->first = node;
  }
  parent->last = node;
  parent->n_child++;
}

static cp_yaml *new_node(builder *build, cp_yaml_kind kind, struct fy_event *event) {
  cp_yaml *node = cp_arena_take(build->arena, sizeof *node);
  if (node == NULL) {
    build->status = CP_NO_MEMORY;
    return NULL;
  }
  node->kind = kind;
  node->origin = origin_of(build, fy_event_start_mark(event));
  return node;
}

// Anchors and tags change what a value means; a scenario says what it means.
static void check_properties(builder *build, struct fy_event *event) {
  const cp_origin origin = origin_of(build, fy_event_start_mark(event));
  if (fy_event_get_anchor_token(event) != NULL) {
    complain(build, origin, CP_TEXT("an anchor (&)"), CP_TEXT("plain values"),
             CP_TEXT("write the value where it is used"));
  }
  if (fy_event_get_tag_token(event) != NULL) {
    complain(build, origin, CP_TEXT("a tag (!)"), CP_TEXT("plain values"),
             CP_TEXT("leave it out: the field table says what a value is"));
  }
}

static void add_scalar(builder *build, struct fy_event *event) {
  check_properties(build, event);
  cp_yaml *node = new_node(build, CP_YAML_SCALAR, event);
  if (node == NULL) return;
  struct fy_token *token = fy_event_get_token(event);
  size_t size = 0;
  const char *at = token == NULL ? NULL : fy_token_get_text(token, &size);
  node->is_quoted = token != NULL && fy_token_scalar_style(token) != FYSS_PLAIN;
  node->text = cp_text_copy(build->arena, (cp_text){at, at == NULL ? 0 : (int32_t)size});
  if (node->text.at == NULL) build->status = CP_NO_MEMORY;
  add_node(build, node);
}

static void add_alias(builder *build, struct fy_event *event) {
  complain(build, origin_of(build, fy_event_start_mark(event)), CP_TEXT("an alias (*)"),
           CP_TEXT("plain values"), CP_TEXT("write the value where it is used, or quote the text"));
  cp_yaml *node = new_node(build, CP_YAML_SCALAR, event);
  if (node == NULL) return;
  node->text = CP_TEXT("*");
  node->is_quoted = true;
  add_node(build, node);
}

static void open_collection(builder *build, cp_yaml_kind kind, struct fy_event *event) {
  if (build->skipped_depth > 0 || build->depth == DEPTH_MOST) {
    if (build->skipped_depth++ == 0) {
      complain(build, origin_of(build, fy_event_start_mark(event)),
               cp_text_print(build->arena, "more than %d levels of nesting", DEPTH_MOST),
               CP_TEXT("sections, records, fields and their values"), none);
      cp_yaml *nothing = new_node(build, CP_YAML_SCALAR, event);
      if (nothing != NULL) add_node(build, nothing);
    }
    return;
  }
  check_properties(build, event);
  cp_yaml *node = new_node(build, kind, event);
  if (node == NULL) return;
  add_node(build, node);
  build->key[build->depth] = NULL;
  build->open[build->depth++] = node;
}

// Finds keys that a mapping has twice, by a table of names.
static cp_status check_duplicates(builder *build, const cp_yaml *mapping) {
  if (mapping->n_child < 2) return CP_OK;
  cp_names names;
  CP_TRY(cp_names_begin(&names, build->arena, mapping->n_child));
  const cp_yaml **member = CP_ARENA_ARRAY(build->arena, const cp_yaml *, mapping->n_child);
  if (member == NULL) return CP_NO_MEMORY;
  for (const cp_yaml *child = mapping->first; child != NULL; child = child->next) {
    int32_t index = 0;
    const cp_status status = cp_names_add(&names, child->key, &index);
    if (status == CP_OK) member[index] = child;
    if (status == CP_OK) continue;
    if (status != CP_EXISTS) return status;
    complain(build, child->key_origin,
             cp_text_print(build->arena, "'" CP_TEXT_FORMAT "' is a key for the second time",
                           CP_TEXT_ARGUMENTS(child->key)),
             CP_TEXT("each key once"),
             cp_text_print(build->arena, "the first one is in line %d",
                           (int)member[index]->key_origin.line));
  }
  return CP_OK;
}

static void close_collection(builder *build) {
  if (build->skipped_depth > 0) {
    build->skipped_depth--;
    return;
  }
  if (build->depth == 0) return;
  const cp_yaml *node = build->open[--build->depth];
  if (node->kind != CP_YAML_MAPPING) return;
  const cp_status status = check_duplicates(build, node);
  if (status != CP_OK) build->status = status;
}

// One event of the parser. False when nothing after it is to be read.
static bool take_event(builder *build, struct fy_event *event, int32_t *n_document) {
  const bool is_skipping = build->skipped_depth > 0;
  switch (event->type) {
    case FYET_DOCUMENT_START:
      if (++*n_document < 2) break;
      complain(build, origin_of(build, fy_event_start_mark(event)), CP_TEXT("a second document"),
               CP_TEXT("one document per file"), CP_TEXT("take the line '---' out"));
      return false;
    case FYET_SCALAR:
      if (!is_skipping) add_scalar(build, event);
      break;
    case FYET_ALIAS:
      if (!is_skipping) add_alias(build, event);
      break;
    case FYET_MAPPING_START:
      open_collection(build, CP_YAML_MAPPING, event);
      break;
    case FYET_SEQUENCE_START:
      open_collection(build, CP_YAML_SEQUENCE, event);
      break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
      close_collection(build);
      break;
    default:
      break;
  }
  return build->status == CP_OK;
}

// The place of the first tab in a line's indent, at or above the given line; 0 when there is none.
static cp_origin find_tab(cp_text content, int32_t file, int32_t last_line) {
  int32_t line = 1;
  int32_t start = 0;
  bool is_indent = true;
  for (int32_t at = 0; at < content.size && line <= last_line; at++) {
    const char byte = content.at[at];
    if (byte == '\t' && is_indent) return (cp_origin){file, line, at - start + 1};
    if (byte != ' ') is_indent = false;
    if (byte != '\n') continue;
    line++;
    start = at + 1;
    is_indent = true;
  }
  return (cp_origin){file, 0, 0};
}

// The library's first complaint in our form.
static void report_syntax(builder *build, struct fy_diag *diag, cp_text content) {
  void *place = NULL;
  const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &place);
  if (error == NULL) {
    complain(build, (cp_origin){build->file, 0, 0}, CP_TEXT("this is not YAML"), none, none);
    return;
  }
  const cp_origin origin = {build->file, error->line, error->column};
  const cp_origin tab = find_tab(content, build->file, error->line);
  if (tab.line > 0) {
    complain(build, tab, CP_TEXT("a tab in the indent"), CP_TEXT("spaces"),
             CP_TEXT("YAML allows no tabs there"));
    return;
  }
  cp_text hint = CP_TEXT("check indent, colons, brackets and quotes here and in the line above");
  complain(build, origin, cp_text_print(build->arena, "not YAML: %s", error->msg), none, hint);
}

static void parse(builder *build, struct fy_parser *parser, struct fy_diag *diag, cp_text content) {
  int32_t n_document = 0;
  bool goes_on = true;
  while (goes_on) {
    struct fy_event *event = fy_parser_parse(parser);
    if (event == NULL) break;
    goes_on = event->type != FYET_STREAM_END && take_event(build, event, &n_document);
    fy_parser_event_free(parser, event);
  }
  if (!goes_on && !fy_parser_get_stream_error(parser)) return;
  // what stands before the error is only a part of something
  build->root = NULL;
  if (build->status == CP_OK) report_syntax(build, diag, content);
}

static void run_parser(builder *build, cp_text content) {
  const struct fy_diag_cfg diag_options = {.level = FYET_ERROR, .module_mask = ~0u};
  struct fy_diag *diag = fy_diag_create(&diag_options);
  const struct fy_parse_cfg options = {
      .search_path = "",
      .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE,
      .diag = diag};
  if (diag != NULL) fy_diag_set_collect_errors(diag, true);
  struct fy_parser *parser = diag == NULL ? NULL : fy_parser_create(&options);
  if (parser == NULL || fy_parser_set_string(parser, content.at, (size_t)content.size) != 0) {
    build->status = CP_NO_MEMORY;
  } else {
    parse(build, parser, diag, content);
  }
  if (parser != NULL) fy_parser_destroy(parser);
  if (diag != NULL) fy_diag_destroy(diag);
}

// Bytes of the UTF-8 character at a place, 0 when it is none (RFC 3629).
static int32_t character_size(cp_text content, int32_t at) {
  const unsigned char first = (unsigned char)content.at[at];
  if (first < 0x80) return 1;
  const int32_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > content.size) return 0;
  for (int32_t trail = 1; trail < size; trail++) {
    if (((unsigned char)content.at[at + trail] & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = (unsigned char)content.at[at + 1];
  const bool is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool is_outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return is_overlong || is_outside ? 0 : size;
}

// What the parser must not see: libfyaml 0.7.12 never returns from a directive with a broken
// character in it. A scenario needs no directives.
static bool is_refused(builder *build, cp_text content) {
  int32_t line = 1;
  int32_t start = 0;
  for (int32_t at = 0; at < content.size;) {
    const cp_origin origin = {build->file, line, at - start + 1};
    const int32_t size = character_size(content, at);
    if (size == 0) {
      complain(build, origin, CP_TEXT("a byte that is not UTF-8"), CP_TEXT("text in UTF-8"),
               CP_TEXT("save the file as UTF-8"));
      return true;
    }
    if (content.at[at] == '%' && at == start) {
      complain(build, origin, CP_TEXT("a line that starts with '%'"), CP_TEXT("no directives"),
               CP_TEXT("take the line out, or indent it"));
      return true;
    }
    if (content.at[at] == '\n') {
      line++;
      start = at + 1;
    }
    at += size;
  }
  return false;
}

cp_status cp_yaml_read(cp_text content, int32_t file, cp_arena *arena, cp_messages *messages,
                       cp_yaml **root) {
  builder build = {.arena = arena, .messages = messages, .file = file};
  *root = NULL;
  if (cp_text_starts(content, CP_TEXT("\xEF\xBB\xBF"))) {
    content = cp_text_part(content, 3, content.size);
  }
  if (is_refused(&build, content)) return CP_BAD_INPUT;
  if (cp_text_trim(content).size > 0) run_parser(&build, content);
  if (build.status != CP_OK) return build.status;
  if (build.root == NULL && !build.is_bad) {
    complain(&build, (cp_origin){file, 0, 0}, CP_TEXT("an empty file"),
             CP_TEXT("sections such as `scenario:`"), none);
  }
  *root = build.root;
  return build.is_bad ? CP_BAD_INPUT : CP_OK;
}
