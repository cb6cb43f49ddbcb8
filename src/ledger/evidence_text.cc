// The one text form of evidence: what decode_evidence() accepts is what encode() writes, byte by byte.
#include <fmt/format.h>

#include "base/limits.h"
#include "ledger/evidence.h"
#include "ledger/names.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

constexpr const char* kKind = "tsugite.example/evidence/v1";
constexpr const char* words[] = {"sent", "held", "replied", "refused", "fork"};
constexpr std::size_t longest_path = 64;  // a tree of more leaves than there are numbers

std::unexpected<Error> malformed(const char* line) {
  return fail("evidence.form", line, fmt::format("the evidence is not in its one form at \"{}\"", line),
              fmt::format("証拠の「{}」の行が定められた形式ではありません", line));
}

void line(Bytes& out, std::string_view word, std::string_view value) { out.append(word).append(" ").append(value).append("\n"); }

void path(Bytes& out, std::string_view word, const std::vector<Digest>& path) {
  for (const auto& one : path) line(out, word, to_base64(one.view()));
}

void covered(Bytes& out, const std::string& prefix, const Covered& one) {
  line(out, prefix + "number", std::to_string(one.number));
  line(out, prefix + "checkpoint", to_base64(one.checkpoint));
  path(out, prefix + "path", one.path);
}

// Takes lines as long as they are the one expected; what was expected and not there sticks.
class Take {
 public:
  explicit Take(BytesView text) : rest_(text) {}

  bool ok() const { return wrong_ == nullptr; }
  const char* wrong() const { return wrong_; }
  bool done() const { return rest_.empty(); }

  bool next_is(std::string_view word) const { return rest_.starts_with(word) && rest_.substr(word.size()).starts_with(" "); }
  BytesView value(const char* word) {
    if (!next_is(word) || rest_.find('\n') == BytesView::npos) {
      wrong_ = wrong_ != nullptr ? wrong_ : word;
      return {};
    }
    Lines lines(rest_);
    const BytesView out = lines.value(word);
    rest_.remove_prefix(rest_.find('\n') + 1);
    return out;
  }
  std::string name(const char* word) {
    const BytesView out = value(word);
    if (!valid_name(out)) wrong_ = wrong_ != nullptr ? wrong_ : word;
    return std::string(out);
  }
  Bytes bytes(const char* word) {
    auto out = from_base64(value(word));
    if (!out || out->empty()) wrong_ = wrong_ != nullptr ? wrong_ : word;
    return out ? *std::move(out) : Bytes();
  }
  Digest digest(const char* word) {
    auto out = Digest::from(bytes(word));
    if (!out) wrong_ = wrong_ != nullptr ? wrong_ : word;
    return out.value_or(Digest{});
  }
  std::uint64_t number(const char* word) {
    auto out = canonical_number(value(word));
    if (!out) wrong_ = wrong_ != nullptr ? wrong_ : word;
    return out.value_or(0);
  }
  std::vector<Digest> path(const char* word) {
    std::vector<Digest> out;
    while (ok() && next_is(word)) {
      out.push_back(digest(word));
      if (out.size() > longest_path) wrong_ = word;
    }
    return out;
  }

 private:
  BytesView rest_;
  const char* wrong_ = nullptr;
};

}  // namespace

const char* word(Claim claim) { return words[static_cast<std::size_t>(claim)]; }

std::optional<Claim> claim_of(std::string_view given) {
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (given == words[i]) return static_cast<Claim>(i);
  return std::nullopt;
}

Bytes encode(const Evidence& evidence) {
  Bytes out = std::string(kKind) + "\n";
  line(out, "claim", word(evidence.claim));
  line(out, "charter", evidence.charter_id);
  line(out, "from", evidence.outbox.from);
  line(out, "to", evidence.outbox.to);
  line(out, "context", evidence.outbox.context);
  for (const auto& [party, certificate] : evidence.certificates) {
    line(out, "party", party);
    line(out, "keys", to_base64(certificate));
  }
  if (evidence.claim == Claim::fork) {
    line(out, "smaller", to_base64(evidence.fork.smaller));
    line(out, "larger", to_base64(evidence.fork.larger));
    if (evidence.fork.prefix) line(out, "prefix", to_base64(evidence.fork.prefix->view()));
    path(out, "path", evidence.fork.path);
    return out;
  }
  line(out, "record", to_base64(evidence.record.view()));
  covered(out, "", evidence.sent);
  if (evidence.claim == Claim::replied || evidence.claim == Claim::refused) {
    line(out, "answer", to_base64(evidence.answer));
    covered(out, "answer-", evidence.answered);
  }
  return out;
}

Result<Evidence> decode_evidence(BytesView text) {
  if (text.size() > limits::evidence_bytes)
    return fail("evidence.form", std::to_string(text.size()) + " bytes", "the evidence is larger than any",
                "証拠が上限の大きさを超えています");
  const std::string first = std::string(kKind) + "\n";
  if (!text.starts_with(first)) return malformed(kKind);
  Take take(text.substr(first.size()));
  Evidence out;
  const auto claim = claim_of(take.value("claim"));
  if (!claim) return malformed("claim");
  out.claim = *claim;
  out.charter_id = take.name("charter");
  out.outbox = {take.name("from"), take.name("to"), take.name("context")};
  while (take.ok() && take.next_is("party")) {
    const std::string party = take.name("party");
    out.certificates[party] = take.bytes("keys");
  }
  if (out.claim == Claim::fork) {
    out.fork.smaller = take.bytes("smaller");
    out.fork.larger = take.bytes("larger");
    if (take.ok() && take.next_is("prefix")) out.fork.prefix = take.digest("prefix");
    out.fork.path = take.path("path");
  } else {
    out.record = take.digest("record");
    out.sent = {take.number("number"), take.bytes("checkpoint"), take.path("path")};
    if (out.claim != Claim::sent && out.claim != Claim::held) {
      out.answer = take.bytes("answer");
      out.answered = {take.number("answer-number"), take.bytes("answer-checkpoint"), take.path("answer-path")};
    }
  }
  if (!take.ok()) return malformed(take.wrong());
  // A party twice or out of order, and anything left over.
  if (!take.done() || encode(out) != text) return malformed("end");
  return out;
}

}  // namespace tsugite::ledger
