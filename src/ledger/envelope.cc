#include "ledger/envelope.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "base/sha256.h"
#include "ledger/canonical.h"
#include "ledger/record_rules.h"

namespace tsugite::ledger {
namespace {

std::unexpected<Error> too_large(std::size_t size) {
  return fail("record.size", std::to_string(size), "the record is larger than a record may be; put large content into attachments",
              "記録が大きすぎます。大きな内容は添付にしてください");
}

}  // namespace

namespace {

// Over sizes that ByteSizeLong() has just cached in the message.
void encode_into(const google::protobuf::MessageLite& message, std::size_t size, Bytes& out) {
  out.resize(size);
  auto* start = udata(out);
  google::protobuf::io::EpsCopyOutputStream stream(start, static_cast<int>(size), /*deterministic=*/true);  // maps by key
  if (message._InternalSerialize(start, &stream) != start + size) std::abort();
}

}  // namespace

Bytes encode(const google::protobuf::MessageLite& message) {
  Bytes out;
  encode_into(message, message.ByteSizeLong(), out);
  return out;
}

Result<Sealed> seal(const v1::Envelope& envelope) {
  if (auto ok = check_record(envelope); !ok) return std::unexpected(ok.error());
  const auto size = envelope.ByteSizeLong();
  if (size > limits::record_bytes) return too_large(size);
  Result<Sealed> out(std::in_place);
  encode_into(envelope, size, out->bytes);
  out->digest = sha256(out->bytes);
  return out;
}

namespace {

Result<void> read_record(BytesView bytes, v1::Envelope& envelope) {
  if (bytes.size() > limits::record_bytes) return too_large(bytes.size());
  // The parser reports bad UTF-8 on the standard error stream; a stranger's bytes shall not write into our logs.
  static const auto silenced = google::protobuf::SetLogHandler(nullptr);
  (void)silenced;
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail("record.encoding", "", "the bytes are not an encoded record", "記録として符号化されたデータではありません");
  if (auto ok = check_record(envelope); !ok) return ok;
  if (!layout_of(bytes) && encode(envelope) != bytes)
    return fail("record.not-canonical", "", "the record is not in its one canonical encoding", "記録が唯一の正規の符号化になっていません");
  return {};
}

}  // namespace

Result<void> open_record(BytesView bytes, v1::Envelope& into) { return read_record(bytes, into); }

Result<v1::Envelope> open_record(BytesView bytes) {
  Result<v1::Envelope> out(std::in_place);
  if (auto ok = read_record(bytes, *out); !ok) return std::unexpected(ok.error());
  return out;
}

Result<label::Label> label_of(const v1::Label& wire) {
  if (auto ok = check_label(wire, "label"); !ok) return std::unexpected(ok.error());
  return label::Label{wire.policy(),
                      wire.classification(),
                      {wire.releasable_to().begin(), wire.releasable_to().end()},
                      {wire.caveats().begin(), wire.caveats().end()},
                      wire.originator()};
}

bool same_label(const v1::Label& a, const v1::Label& b) {
  const auto same = [](const auto& x, const auto& y) { return std::equal(x.begin(), x.end(), y.begin(), y.end()); };
  return a.policy() == b.policy() && a.classification() == b.classification() && a.originator() == b.originator() &&
         same(a.releasable_to(), b.releasable_to()) && same(a.caveats(), b.caveats());
}

v1::Label wire_label(const label::Label& label) {
  v1::Label wire;
  wire.set_policy(label.policy);
  wire.set_classification(label.classification);
  for (const auto& party : label.releasable_to) wire.add_releasable_to(party);
  for (const auto& caveat : label.caveats) wire.add_caveats(caveat);
  wire.set_originator(label.originator);
  return wire;
}

}  // namespace tsugite::ledger
