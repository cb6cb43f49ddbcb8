#include "federation/frame.h"

#include <algorithm>

#include "base/ids.h"
#include "base/limits.h"
#include "ledger/key_history.h"

namespace tsugite::federation {
namespace {

std::unexpected<Error> bounds(const char* field) {
  return fail("frame.bounds", field, "a field of the frame is outside its bounds", "フレームの項目が範囲を超えています");
}

bool name_ok(const std::string& name) {
  return !name.empty() && name.size() <= limits::name_bytes && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '/' || c == '-';
  });
}

// At most what a reason may have, and no character cut in two: the partner would refuse the frame instead of showing it.
std::string whole_characters(const std::string& text) {
  if (text.size() <= 2048) return text;
  std::size_t end = 2048;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

Result<void> check(const v1::Hello& hello) {
  if (!name_ok(hello.party())) return bounds("hello.party");
  if (hello.approved_size() < 1 || hello.approved_size() > 64) return bounds("hello.approved");
  for (const auto& approved : hello.approved())
    if (approved.charter().size() != Digest::size) return bounds("hello.approved.charter");
  if (hello.held_size() > static_cast<int>(limits::contexts)) return bounds("hello.held");
  for (int i = 0; i < hello.held_size(); ++i) {
    if (!name_ok(hello.held(i).context()) || hello.held(i).root().size() != Digest::size) return bounds("hello.held");
    for (int k = 0; k < i; ++k)
      if (hello.held(k).context() == hello.held(i).context()) return bounds("hello.held.context");
  }
  if (hello.software().size() > limits::name_bytes) return bounds("hello.software");
  if (hello.keys().size() > ledger::KeyHistory::most_bytes) return bounds("hello.keys");
  return {};
}

constexpr std::uint64_t number_end = 1ull << 48;

// Entries and what was lost and comes back have the same shape.
template <class Records>
Result<void> check_records(const Records& records) {
  if (!name_ok(records.context())) return bounds("entries.context");
  if (records.record_size() < 1 || records.record_size() > static_cast<int>(limits::entries_per_frame)) return bounds("entries.record");
  if (records.first() > number_end) return bounds("entries.first");
  if (records.checkpoint().size() > limits::checkpoint_bytes) return bounds("entries.checkpoint");
  if (records.outlined_size() > records.record_size()) return bounds("entries.outlined");
  return {};
}

Result<void> check(const v1::Frame& frame) {
  switch (frame.body_case()) {
    case v1::Frame::kHello: return check(frame.hello());
    case v1::Frame::kEntries: return check_records(frame.entries());
    case v1::Frame::kReturned: return check_records(frame.returned());
    case v1::Frame::kLost:
      if (!name_ok(frame.lost().context())) return bounds("lost.context");
      if (frame.lost().first() > number_end) return bounds("lost.first");
      return {};
    case v1::Frame::kCosign:
      if (!name_ok(frame.cosign().context())) return bounds("cosign.context");
      if (frame.cosign().checkpoint().size() > limits::checkpoint_bytes) return bounds("cosign.checkpoint");
      return {};
    case v1::Frame::kArrived:
      if (!name_ok(frame.arrived().context())) return bounds("arrived.context");
      if (frame.arrived().size() > number_end) return bounds("arrived.size");
      return {};
    case v1::Frame::kTaken:
      if (!name_ok(frame.taken().context())) return bounds("taken.context");
      if (frame.taken().receipt().size() > limits::checkpoint_bytes) return bounds("taken.receipt");
      return {};
    case v1::Frame::kRefuse:
      if (!name_ok(frame.refuse().code())) return bounds("refuse.code");
      if (frame.refuse().reason_ja().size() > 2048 || frame.refuse().reason_en().size() > 2048) return bounds("refuse.reason");
      return {};
    case v1::Frame::BODY_NOT_SET: break;
  }
  return fail("frame.unknown", "", "a frame of a kind that this version does not know", "この版が知らない種類のフレームです");
}

}  // namespace

Result<void> read_frame(BytesView bytes, v1::Frame& frame) {
  if (bytes.size() > limits::frame_bytes)
    return fail("frame.size", std::to_string(bytes.size()), "the frame is larger than the limit", "フレームが上限を超えています");
  // The parser reports bad UTF-8 on the standard error stream; a partner shall not write into our logs.
  static const auto silenced = google::protobuf::SetLogHandler(nullptr);
  (void)silenced;
  if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail("frame.malformed", "", "the frame cannot be read", "フレームを読み取れません");
  return check(frame);
}

Result<v1::Frame> parse_frame(BytesView bytes) {
  v1::Frame frame;
  if (auto ok = read_frame(bytes, frame); !ok) return std::unexpected(ok.error());
  return frame;
}

Bytes encode_frame(const v1::Frame& frame) { return frame.SerializeAsString(); }

v1::Frame refuse_frame(const Error& error) {
  v1::Frame frame;
  frame.mutable_refuse()->set_code(error.code);
  frame.mutable_refuse()->set_reason_ja(whole_characters(error.message.ja));
  frame.mutable_refuse()->set_reason_en(whole_characters(error.message.en));
  return frame;
}

Error refused_error(const v1::Refuse& refuse) { return Error{refuse.code(), "", Text{refuse.reason_ja(), refuse.reason_en()}}; }

}  // namespace tsugite::federation
