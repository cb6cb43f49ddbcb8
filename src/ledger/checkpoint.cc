#include "ledger/checkpoint.h"

#include <algorithm>

#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

constexpr std::size_t kStamp = 8;                            // seconds, big-endian
constexpr std::uint64_t kLatestSecond = 253'402'300'799ull;  // 9999-12-31: later is no time that anyone saw

std::string prefix(const std::string& charter_id, const std::string& party) { return "tsugite.example/" + charter_id + "/" + party; }

std::unexpected<Error> malformed(const std::string& origin) {
  return fail("checkpoint.format", origin, "the checkpoint is not origin, size and root hash in their canonical form",
              "チェックポイントが正規の形式（識別名、件数、ルートハッシュ）ではありません");
}

Bytes cosigned_message(std::uint64_t seconds, BytesView text) {
  Bytes message = "cosignature/v1\ntime ";
  message.append(std::to_string(seconds)).append("\n").append(text);
  return message;
}

}  // namespace

std::string ledger_origin(const std::string& charter_id, const std::string& party) { return prefix(charter_id, party) + "/ledger"; }
std::string outbox_origin(const std::string& charter_id, const std::string& party, const std::string& partner, const std::string& context) {
  return prefix(charter_id, party) + "/outbox/" + partner + "/" + context;
}
std::string cosigner_name(const std::string& charter_id, const std::string& party) { return prefix(charter_id, party) + "/cosigner"; }

Bytes sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& log) {
  Bytes text = checkpoint.origin;
  text.append("\n").append(std::to_string(checkpoint.size)).append("\n");
  text.append(to_base64(checkpoint.root.view())).append("\n");
  return sign_note(text, checkpoint.origin, log);
}

Result<Checkpoint> open_checkpoint(BytesView bytes, const std::string& origin, const PublicKey& log) {
  auto note = parse_note(bytes);
  if (!note) return std::unexpected(note.error());
  Lines lines(note->text);
  if (lines.next() != origin)
    return fail("checkpoint.origin", origin, "the checkpoint is not of the expected log", "想定されたログのチェックポイントではありません");
  auto size = canonical_number(lines.next());
  auto raw = from_base64(lines.next());
  // tlog-checkpoint allows extension lines and advises against them; our logs sign none.
  if (!size || !raw || !lines.done()) return malformed(origin);
  auto root = Digest::from(*raw);
  if (!root) return malformed(origin);
  if (auto ok = note->require(origin, log); !ok)
    return fail(ok.error().code == "note.unsigned" ? "checkpoint.unsigned" : "checkpoint.signature", origin,
                "the checkpoint is not signed by the log's key", "チェックポイントがログの鍵で署名されていません");
  return Checkpoint{origin, *size, *root};
}

Bytes cosign_checkpoint(BytesView bytes, const std::string& name, const SigningKey& cosigner, WallTime time) {
  const auto seconds = static_cast<std::uint64_t>(time.ms < 0 ? 0 : time.ms / 1000);
  auto text = note_text(bytes);
  if (!text) return {};
  Bytes stamped(kStamp, '\0');
  for (std::size_t i = 0; i < kStamp; ++i) stamped[i] = static_cast<char>(seconds >> (56 - 8 * i) & 0xff);
  text->remove_suffix(1);  // the blank line is not signed
  stamped.append(cosigner.sign(cosigned_message(seconds, *text)).view());
  Bytes out(bytes);
  out.append(signature_line(name, SignatureType::cosignature_v1, cosigner.public_key(), stamped));
  return out;
}

Result<WallTime> open_cosignature(BytesView bytes, const std::string& name, const PublicKey& cosigner) {
  auto note = parse_note(bytes);
  if (!note) return std::unexpected(note.error());
  const auto found = note->by(name, SignatureType::cosignature_v1, cosigner);
  if (found.empty())
    return fail("checkpoint.not-cosigned", name, "the checkpoint carries no receipt by this key", "この鍵による受領署名がありません");
  std::uint64_t latest = 0;
  for (const auto* one : found) {
    std::uint64_t seconds = 0;
    const bool sized = one->signature.size() == kStamp + Signature::size;
    if (sized)
      for (std::size_t i = 0; i < kStamp; ++i) seconds = seconds << 8 | static_cast<unsigned char>(one->signature[i]);
    auto signature = Signature::from(BytesView(one->signature).substr(sized ? kStamp : 0));
    if (!sized || !signature || seconds > kLatestSecond || !verify(cosigner, cosigned_message(seconds, note->text), *signature))
      return fail("checkpoint.cosignature", name, "the receipt's signature does not match the checkpoint",
                  "受領署名がチェックポイントと一致しません");
    latest = std::max(latest, seconds);
  }
  return WallTime{static_cast<std::int64_t>(latest) * 1000};
}

Result<BytesView> note_text(BytesView bytes) {
  auto note = parse_note(bytes);
  if (!note) return std::unexpected(note.error());
  return bytes.substr(0, note->text.size() + 1);
}

}  // namespace tsugite::ledger
