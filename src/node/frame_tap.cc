#include "node/frame_tap.h"

#ifdef TSUGITE_FRAME_TAP
#include <cstdint>
#include <fstream>

namespace tsugite::node {
namespace {

std::ofstream& tap() {
  static std::ofstream file;
  return file;
}

}  // namespace

void set_frame_tap(const std::string& path) { tap().open(path, std::ios::binary | std::ios::app); }

// One frame: direction, partner, newline, eight hex digits of length, newline, bytes, newline.
void tap_frame(char direction, const std::string& partner, BytesView frame) {
  if (!tap().is_open()) return;
  char length[16];
  std::snprintf(length, sizeof length, "%08zx", frame.size());
  tap() << direction << partner << '\n' << length << '\n' << frame << '\n';
  tap().flush();
}

}  // namespace tsugite::node
#endif
