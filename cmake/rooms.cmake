# tsugite_precompile(TARGET [header...])
# The standard library's headers and those named are read once for all files of the target: reading them for each takes a seventh of a
# build. Only headers that are not ours or are generated; each file goes on including what it uses, which the preset clang shows.
function(tsugite_precompile TARGET)
  target_precompile_headers(${TARGET} PRIVATE <algorithm> <array> <cstdint> <expected> <functional> <map> <memory> <optional> <set> <span>
    <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h> ${ARGN})
endfunction()

# tsugite_test(TARGET LABEL [header...])
# A binary of GoogleTest tests. What it tests is optimised as it ships; the tests themselves less, they are half of all code.
function(tsugite_test TARGET LABEL)
  tsugite_precompile(${TARGET} <gmock/gmock.h> <gtest/gtest.h> ${ARGN})
  target_compile_options(${TARGET} PRIVATE -O1)
  if(CMAKE_COMPILER_IS_GNUCXX)
    # Seen by g++ 12 at this level in what std::expected gives up, where nothing is freed.
    target_compile_options(${TARGET} PRIVATE -Wno-free-nonheap-object)
  endif()
  target_link_libraries(${TARGET} PRIVATE GTest::gmock_main rapidcheck)
  target_compile_definitions(${TARGET} PRIVATE TSUGITE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  gtest_discover_tests(${TARGET} PROPERTIES LABELS ${LABEL} DISCOVERY_TIMEOUT 60)
endfunction()

# tsugite_room(NAME [PROTO file.proto] [DEPS target...] [PRECOMPILE header...])
# A room is the folder src/NAME. What is in it and is no test, fuzzer or main is one static library NAME, its *_test.cc
# files are one test binary NAME_test. Protobuf schemas stand in the room that owns them.
function(tsugite_room NAME)
  cmake_parse_arguments(ARG "" "PROTO" "DEPS;PRECOMPILE" ${ARGN})
  set(dir ${CMAKE_SOURCE_DIR}/src/${NAME})
  file(GLOB_RECURSE all CONFIGURE_DEPENDS ${dir}/*.cc)
  set(sources ${all})
  list(FILTER sources EXCLUDE REGEX "(_test|_fuzz|[/_]main)\\.cc$")
  set(tests ${all})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  if(ARG_PROTO AND EXISTS ${dir}/${ARG_PROTO})
    get_filename_component(stem ${ARG_PROTO} NAME_WE)
    set(out ${CMAKE_BINARY_DIR}/generated/${NAME})
    file(MAKE_DIRECTORY ${out})
    add_custom_command(
      OUTPUT ${out}/${stem}.pb.cc ${out}/${stem}.pb.h
      COMMAND protobuf::protoc --cpp_out=${CMAKE_BINARY_DIR}/generated -I${CMAKE_SOURCE_DIR}/src ${dir}/${ARG_PROTO}
      DEPENDS ${dir}/${ARG_PROTO} VERBATIM)
    add_library(${NAME}_proto STATIC ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    target_include_directories(${NAME}_proto SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${NAME}_proto PUBLIC protobuf::libprotobuf)
    # Generated code is not ours to warn about.
    target_compile_options(${NAME}_proto PRIVATE -w)
    if(TARGET ledger_proto AND NOT NAME STREQUAL "ledger")
      target_link_libraries(${NAME}_proto PUBLIC ledger_proto)
    endif()
    list(APPEND ARG_DEPS ${NAME}_proto)
  endif()

  if(sources)
    add_library(${NAME} STATIC ${sources})
    tsugite_precompile(${NAME} ${ARG_PRECOMPILE})
    set(scope PUBLIC)
  else()
    add_library(${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${NAME} ${scope} ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${NAME} ${scope} ${ARG_DEPS})

  if(tests AND TSUGITE_TESTS)
    add_executable(${NAME}_test ${tests})
    target_link_libraries(${NAME}_test PRIVATE ${NAME})
    tsugite_test(${NAME}_test ${NAME} ${ARG_PRECOMPILE})
  endif()
endfunction()
