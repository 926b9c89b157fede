// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// An account in one file. All numbers little endian; the SHA-256 is that of the whole file with its own 32 bytes zero.
//
//    0  "CPTABLE\n"                                     8  u32 version    12  u32 flags: 1 imported flows apart, 2 value added was read
//   16  u32 regions, sectors, categories, primary rows  32  i32 year, 0 not told         36  u32 bytes of text
//   40  u64 bytes of the file                           48  SHA-256
//   80  text: unit, source, format; code and name of each region, sector, category, primary row; each ended by a zero byte
//       zero bytes up to a multiple of 64
//       f64 z, y, x, primary [, z_imported, y_imported] as accounts.h draws them
#include <stddef.h>
#include <string.h>

#include "accounts/accounts.h"
#include "base/os/file.h"
#include "base/os/print.h"
#include "num/hash.h"

enum {
  VERSION = 1,
  FLAG_IMPORTED = 1,
  FLAG_VALUE_ADDED = 2,
  HASH_AT = 48,
  HASH_BYTES = 32,
  TEXT_AT = 80,
  ALIGNMENT = 64,
  N_BLOCK = 6,
  FILE_MOST = INT32_MAX
};

static const char mark[8] = {'C', 'P', 'T', 'A', 'B', 'L', 'E', '\n'};

// --- numbers -------------------------------------------------------------------------------------

static void put_whole(uint8_t *at, uint64_t number, int32_t n_byte) {
  for (int32_t byte = 0; byte < n_byte; byte++) at[byte] = (uint8_t)(number >> (8 * byte));
}

static uint64_t take_whole(const uint8_t *at, int32_t n_byte) {
  uint64_t number = 0;
  for (int32_t byte = 0; byte < n_byte; byte++) number |= (uint64_t)at[byte] << (8 * byte);
  return number;
}

static uint8_t *put_doubles(uint8_t *at, const double *value, int64_t n) {
  for (int64_t place = 0; place < n; place++, at += 8) {
    uint64_t bits;
    memcpy(&bits, &value[place], sizeof bits);
    put_whole(at, bits, 8);
  }
  return at;
}

static const uint8_t *take_doubles(const uint8_t *at, double *value, int64_t n) {
  for (int64_t place = 0; place < n; place++, at += 8) {
    const uint64_t bits = take_whole(at, 8);
    memcpy(&value[place], &bits, sizeof bits);
  }
  return at;
}

// The arrays in the order of the file; those that are not there have no elements.
typedef struct block {
  double *value;
  int64_t n;
} block;

static void list_blocks(const cp_accounts *accounts, block out[N_BLOCK]) {
  const int64_t n = cp_accounts_industries(accounts);
  const int64_t n_flow = n * n, n_final = n * cp_accounts_consumers(accounts);
  out[0] = (block){accounts->z, n_flow};
  out[1] = (block){accounts->y, n_final};
  out[2] = (block){accounts->x, n};
  out[3] = (block){accounts->primary, n * accounts->label[CP_LABEL_PRIMARY].n};
  out[4] = (block){accounts->z_imported, accounts->z_imported != NULL ? n_flow : 0};
  out[5] = (block){accounts->y_imported, accounts->y_imported != NULL ? n_final : 0};
}

static void hash_file(const uint8_t *bytes, size_t size, uint8_t digest[HASH_BYTES]) {
  static const uint8_t zeros[HASH_BYTES] = {0};
  cp_sha256 sha;
  cp_sha256_init(&sha);
  cp_sha256_update(&sha, bytes, HASH_AT);
  cp_sha256_update(&sha, zeros, HASH_BYTES);
  cp_sha256_update(&sha, bytes + TEXT_AT, size - TEXT_AT);
  cp_sha256_final(&sha, digest);
}

// --- writing -------------------------------------------------------------------------------------

static cp_status put_text(const cp_sink *sink, cp_text text) {
  CP_TRY(sink->put(sink->context, text.at, (size_t)text.size));
  return sink->put(sink->context, "", 1);
}

static cp_status build_text(const cp_accounts *accounts, cp_text_builder *built) {
  const cp_sink sink = cp_sink_text(built);
  CP_TRY(put_text(&sink, accounts->unit));
  CP_TRY(put_text(&sink, accounts->source));
  CP_TRY(put_text(&sink, accounts->format));
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    for (int32_t at = 0; at < accounts->label[kind].n; at++) {
      CP_TRY(put_text(&sink, accounts->label[kind].code[at]));
      CP_TRY(put_text(&sink, accounts->label[kind].name[at]));
    }
  }
  return CP_OK;
}

static void put_header(const cp_accounts *accounts, uint8_t *bytes, int32_t text_size,
                       uint64_t size) {
  const uint32_t imported = accounts->z_imported != NULL ? FLAG_IMPORTED : 0;
  const uint32_t added = accounts->has_value_added ? FLAG_VALUE_ADDED : 0;
  memcpy(bytes, mark, sizeof mark);
  put_whole(bytes + 8, VERSION, 4);
  put_whole(bytes + 12, imported | added, 4);
  for (int32_t kind = 0; kind < CP_N_LABEL; kind++) {
    put_whole(bytes + 16 + (ptrdiff_t)4 * kind, (uint64_t)accounts->label[kind].n, 4);
  }
  put_whole(bytes + 32, (uint32_t)accounts->year, 4);
  put_whole(bytes + 36, (uint32_t)text_size, 4);
  put_whole(bytes + 40, size, 8);
}

static int64_t numbers_at(int64_t text_size) {
  return (TEXT_AT + text_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

cp_status cp_accounts_encode(const cp_accounts *accounts, cp_arena *arena, cp_text *bytes) {
  cp_text_builder built = {.arena = arena};
  block blocks[N_BLOCK];
  CP_TRY(build_text(accounts, &built));
  list_blocks(accounts, blocks);
  int64_t size = numbers_at(built.text.size);
  for (int32_t at = 0; at < N_BLOCK; at++) size += blocks[at].n * 8;
  if (size > FILE_MOST) return CP_OVERFLOW;
  uint8_t *file = CP_ARENA_ARRAY(arena, uint8_t, size);
  if (file == NULL) return CP_NO_MEMORY;
  put_header(accounts, file, built.text.size, (uint64_t)size);
  memcpy(file + TEXT_AT, built.text.at, (size_t)built.text.size);
  uint8_t *next = file + numbers_at(built.text.size);
  for (int32_t at = 0; at < N_BLOCK; at++) next = put_doubles(next, blocks[at].value, blocks[at].n);
  hash_file(file, (size_t)size, file + HASH_AT);
  *bytes = (cp_text){(const char *)file, (int32_t)size};
  return CP_OK;
}

cp_status cp_accounts_hash(const cp_accounts *accounts, cp_arena *arena, char out[65]) {
  cp_text bytes;
  CP_TRY(cp_accounts_encode(accounts, arena, &bytes));
  (void)cp_sha256_text((const uint8_t *)bytes.at + HASH_AT, out);
  return CP_OK;
}

// --- reading -------------------------------------------------------------------------------------

static cp_status refuse(const cp_sink *complaint, cp_status status, const char *path,
                        const char *what) {
  (void)cp_print(complaint, "%s: %s", path, what);
  return status;
}

static cp_status check_file(const char *path, const uint8_t *bytes, int64_t size,
                            const cp_sink *complaint) {
  uint8_t digest[HASH_BYTES];
  if (size < TEXT_AT || memcmp(bytes, mark, sizeof mark) != 0) {
    return refuse(complaint, CP_BAD_INPUT, path,
                  "no table of this program; expected what `economy import -o FILE` wrote");
  }
  if (take_whole(bytes + 8, 4) != VERSION) {
    return refuse(complaint, CP_BAD_VERSION, path,
                  "a table of another version; import it again with this one");
  }
  if (take_whole(bytes + 40, 8) != (uint64_t)size) {
    return refuse(complaint, CP_BAD_INPUT, path,
                  "the table is cut off or has something behind it; import it again");
  }
  hash_file(bytes, (size_t)size, digest);
  if (memcmp(digest, bytes + HASH_AT, HASH_BYTES) == 0) return CP_OK;
  return refuse(complaint, CP_BAD_INPUT, path,
                "the table is damaged: its SHA-256 is another; import it again");
}

// The next text up to its zero byte; false when there is none.
static bool take_text(const uint8_t **at, const uint8_t *end, cp_text *text) {
  const uint8_t *zero = memchr(*at, 0, (size_t)(end - *at));
  if (zero == NULL) return false;
  *text = (cp_text){(const char *)*at, (int32_t)(zero - *at)};
  *at = zero + 1;
  return true;
}

static cp_status take_labels(const uint8_t *bytes, cp_arena *arena, cp_accounts *accounts) {
  const uint8_t *at = bytes + TEXT_AT;
  const uint8_t *end = at + take_whole(bytes + 36, 4);
  bool is_good = take_text(&at, end, &accounts->unit) && take_text(&at, end, &accounts->source) &&
                 take_text(&at, end, &accounts->format);
  for (int32_t kind = 0; is_good && kind < CP_N_LABEL; kind++) {
    cp_label_list *list = &accounts->label[kind];
    const uint64_t n = take_whole(bytes + 16 + (ptrdiff_t)4 * kind, 4);
    if (n > (uint64_t)(end - at)) return CP_BAD_INPUT;
    list->n = (int32_t)n;
    list->code = CP_ARENA_ARRAY(arena, cp_text, list->n);
    list->name = CP_ARENA_ARRAY(arena, cp_text, list->n);
    if (list->code == NULL || list->name == NULL) return CP_NO_MEMORY;
    for (int32_t label = 0; is_good && label < list->n; label++) {
      is_good = take_text(&at, end, &list->code[label]) && take_text(&at, end, &list->name[label]);
    }
  }
  return is_good ? CP_OK : CP_BAD_INPUT;
}

// A hash that fits tells that the program wrote the file, so sizes that do not fit are another program's.
static cp_status decode(const uint8_t *bytes, int64_t size, cp_arena *arena,
                        cp_accounts *accounts) {
  const uint32_t flags = (uint32_t)take_whole(bytes + 12, 4);
  const int64_t text_size = (int64_t)take_whole(bytes + 36, 4);
  if (numbers_at(text_size) > size) return CP_BAD_INPUT;
  *accounts = (cp_accounts){.year = (int32_t)take_whole(bytes + 32, 4),
                            .has_value_added = (flags & FLAG_VALUE_ADDED) != 0};
  CP_TRY(take_labels(bytes, arena, accounts));
  CP_TRY(cp_accounts_take(accounts, arena, (flags & FLAG_IMPORTED) != 0));
  block blocks[N_BLOCK];
  list_blocks(accounts, blocks);
  int64_t wanted = numbers_at(text_size);
  for (int32_t at = 0; at < N_BLOCK; at++) wanted += blocks[at].n * 8;
  if (wanted != size) return CP_BAD_INPUT;
  const uint8_t *next = bytes + numbers_at(text_size);
  for (int32_t at = 0; at < N_BLOCK; at++)
    next = take_doubles(next, blocks[at].value, blocks[at].n);
  return CP_OK;
}

cp_status cp_accounts_read(const char *path, cp_arena *arena, const cp_sink *complaint,
                           cp_accounts *accounts) {
  cp_text content;
  const cp_status status = cp_file_read(path, arena, FILE_MOST - 1, &content);
  if (status == CP_NOT_FOUND) return refuse(complaint, status, path, "no such file");
  if (status == CP_IO) return refuse(complaint, status, path, "cannot be read");
  CP_TRY(status);
  const uint8_t *bytes = (const uint8_t *)content.at;
  CP_TRY(check_file(path, bytes, content.size, complaint));
  const cp_status decoded = decode(bytes, content.size, arena, accounts);
  if (decoded != CP_BAD_INPUT && decoded != CP_OVERFLOW) return decoded;
  return refuse(complaint, CP_BAD_INPUT, path, "its sizes do not fit each other");
}
