// steps: what one action costs in the pure engine, from the command to the folded record: decided, sealed, folded. 100,000 open cases,
// 1,000,000 actions, each on a case that was not looked at for 100,000 actions. One core, no disk.
#include <fmt/core.h>

#include "base/sha256.h"
#include "bench/bench.h"
#include "bench/heap.h"
#include "casework/casework.h"
#include "charter/test_files.h"
#include "ledger/envelope.h"

namespace tsugite::bench {
namespace {

using casework::Casework;

constexpr std::uint64_t kCases = 100'000, kPerCase = 10;
constexpr std::size_t kWords = 100;  // bytes of the text in each language

// What the ledger would keep: the texts, which the engine asks for where it needs them.
class Texts {
 public:
  std::uint64_t size() const { return records_.size(); }
  void add(Bytes bytes) { records_.push_back(std::move(bytes)); }
  Result<v1::Envelope> read(std::uint64_t at) const { return ledger::open_record(records_[at]); }
  const Bytes& bytes(std::uint64_t at) const { return records_[at]; }

 private:
  std::vector<Bytes> records_;
};

class Engine {
 public:
  explicit Engine(const Texts& texts) {
    auto loaded = charter::load_charter(charter::shipped_charter());
    if (!loaded.findings.empty()) give_up("the shipped charter does not load");
    charter_ = std::make_shared<const charter::Charter>(std::move(loaded.charter));
    auto annex = std::make_shared<const charter::Annex>(charter::load_annex(charter::shipped_annex("JPN"), *charter_).annex);
    casework_ = std::make_unique<Casework>("JPN", std::map{std::pair(charter_->digest, charter_)}, annex,
                                           [&texts](std::uint64_t at) { return texts.read(at); });
  }
  Casework& operator*() { return *casework_; }
  Casework* operator->() { return casework_.get(); }

 private:
  std::shared_ptr<const charter::Charter> charter_;
  std::unique_ptr<Casework> casework_;
};

casework::Command command(std::uint64_t number, const CaseId* id) {
  casework::Command out;
  out.actor = {"js-watch", "jpn-js-j3-watch"};
  out.context = "real";
  out.procedure = "alert";
  out.step = id == nullptr ? "issue" : "update";
  if (id != nullptr) out.case_id = *id;
  out.entropy = sha256("steps", std::to_string(number)).bytes();
  v1::Field& headline = out.fields.emplace_back();
  headline.set_name("headline");
  headline.mutable_text()->set_ja(Bytes(kWords, 'w'));
  headline.mutable_text()->set_en(Bytes(kWords, 'w'));
  headline.mutable_text()->set_original("ja");
  return out;
}

}  // namespace

Ratio steps(const std::filesystem::path&) {
  Texts texts;
  Engine engine(texts);
  const WallTime now{1'800'000'000'000};
  const Casework::Seal seal = [](const v1::Envelope& draft) -> Result<Digest> { return need(ledger::seal(draft)).digest; };
  std::vector<CaseId> cases;
  std::int64_t spent = 0;
  for (std::uint64_t round = 0; round < kPerCase; ++round)
    for (std::uint64_t i = 0; i < kCases; ++i) {
      const auto given = command(texts.size(), round == 0 ? nullptr : &cases[i]);
      const auto start = now_ns();
      auto drafts = need(engine->decide(given, now, seal));
      auto sealed = need(ledger::seal(drafts.front()));
      engine->fold({sealed.digest, &drafts.front(), texts.size(), now.ms});
      spent += now_ns() - start;
      if (round == 0) cases.push_back(*CaseId::from(drafts.front().case_id()));
      texts.add(std::move(sealed.bytes));
    }
  const double rate = static_cast<double>(texts.size()) / static_cast<double>(spent) * 1e9;

  // The same records folded by an engine that starts: what it keeps of them.
  begin_heap_count();
  Engine second(texts);
  const auto start = now_ns();
  for (std::uint64_t at = 0; at < texts.size(); ++at) {
    const auto envelope = need(texts.read(at));
    second->fold({sha256(texts.bytes(at)), &envelope, at, now.ms});
  }
  const double loaded = static_cast<double>(now_ns() - start) / 1e9;
  const auto kept = static_cast<double>(end_heap_count()) / static_cast<double>(kCases);
  fmt::print(
      "{} actions over {} cases: {:.0f} a second; folded again from their texts in {:.2f} s; {:.0f} bytes kept of a case of {} records "
      "(goal 1024)\n",
      texts.size(), kCases, rate, loaded, kept, kPerCase);
  // Both goals in one figure: the worse of the two.
  return {std::min(rate / 200'000, 1024 / kept), 1, false};
}

}  // namespace tsugite::bench
