# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# Finds the tests; a new one needs no line here.
#   tests/unit/<module>/test_<file>.c   one cmocka program            ctest name unit/<module>/test_<file>
#   tests/<kind>/test_<file>.c          one cmocka program            ctest name <kind>/test_<file>
#   tests/<kind>/run*.{sh,mjs,py}       one script                    ctest name <kind>/run*
# A test that cannot run here ends with 77 and is counted as skipped. A file with `slow` in its name gets the label slow.
# They find their way by the environment: CP_SOURCE and CP_BUILD (folders), CP_PROGRAM, CP_PROGRAM_AVX2, CP_WASM_MODULE
# (files, perhaps not built), CP_NODE, CP_SANITIZE.

pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)
find_program(CP_NODE NAMES node nodejs)
find_program(CP_PYTHON NAMES python3)

set(cp_test_environment "CP_SOURCE=${PROJECT_SOURCE_DIR}" "CP_BUILD=${PROJECT_BINARY_DIR}"
    "CP_PROGRAM=${PROJECT_BINARY_DIR}/chokepoint" "CP_PROGRAM_AVX2=${PROJECT_BINARY_DIR}/chokepoint_avx2" "CP_WASM_MODULE=${CP_WASM_MODULE}" "CP_NODE=${CP_NODE}"
    "CP_SANITIZE=${CP_SANITIZE}")

# Registers one command under a name of ctest; its first folder and `slow` become labels.
function(cp_register name timeout)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  string(REGEX REPLACE "/.*" "" labels "${name}")
  if(name MATCHES "slow")
    list(APPEND labels slow)
    set(timeout 1800)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout} SKIP_RETURN_CODE 77
                       ENVIRONMENT "${cp_test_environment}")
endfunction()

# --- programs ---------------------------------------------------------------------------------------------------------

file(GLOB harness_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/harness/*.c")
if(harness_sources)
  add_library(test_harness STATIC ${harness_sources})
  target_include_directories(test_harness PRIVATE src include tests)
  target_link_libraries(test_harness PRIVATE chokepoint PkgConfig::cmocka)
endif()

file(GLOB test_programs CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/unit/*/test_*.c"
     "${PROJECT_SOURCE_DIR}/tests/*/test_*.c")
foreach(source ${test_programs})
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}/tests" "${source}")
  string(REGEX REPLACE "\\.c$" "" name "${name}")
  string(REPLACE "/" "_" target "${name}")
  add_executable(${target} "${source}")
  target_include_directories(${target} PRIVATE src include tests)
  target_compile_definitions(${target} PRIVATE CP_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CP_BUILD_DIR="${PROJECT_BINARY_DIR}")
  if(harness_sources)
    target_link_libraries(${target} PRIVATE test_harness)
  endif()
  target_link_libraries(${target} PRIVATE chokepoint PkgConfig::cmocka PkgConfig::sqlite Threads::Threads m)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  cp_register(${name} 120 ${target})
endforeach()

# --- the same engine for processors with wider vectors and fused multiply-add: the same bits must come out ----------------

if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" AND NOT CP_SANITIZE)
  add_library(chokepoint_engine_avx2 STATIC ${engine_sources})
  target_include_directories(chokepoint_engine_avx2 PRIVATE src)
  target_compile_options(chokepoint_engine_avx2 PRIVATE -march=x86-64-v3)
  if(cli_sources)
    add_executable(chokepoint_avx2 ${cli_sources} $<TARGET_OBJECTS:chokepoint_shell_objects>)
    target_include_directories(chokepoint_avx2 PRIVATE include)
    target_link_libraries(chokepoint_avx2 PRIVATE chokepoint_engine_avx2 PkgConfig::fyaml PkgConfig::sqlite PkgConfig::zlib
                          Threads::Threads)
  endif()
endif()

# --- scripts ----------------------------------------------------------------------------------------------------------

file(GLOB test_scripts CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/*/run*.sh"
     "${PROJECT_SOURCE_DIR}/tests/*/run*.mjs" "${PROJECT_SOURCE_DIR}/tests/*/run*.py")
foreach(script ${test_scripts})
  file(RELATIVE_PATH name "${PROJECT_SOURCE_DIR}/tests" "${script}")
  string(REGEX REPLACE "\\.[a-z]+$" "" name "${name}")
  set(reader bash)
  if(script MATCHES "\\.mjs$")
    set(reader "${CP_NODE}")
  elseif(script MATCHES "\\.py$")
    set(reader "${CP_PYTHON}")
  endif()
  cp_register(${name} 300 ${reader} "${script}")
endforeach()
