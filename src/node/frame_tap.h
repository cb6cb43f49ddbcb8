// The frame tap: a file with every plaintext frame of the federation, for the end-to-end check that looks for what must not
// cross. It exists only in the e2e build (TSUGITE_FRAME_TAP); in any other, taking a frame is no code at all.
#pragma once

#include <string>

#include "base/bytes.h"

namespace tsugite::node {

#ifdef TSUGITE_FRAME_TAP
void set_frame_tap(const std::string& path);
void tap_frame(char direction, const std::string& partner, BytesView frame);
#else
inline void tap_frame(char, const std::string&, BytesView) {}
#endif

}  // namespace tsugite::node
