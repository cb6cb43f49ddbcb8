#include "federation/frame.h"

namespace tsugite {

// A frame that is accepted can be written and read again, and stays the same frame.
void fuzz_frame(std::string_view input) {
  auto frame = federation::parse_frame(input);
  if (!frame) return;
  const Bytes once = federation::encode_frame(*frame);
  auto again = federation::parse_frame(once);
  if (!again || federation::encode_frame(*again) != once) __builtin_trap();
}

}  // namespace tsugite
