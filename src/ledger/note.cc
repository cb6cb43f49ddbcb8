#include "ledger/note.h"

#include <charconv>

#include "base/limits.h"
#include "base/sha256.h"
#include "ledger/names.h"

namespace tsugite::ledger {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014, space
constexpr std::size_t kKeyId = 4;

Bytes key_id(const std::string& name, SignatureType type, const PublicKey& key) {
  const char middle[2] = {'\n', static_cast<char>(type)};
  return Bytes(sha256(name, {middle, 2}, key.view()).view().substr(0, kKeyId));
}

std::unexpected<Error> bad_line() {
  return fail("note.signature-line", "", "a signature line of the note is malformed", "署名付きノートの署名行の形式が正しくありません");
}

Result<NoteSignature> parse_line(BytesView line) {
  if (!line.starts_with(kDash)) return bad_line();
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == BytesView::npos || space == 0) return bad_line();
  const BytesView name = line.substr(0, space);
  if (name.find('+') != BytesView::npos) return bad_line();
  auto raw = from_base64(line.substr(space + 1));
  if (!raw || raw->size() <= kKeyId) return bad_line();
  return NoteSignature{name, raw->substr(0, kKeyId), raw->substr(kKeyId)};
}

}  // namespace

std::vector<const NoteSignature*> Note::by(const std::string& name, SignatureType type, const PublicKey& key) const {
  std::vector<const NoteSignature*> found;
  const Bytes id = key_id(name, type, key);
  for (const auto& one : signatures)
    if (one.name == name && one.key_id == id) found.push_back(&one);
  return found;
}

Result<void> Note::require(const std::string& name, const PublicKey& key) const {
  const auto found = by(name, SignatureType::ed25519, key);
  if (found.empty())
    return fail("note.unsigned", name, "the note carries no signature by the expected key", "想定された鍵による署名がありません");
  for (const auto* one : found) {
    auto signature = Signature::from(one->signature);
    if (!signature || !verify(key, text, *signature))
      return fail("note.signature", name, "the signature does not match the text", "署名が本文と一致しません");
  }
  return {};
}

Result<Note> parse_note(BytesView note) {
  if (note.size() > limits::checkpoint_bytes) return fail("note.size", "", "the signed note is too long", "署名付きノートが長すぎます");
  if (text_fault(note) != TextFault::none || note.find('\t') != BytesView::npos)
    return fail("note.characters", "", "the signed note holds characters that are not allowed",
                "署名付きノートに使用できない文字が含まれています");
  const auto gap = note.rfind("\n\n");
  if (gap == BytesView::npos || gap == 0 || !note.ends_with('\n') || gap + 2 == note.size())
    return fail("note.structure", "", "not a text, a blank line and signature lines", "本文、空行、署名行の順になっていません");
  Note out{note.substr(0, gap + 1), {}};
  Lines lines(note.substr(gap + 2));
  while (!lines.done()) {
    auto one = parse_line(lines.next());
    if (!one) return std::unexpected(one.error());
    out.signatures.push_back(std::move(*one));
  }
  return out;
}

Bytes signature_line(const std::string& name, SignatureType type, const PublicKey& key, BytesView signature) {
  Bytes raw = key_id(name, type, key);
  raw.append(signature);
  Bytes line(kDash);
  line.append(name).append(" ").append(to_base64(raw)).append("\n");
  return line;
}

Bytes sign_note(BytesView text, const std::string& name, const SigningKey& key) {
  Bytes note(text);
  note.append("\n").append(signature_line(name, SignatureType::ed25519, key.public_key(), key.sign(text).view()));
  return note;
}

BytesView Lines::next() {
  const auto end = rest_.find('\n');
  const BytesView line = rest_.substr(0, end);
  rest_ = end == BytesView::npos ? BytesView() : rest_.substr(end + 1);
  return line;
}

BytesView Lines::value(std::string_view word) {
  const BytesView line = next();
  if (line.size() <= word.size() + 1 || !line.starts_with(word) || line[word.size()] != ' ') return {};
  return line.substr(word.size() + 1);
}

Result<std::uint64_t> canonical_number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || (digits.size() > 1 && digits[0] == '0'))
    return fail("note.number", std::string(digits.substr(0, 32)), "not a number in its shortest decimal form",
                "最短の十進表記の数ではありません");
  return value;
}

}  // namespace tsugite::ledger
