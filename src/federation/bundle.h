// Bundle: frames of the federation protocol in a file, for a USB stick or a one-way diode. Pure and bounded by limits::bundle_bytes.
//
// What the frames say stands under signatures of its own; the digest beside each only tells a damaged medium from a good one. Reading
// keeps what is whole up to where the file is cut or damaged. Format page: docs/formats/bundle.md
// Errors: "bundle.form" (no bundle at all), "bundle.size"; as `cut`: "bundle.cut" (it ends inside a frame), "bundle.damaged".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace tsugite::federation {

struct Bundle {
  std::string from, to;
  std::vector<Bytes> frames;
  std::optional<Error> cut;  // why reading stopped before the end
};

Bytes encode_bundle(const Bundle& bundle);
Result<Bundle> read_bundle(BytesView file);

// What a frame takes in a file beside its own bytes.
inline constexpr std::size_t bundle_frame_overhead = 36;

}  // namespace tsugite::federation
