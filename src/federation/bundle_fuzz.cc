#include <cstdlib>

#include "base/limits.h"
#include "federation/bundle.h"

namespace tsugite {

void fuzz_bundle(std::string_view input);

// What is read whole is written the same; what is cut keeps only frames that were whole.
void fuzz_bundle(std::string_view input) {
  const auto bundle = federation::read_bundle(input);
  if (!bundle) {
    if (bundle.error().code.empty() || bundle.error().message.ja.empty()) std::abort();
    return;
  }
  const Bytes again = federation::encode_bundle(*bundle);
  if (!input.starts_with(again) || (!bundle->cut && again != input)) std::abort();
  for (const auto& frame : bundle->frames)
    if (frame.empty() || frame.size() > limits::frame_bytes) std::abort();
}

}  // namespace tsugite
