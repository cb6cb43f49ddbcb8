# tsugite_room(NAME [PROTO file.proto] [DEPS target...])
# A room is the folder src/NAME. What is in it and is no test, fuzzer or main is one static library NAME, its *_test.cc
# files are one test binary NAME_test. Protobuf schemas stand in the room that owns them.
function(tsugite_room NAME)
  cmake_parse_arguments(ARG "" "PROTO" "DEPS" ${ARGN})
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
    set(scope PUBLIC)
  else()
    add_library(${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${NAME} ${scope} ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${NAME} ${scope} ${ARG_DEPS})

  if(tests AND TSUGITE_TESTS)
    add_executable(${NAME}_test ${tests})
    target_link_libraries(${NAME}_test PRIVATE ${NAME} GTest::gmock_main rapidcheck)
    target_compile_definitions(${NAME}_test PRIVATE TSUGITE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(${NAME}_test PROPERTIES LABELS ${NAME} DISCOVERY_TIMEOUT 60)
  endif()
endfunction()
