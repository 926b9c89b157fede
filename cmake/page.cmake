# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The page's template, bundled from web/ by esbuild, and the packed WebAssembly engine, as bytes in the library: CP_PAGE_BYTES is the source
# that holds them (src/api/page_bytes.h), empty ones where the page cannot be built. Needs node, npm and the WebAssembly engine.

set(CP_PAGE_BYTES "${PROJECT_BINARY_DIR}/page_bytes.c")
set(page_template "${PROJECT_BINARY_DIR}/page/page.html")
set(page_engine "${PROJECT_BINARY_DIR}/page/engine.txt")

find_program(CP_NODE NAMES node nodejs)
find_program(CP_NPM NAMES npm)
if(CP_PAGE AND NOT (CP_NODE AND CP_NPM AND CP_WASM_MODULE))
  message(STATUS "No node, npm or WebAssembly engine: the page is left out (Debian: nodejs npm clang lld)")
endif()
if(NOT (CP_PAGE AND CP_NODE AND CP_NPM AND CP_WASM_MODULE))
  file(CONFIGURE OUTPUT "${CP_PAGE_BYTES}" CONTENT
       "#include \"api/page_bytes.h\"\n\nconst char cp_page_template[] = \"\";\nconst char cp_page_engine[] = \"\";\n")
  return()
endif()

set(web "${PROJECT_SOURCE_DIR}/web")
set(packages "")
if(CP_TESTS)
  set(packages tests)
endif()
set(installed "${web}/node_modules/.fetched${packages}")
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${web}/*.ts" "${web}/*.css" "${web}/*.html" "${web}/*.mjs")
list(FILTER web_sources EXCLUDE REGEX "/node_modules/")

add_custom_command(
  OUTPUT "${installed}"
  COMMAND "${PROJECT_SOURCE_DIR}/tools/web_packages" "${web}" "${CP_NPM}" ${packages}
  DEPENDS "${web}/package.json" "${web}/package-lock.json"
  COMMENT "npm packages of the page" VERBATIM)
add_custom_command(
  OUTPUT "${page_template}"
  COMMAND "${CP_NODE}" "${web}/build.mjs" "${page_template}"
  WORKING_DIRECTORY "${web}"
  DEPENDS ${web_sources} "${installed}"
  COMMENT "page.html" VERBATIM)
add_custom_command(
  OUTPUT "${page_engine}"
  COMMAND "${CP_NODE}" "${web}/pack.mjs" "${CP_WASM_MODULE}" "${page_engine}"
  DEPENDS "${web}/pack.mjs" "${CP_WASM_MODULE}"
  COMMENT "pack chokepoint.wasm" VERBATIM)

# both files go into the read-only data of one object, each with a zero byte behind it
file(CONFIGURE OUTPUT "${CP_PAGE_BYTES}" CONTENT [=[
#define HOLD(name, path)                                                               \
  __asm__(".section .rodata,\"a\"\n.hidden " name "\n.globl " name "\n" name           \
          ":\n.incbin \"" path "\"\n.byte 0\n.previous\n")
HOLD("cp_page_template", "@page_template@");
HOLD("cp_page_engine", "@page_engine@");
]=] @ONLY)
set_source_files_properties("${CP_PAGE_BYTES}" PROPERTIES OBJECT_DEPENDS "${page_template};${page_engine}"
                            COMPILE_OPTIONS "-Wno-pedantic")
