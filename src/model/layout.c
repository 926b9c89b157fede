// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where each array of arrays.inc lies in its block. A block is the arrays in the table's order, each at a multiple of
// CP_ALIGN bytes; nothing but the counts is needed to find them, so a blob holds no pointers.
//
//   blob   header | const arrays | central parameters: the beginning of a draw block
//   draw   parameters | tables made from them
//   state  state arrays
#include "model/model.h"

enum { CP_ALIGN = 32 };

static const char blob_magic[8] = {'c', 'h', 'o', 'k', 'e', 'p', 't', '\n'};

typedef struct blob_header {
  char magic[8];
  int32_t version;
  int32_t header_bytes;
  uint64_t bytes;
  uint64_t draw_at;
  uint64_t image_bytes;
  uint64_t draw_bytes;
  uint64_t state_bytes;
  cp_counts counts;
} blob_header;

// The next array's place; moves the end past it.
static size_t place(size_t *end, size_t item, int64_t rows, int64_t columns) {
  const size_t at = (*end + CP_ALIGN - 1) / CP_ALIGN * CP_ALIGN;
  *end = at + item * (size_t)rows * (size_t)columns;
  return at;
}

static size_t round_up(size_t bytes) { return (bytes + 63) / 64 * 64; }

// each function below makes the counts its local variables, so that the table's sizes can be read as they stand
#define CP_COUNT(name, meaning)      \
  const int32_t name = counts->name; \
  (void)name;
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)

// Lays the const arrays out behind `start` bytes of `base`; fills the view if there is one.
static size_t place_const(const cp_counts *counts, size_t start, const unsigned char *base,
                          cp_model *model) {
  size_t end = start;
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning)            \
  {                                                                   \
    const size_t at = place(&end, sizeof(type), rows, columns);       \
    if (model) model->name = (const type *)(const void *)(base + at); \
  }
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_CONST
  return round_up(end);
}

#define CP_COUNT(name, meaning)      \
  const int32_t name = counts->name; \
  (void)name;
#define CP_CONST(type, name, rows, columns, unit, meaning)

// Lays a draw block out; `image` gets the bytes of its parameters, which come first.
static size_t place_draw(const cp_counts *counts, unsigned char *base, cp_draw *draw,
                         size_t *image) {
  size_t end = 0;
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_DRAW
#define CP_COUNT(name, meaning)
#undef CP_MADE
#define CP_MADE(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)       \
  {                                                             \
    const size_t at = place(&end, sizeof(type), rows, columns); \
    if (draw) draw->name = (type *)(void *)(base + at);         \
  }
#include "model/arrays.inc"
#undef CP_DRAW
#undef CP_MADE
  *image = round_up(end);
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_MADE(type, name, rows, columns, unit, meaning)       \
  {                                                             \
    const size_t at = place(&end, sizeof(type), rows, columns); \
    if (draw) draw->name = (type *)(void *)(base + at);         \
  }
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_DRAW
#undef CP_MADE
  return round_up(end);
}

#define CP_COUNT(name, meaning)      \
  const int32_t name = counts->name; \
  (void)name;
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_MADE(type, name, rows, columns, unit, meaning)

static size_t place_state(const cp_counts *counts, unsigned char *base, cp_state *state) {
  size_t end = 0;
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_STATE
#define CP_COUNT(name, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)      \
  {                                                             \
    const size_t at = place(&end, sizeof(type), rows, columns); \
    if (state) state->name = (type *)(void *)(base + at);       \
  }
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_STATE
  return round_up(end);
}

#define CP_COUNT(name, meaning) model->name = counts->name;
#define CP_STATE(type, name, rows, columns, unit, meaning)

static void copy_counts_to_model(const cp_counts *counts, cp_model *model) {
#include "model/arrays.inc"
}
#undef CP_COUNT
#define CP_COUNT(name, meaning) counts->name = model->name;

static void copy_counts_from_model(const cp_model *model, cp_counts *counts) {
#include "model/arrays.inc"
}
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

static size_t const_start(void) { return round_up(sizeof(blob_header)); }

size_t cp_model_bytes(const cp_counts *counts) {
  size_t image;
  place_draw(counts, NULL, NULL, &image);
  return place_const(counts, const_start(), NULL, NULL) + image;
}

void cp_model_format(const cp_counts *counts, void *blob) {
  __builtin_memset(blob, 0, cp_model_bytes(counts));
  blob_header *header = blob;
  __builtin_memcpy(header->magic, blob_magic, sizeof blob_magic);
  header->version = CP_BLOB_VERSION;
  header->header_bytes = (int32_t)sizeof(blob_header);
  header->bytes = cp_model_bytes(counts);
  header->draw_at = place_const(counts, const_start(), NULL, NULL);
  size_t image;
  header->draw_bytes = place_draw(counts, NULL, NULL, &image);
  header->image_bytes = image;
  header->state_bytes = place_state(counts, NULL, NULL);
  header->counts = *counts;
}

cp_status cp_model_open(const void *blob, size_t bytes, cp_model *model) {
  const blob_header *header = blob;
  if (bytes < sizeof(blob_header)) return CP_BAD_VERSION;
  if (__builtin_memcmp(header->magic, blob_magic, sizeof blob_magic) != 0) return CP_BAD_VERSION;
  if (header->version != CP_BLOB_VERSION) return CP_BAD_VERSION;
  if (header->header_bytes != (int32_t)sizeof(blob_header)) return CP_BAD_VERSION;
  if (header->bytes > bytes || header->bytes != cp_model_bytes(&header->counts))
    return CP_BAD_VERSION;
  *model = (cp_model){0};
  copy_counts_to_model(&header->counts, model);
  place_const(&header->counts, const_start(), blob, model);
  model->blob = blob;
  model->blob_bytes = (size_t)header->bytes;
  model->image_bytes = (size_t)header->image_bytes;
  model->draw_bytes = (size_t)header->draw_bytes;
  model->state_bytes = (size_t)header->state_bytes;
  model->draw_image = (const unsigned char *)blob + header->draw_at;
  return CP_OK;
}

void cp_draw_view(const cp_model *model, void *block, cp_draw *draw) {
  cp_counts counts;
  copy_counts_from_model(model, &counts);
  size_t image;
  place_draw(&counts, block, draw, &image);
  draw->block = block;
}

void cp_state_view(const cp_model *model, void *block, cp_event_log *log, cp_state *state) {
  cp_counts counts;
  copy_counts_from_model(model, &counts);
  place_state(&counts, block, state);
  state->block = block;
  state->log = log;
  state->crew = NULL;
}
