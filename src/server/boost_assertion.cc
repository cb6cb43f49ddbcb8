// What Boost's headers do in this room, and in those above it, where they find themselves wrong: say so and end the process, as everywhere
// else.
//
// But for one that is itself wrong, and that a stranger could set off: the HTTP parser of Beast 1.81 holds that a last chunk which it looks
// at once more has five bytes at least. Those are three or four where no chunk stands before it and what follows it comes byte by byte. The
// code behind that assertion is right for them too.
#include <boost/assert.hpp>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace boost {

void assertion_failed(const char* expression, const char* function, const char* file, long line) {
  if (std::string_view(expression) == "n >= 5" && std::string_view(file).ends_with("/beast/http/impl/basic_parser.ipp")) return;
  assertion_failed_msg(expression, "", function, file, line);
}

void assertion_failed_msg(const char* expression, const char* message, const char* function, const char* file, long line) {
  std::fprintf(stderr, "%s:%ld: %s: assertion %s failed %s\n", file, line, function, expression, message);
  std::abort();
}

}  // namespace boost
