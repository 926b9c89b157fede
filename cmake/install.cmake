# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# What `cmake --install` puts where: program, header, both libraries, pkg-config file, CMake package, man page and
# bash completion. Files that a checkout does not have are left out.

include(CMakePackageConfigHelpers)

if(TARGET chokepoint_program)
  install(TARGETS chokepoint_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(FILES include/chokepoint.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} OPTIONAL)
install(TARGETS chokepoint ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS chokepoint_shared EXPORT chokepoint_targets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES docs/man/chokepoint.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
install(FILES cli/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME chokepoint OPTIONAL)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# find_package(chokepoint) gives the target chokepoint::chokepoint_shared
set(cp_package ${CMAKE_INSTALL_LIBDIR}/cmake/chokepoint)
install(EXPORT chokepoint_targets NAMESPACE chokepoint:: FILE chokepoint-config.cmake DESTINATION ${cp_package})
write_basic_package_version_file(chokepoint-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/chokepoint-config-version.cmake" DESTINATION ${cp_package})

# the pkg-config file finds the prefix from its own place, so that an installed tree can be moved
file(RELATIVE_PATH cp_prefix_from_pc "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/chokepoint.pc.in chokepoint.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/chokepoint.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
