# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The engine as one WebAssembly module with no imports: chokepoint.wasm in the build folder.
# Each file is compiled by clang against its own freestanding headers (no C library is looked at), then wasm-ld links:
# a call that the engine does not define itself stops the link. Reads engine_sources and the flags of CMakeLists.txt.

set(CP_WASM_MODULE "")
if(NOT CP_WASM)
  return()
endif()

find_program(CP_WASM_CLANG NAMES clang-14 clang clang-19 clang-18 clang-17 clang-16 clang-15)
find_program(CP_WASM_LD NAMES wasm-ld-14 wasm-ld wasm-ld-19 wasm-ld-18 wasm-ld-17 wasm-ld-16 wasm-ld-15)
if(NOT CP_WASM_CLANG OR NOT CP_WASM_LD)
  message(STATUS "No clang or wasm-ld: the WebAssembly engine is left out (Debian: clang lld)")
  return()
endif()

set(wasm_sources ${engine_sources})
file(GLOB wasm_only CONFIGURE_DEPENDS
     "${PROJECT_SOURCE_DIR}/src/base/memory.c" "${PROJECT_SOURCE_DIR}/src/observe/wasm.c")
list(APPEND wasm_sources ${wasm_only})

# optimised as a whole at the link: a tenth faster at the same size (bench/run page)
set(wasm_flags --target=wasm32 -std=c17 -O3 -flto -ffreestanding -nostdlibinc -fvisibility=hidden -mno-simd128 -mbulk-memory -mnontrapping-fptoint -msign-ext
    ${CP_NUMBER_FLAGS} ${CP_WARNING_FLAGS} -ffunction-sections)
foreach(definition ${CP_DEFINITIONS})
  list(APPEND wasm_flags "-D${definition}")
endforeach()

set(wasm_objects)
foreach(source ${wasm_sources})
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}/src" "${source}")
  set(object "${PROJECT_BINARY_DIR}/wasm/${name}.o")
  get_filename_component(folder "${object}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  add_custom_command(
    OUTPUT "${object}"
    COMMAND "${CP_WASM_CLANG}" ${wasm_flags} "-I${PROJECT_SOURCE_DIR}/src" -MD -MF "${object}.d" -c "${source}" -o "${object}"
    DEPENDS "${source}"
    DEPFILE "${object}.d"
    COMMENT "wasm ${name}" VERBATIM)
  list(APPEND wasm_objects "${object}")
endforeach()

# the stack lies first, so that running over it traps instead of overwriting data
set(CP_WASM_MODULE "${PROJECT_BINARY_DIR}/chokepoint.wasm")
add_custom_command(
  OUTPUT "${CP_WASM_MODULE}"
  COMMAND "${CP_WASM_LD}" --lto-O3 --no-entry --export-dynamic --export=__heap_base --gc-sections --strip-debug
          --stack-first -z stack-size=262144 ${wasm_objects} -o "${CP_WASM_MODULE}"
  DEPENDS ${wasm_objects}
  COMMENT "link chokepoint.wasm" VERBATIM)
add_custom_target(chokepoint_wasm ALL DEPENDS "${CP_WASM_MODULE}")
