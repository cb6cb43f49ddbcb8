#include "ledger/envelope.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "ledger/record_rules.h"

namespace tsugite::ledger {
namespace {

std::unexpected<Error> too_large(std::size_t size) {
  return fail("record.size", std::to_string(size), "the record is larger than a record may be; put large content into attachments",
              "記録が大きすぎます。大きな内容は添付にしてください");
}

}  // namespace

Bytes encode(const google::protobuf::MessageLite& message) {
  Bytes out(message.ByteSizeLong(), '\0');
  google::protobuf::io::ArrayOutputStream array(out.data(), static_cast<int>(out.size()));
  google::protobuf::io::CodedOutputStream stream(&array);
  stream.SetSerializationDeterministic(true);  // maps in the order of their keys
  message.SerializeWithCachedSizes(&stream);
  return out;
}

Result<Sealed> seal(v1::Envelope envelope) {
  if (auto ok = check_record(envelope); !ok) return std::unexpected(ok.error());
  Sealed out;
  if (const auto size = envelope.ByteSizeLong(); size > limits::record_bytes) return too_large(size);
  out.bytes = encode(envelope);
  out.digest = sha256(out.bytes);
  out.envelope = std::move(envelope);
  return out;
}

Result<v1::Envelope> open_record(BytesView bytes) {
  if (bytes.size() > limits::record_bytes) return too_large(bytes.size());
  v1::Envelope envelope;
  // The parser reports bad UTF-8 on the standard error stream; a stranger's bytes shall not write into our logs.
  google::protobuf::LogSilencer quiet;
  if (!envelope.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail("record.encoding", "", "the bytes are not an encoded record", "記録として符号化されたデータではありません");
  if (auto ok = check_record(envelope); !ok) return std::unexpected(ok.error());
  if (encode(envelope) != bytes)
    return fail("record.not-canonical", "", "the record is not in its one canonical encoding", "記録が唯一の正規の符号化になっていません");
  return envelope;
}

Result<Sealed> open_sealed(Bytes bytes) {
  auto envelope = open_record(bytes);
  if (!envelope) return std::unexpected(envelope.error());
  const Digest digest = sha256(bytes);
  return Sealed{std::move(*envelope), std::move(bytes), digest};
}

Result<label::Label> label_of(const v1::Label& wire) {
  if (auto ok = check_label(wire, "label"); !ok) return std::unexpected(ok.error());
  return label::Label{wire.policy(), wire.classification(),
                      {wire.releasable_to().begin(), wire.releasable_to().end()},
                      {wire.caveats().begin(), wire.caveats().end()},
                      wire.originator()};
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
