#include "federation/bundle.h"

#include "base/limits.h"
#include "base/sha256.h"
#include "ledger/names.h"
#include "ledger/note.h"

namespace tsugite::federation {
namespace {

constexpr std::string_view kKind = "tsugite.example/bundle/v1";
constexpr std::size_t length_bytes = 4;

Error error(const char* code, std::size_t frame, const char* en, const char* ja) {
  return {code, "frame " + std::to_string(frame), Text{ja, en}};
}

}  // namespace

Bytes encode_bundle(const Bundle& bundle) {
  Bytes out(kKind);
  out.append("\nfrom ").append(bundle.from).append("\nto ").append(bundle.to).append("\n\n");
  for (const auto& frame : bundle.frames) {
    for (std::size_t shift = 8 * length_bytes; shift > 0; shift -= 8) out.push_back(static_cast<char>(frame.size() >> (shift - 8) & 0xff));
    out.append(sha256(frame).view()).append(frame);
  }
  return out;
}

Result<Bundle> read_bundle(BytesView file) {
  if (file.size() > limits::bundle_bytes)
    return fail("bundle.size", std::to_string(file.size()) + " bytes",
                "the bundle is larger than any that is written; split it with a byte budget",
                "ファイルが上限を超えています。容量を指定して分けてください");
  // The head is short; what looks like none of it is no bundle.
  const BytesView head = file.substr(0, file.substr(0, 512).find("\n\n") == BytesView::npos ? 0 : file.find("\n\n") + 1);
  ledger::Lines lines(head);
  Bundle out;
  const bool kind = lines.next() == kKind;
  out.from = std::string(lines.value("from"));
  out.to = std::string(lines.value("to"));
  if (!kind || !lines.done() || !ledger::valid_name(out.from) || !ledger::valid_name(out.to))
    return fail("bundle.form", "", "the file is not a bundle", "受渡し用ファイルではありません");
  BytesView rest = file.substr(head.size() + 1);
  while (!rest.empty()) {
    const auto cut = [&] {
      out.cut = error("bundle.cut", out.frames.size(), "the file ends inside a frame; what comes before it is whole",
                      "ファイルが途中で切れています。その前までは完全です");
    };
    if (rest.size() < bundle_frame_overhead) {
      cut();
      break;
    }
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) size = size << 8 | static_cast<unsigned char>(rest[i]);
    const BytesView digest = rest.substr(length_bytes, Digest::size);
    rest.remove_prefix(bundle_frame_overhead);
    if (size == 0 || size > limits::frame_bytes) {
      out.cut = error("bundle.damaged", out.frames.size(), "a frame's length is none that a frame has", "フレームの長さが正しくありません");
      break;
    }
    if (size > rest.size()) {
      cut();
      break;
    }
    if (sha256(rest.substr(0, size)).view() != digest) {
      out.cut = error("bundle.damaged", out.frames.size(), "a frame is not what was written; copy the file again",
                      "フレームが書き込まれた内容と異なります。コピーし直してください");
      break;
    }
    out.frames.emplace_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return out;
}

}  // namespace tsugite::federation
