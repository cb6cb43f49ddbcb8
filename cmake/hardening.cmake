# Compiler flags of every target: warnings are errors, and the hardening that Debian's g++ 12 offers. The ctest
# `hardening` reads them back from the built binary (tools/hardening).
set(TSUGITE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread; empty for none")

# Assertions stay in every build: no -DNDEBUG. Line tables are debug information enough to read a stack.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")

add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Werror -fno-omit-frame-pointer)
if(CMAKE_COMPILER_IS_GNUCXX)
  add_compile_options(-fpch-preprocess)  # for ccache
endif()
add_compile_options(-fstack-protector-strong -fstack-clash-protection)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_compile_options(-fcf-protection=full)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64")
  add_compile_options(-mbranch-protection=standard)
endif()

# Position-independent code in libraries, position-independent executables out of them.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES C CXX)

if(NOT TSUGITE_SANITIZE)
  # Fortify needs an optimised build; under a sanitizer it would hide calls from it.
  if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo)$")
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  endif()
else()
  add_compile_options(-fsanitize=${TSUGITE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TSUGITE_SANITIZE})
  # Instrumented code makes g++ 12 see these in headers of the standard library and Boost where it is not; the other builds look.
  if(CMAKE_COMPILER_IS_GNUCXX)
    add_compile_options(-Wno-maybe-uninitialized -Wno-restrict)
    # Boost.Asio has fences, which this sanitizer does not model; what it says of Asio's insides is to be read with that in mind.
    if(TSUGITE_SANITIZE MATCHES thread)
      add_compile_options(-Wno-tsan)
      # Under this macro protobuf's headers lay maps out otherwise than the library of the distribution does.
      add_compile_options(-U__SANITIZE_THREAD__)
    endif()
  endif()
endif()
option(TSUGITE_COUNT_PLACES "Every block of code reports itself to the fuzzer; only the target fuzz links" OFF)
if(TSUGITE_COUNT_PLACES)
  add_compile_options(-fsanitize-coverage=trace-pc)
endif()
add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # g++ takes signedness out of -Wconversion for C++; clang shall not ask for more.
  add_compile_options(-Wno-sign-conversion)
endif()
