// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the page calls: the engine as a WebAssembly module without imports. The host asks for room, writes the model's blob into
// it, and runs replicas one by one; every answer is a record and its digest, the same bytes as natively.
#include "economy/sample.h"
#include "num/hash.h"
#include "observe/record.h"

#define CP_EXPORT __attribute__((visibility("default")))

enum { CP_PAGE = 65536, CP_ROOM_ALIGN = 64 };

// The first byte behind the module's own data; the linker sets it.
extern unsigned char __heap_base;

CP_EXPORT uint32_t cp_wasm_room(uint32_t bytes, uint32_t taken);
CP_EXPORT uint32_t cp_wasm_engine_bytes(const void *blob, uint32_t bytes);
CP_EXPORT int32_t cp_wasm_record_length(const void *blob, uint32_t bytes);
CP_EXPORT int32_t cp_wasm_run(const void *blob, uint32_t bytes, void *region, uint32_t seed_low,
                              uint32_t seed_high, uint32_t replica, uint32_t chances,
                              double *record, uint8_t *digest);

CP_EXPORT void cp_wasm_hash(const void *bytes, uint32_t size, uint8_t *digest);

CP_EXPORT uint32_t cp_wasm_economy_bytes(int32_t n_region, int32_t n_sector, int32_t n_replica);
CP_EXPORT uint64_t cp_wasm_economy(int32_t n_region, int32_t n_sector, int32_t n_replica,
                                   int32_t n_step, void *memory);

// Address of `bytes` of memory, behind `taken` bytes given out before; 0 when there is no more.
uint32_t cp_wasm_room(uint32_t bytes, uint32_t taken) {
  const uint32_t base = (uint32_t)(uintptr_t)&__heap_base + taken;
  const uint32_t start = (base + CP_ROOM_ALIGN - 1) / CP_ROOM_ALIGN * CP_ROOM_ALIGN;
  const uint32_t have = (uint32_t)__builtin_wasm_memory_size(0) * CP_PAGE;
  const uint32_t end = start + bytes;
  if (end <= have) return start;
  const uint32_t more = (end - have + CP_PAGE - 1) / CP_PAGE;
  return __builtin_wasm_memory_grow(0, more) == (size_t)-1 ? 0 : start;
}

uint32_t cp_wasm_engine_bytes(const void *blob, uint32_t bytes) {
  cp_model model;
  return cp_model_open(blob, bytes, &model) == CP_OK ? (uint32_t)cp_engine_bytes(&model) : 0;
}

int32_t cp_wasm_record_length(const void *blob, uint32_t bytes) {
  cp_model model;
  return cp_model_open(blob, bytes, &model) == CP_OK ? cp_record_length(&model) : 0;
}

int32_t cp_wasm_run(const void *blob, uint32_t bytes, void *region, uint32_t seed_low,
                    uint32_t seed_high, uint32_t replica, uint32_t chances, double *record,
                    uint8_t *digest) {
  cp_model model;
  cp_status status = cp_model_open(blob, bytes, &model);
  if (status != CP_OK) return status;
  cp_engine engine;
  cp_engine_begin(&model, region, (uint64_t)seed_high << 32 | seed_low, replica, chances, NULL,
                  &engine);
  status = cp_replica_run(&engine, record);
  cp_record_digest(record, cp_record_length(&model), digest);
  return status;
}

// SHA-256; over the digests of replicas 0 .. n - 1 it is the content hash of their run.
void cp_wasm_hash(const void *bytes, uint32_t size, uint8_t *digest) {
  cp_sha256 sha;
  cp_sha256_init(&sha);
  cp_sha256_update(&sha, bytes, size);
  cp_sha256_final(&sha, digest);
}

// Numbers before the economy itself: days by sector, a row of the table.
static uint32_t sample_numbers(int32_t n_region, int32_t n_sector) {
  return (uint32_t)(2 * n_sector + n_region * n_sector + n_region);
}

uint32_t cp_wasm_economy_bytes(int32_t n_region, int32_t n_sector, int32_t n_replica) {
  cp_economy_spec spec = cp_economy_default(n_region, n_sector, 1);
  spec.n_replica = n_replica;
  return 8 * sample_numbers(n_region, n_sector) + (uint32_t)cp_economy_bytes(&spec, 1);
}

// The made-up economy of that size after so many steps: the digest that `economy bench` prints. 0 when a step failed.
uint64_t cp_wasm_economy(int32_t n_region, int32_t n_sector, int32_t n_replica, int32_t n_step,
                         void *memory) {
  double *days = memory;
  const cp_economy_spec spec = cp_sample_spec(n_region, n_sector, n_replica, days);
  cp_economy economy;
  cp_economy_begin(&economy, &spec, 1, days + sample_numbers(n_region, n_sector));
  cp_sample_fill(&economy, days + 2 * n_sector);
  cp_sample_shock(&economy);
  for (int32_t step = 0; step < n_step; step++) {
    if (cp_economy_produce(&economy) != CP_OK || cp_economy_order(&economy, NULL) != CP_OK) {
      return 0;
    }
  }
  return cp_sample_digest(&economy);
}
