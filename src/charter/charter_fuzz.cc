// Any bytes as a kind of file that this room reads: never a crash, and never a usable charter out of one file alone. A procedure
// and the files about who there is are also read among the others of a small whole charter, so that the checker walks through
// what comes of them, and what passes is drawn.
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charter/companions/companions.h"
#include "charter/graph/graph.h"
#include "charter/load.h"

namespace tsugite {

void fuzz_charter(std::string_view input);

namespace {

const charter::Files& small() {
  static const charter::Files files{
      {"charter.yaml",
       "charter: small\nversion: 1\neffective: 2026-04-01\ntitle: {ja: 小, en: Small}\nlevels: [{id: desk, name: {ja: 担当, en: Desk}}]\n"
       "parties:\n  - {id: A, name: {ja: 甲, en: A}, short: {ja: 甲, en: A}, adjective: {ja: 甲側, en: A side}}\n"
       "  - {id: B, name: {ja: 乙, en: B}, short: {ja: 乙, en: B}, adjective: {ja: 乙側, en: B side}}\n"
       "commitments:\n  operational-coordination: {ja: 運, en: o}\n  political-statement: {ja: 政, en: p}\n"
       "  joint-committee: {ja: 合, en: j}\n  international-by-reference: {ja: 国, en: i}\n"},
      {"foundations.yaml",
       "instruments: [{id: pact, kind: agreement, name: {ja: 協定, en: Pact}}]\n"
       "foundations: [{id: pact-1, instrument: pact, name: {ja: 第一条, en: Article 1}, provides: {ja: 協議, en: Consultation}}]\n"},
      {"organisations.yaml", "organisations: [{id: a, party: A, name: {ja: 甲課, en: a}}, {id: b, party: B, name: {ja: 乙課, en: b}}]\n"},
      {"bodies.yaml",
       "bodies: [{id: X, name: {ja: 会, en: X}, purpose: {ja: 協議, en: Talk}, basis: {ja: 協定, en: Pact}, levels: [desk]}]\n"},
      {"seats.yaml",
       "seats:\n  - {id: a1, organisation: a, name: {ja: 甲席, en: a1}, level: desk, bodies: [X]}\n"
       "  - {id: b1, organisation: b, name: {ja: 乙席, en: b1}, level: desk, bodies: [X]}\n"},
      {"situations.yaml", "situations: []\n"},
      {"measures.yaml", "measures: []\n"},
      {"marking.yaml",
       "policy: small\nclassifications: [{id: open, rank: 0, name: {ja: 公開, en: Open}}]\ncaveats: []\nceilings: {A: {B: 0}, B: {A: "
       "0}}\n"},
      {"procedures/talk.yaml",
       "procedure: talk\ntitle: {ja: 話, en: Talk}\nhelp: {ja: 話す, en: Talks}\nnumber_prefix: T\nclass: operational-coordination\nbasis: "
       "[pact-1]\n"
       "roles: [{id: one, name: {ja: 甲, en: One}}, {id: two, name: {ja: 乙, en: Two}}]\n"
       "states: [{id: open, kind: joint, name: {ja: 開, en: Open}}, {id: over, kind: end, name: {ja: 終, en: Over}}]\n"
       "steps:\n  - {id: begin, name: {ja: 開始, en: Begin}, help: {ja: 始, en: b}, opens: true, by: one, from: [start], to: open}\n"
       "  - {id: end, name: {ja: 終了, en: End}, help: {ja: 終, en: e}, by: any, from: [open], to: over}\n"}};
  return files;
}

void expect_said(const std::vector<charter::Finding>& findings) {
  for (const auto& finding : findings) {
    if (finding.error.where.empty() || finding.error.message.ja.empty() || finding.error.message.en.empty()) std::abort();
    for (const auto& step : finding.trace)
      if (step.party.empty() || step.step.empty()) std::abort();
  }
}

const charter::Charter& small_charter() {
  static const auto loaded = charter::load_charter(small());
  if (!loaded.usable()) std::abort();
  return loaded.charter;
}

using Read = void (*)(const std::string& path, const Bytes& bytes);

void alone(const std::string& path, const Bytes& bytes) {
  const auto loaded = charter::load_charter({{path, bytes}});
  if (loaded.usable()) std::abort();
  expect_said(loaded.findings);
}

void of_an_annex(const std::string& path, const Bytes& bytes) {
  if (charter::load_annex({{path, bytes}}, small_charter()).usable()) std::abort();
}

void among_others(const std::string& path, const Bytes& bytes) {
  charter::Files files = small();
  files[path] = bytes;
  const auto loaded = charter::load_charter(files);
  expect_said(loaded.findings);
  if (loaded.usable())
    for (const auto& [name, picture] : charter::graph::pictures(loaded.charter))
      if (picture.empty()) std::abort();
  expect_said(charter::load_companions(files, loaded.charter).findings);
}

struct Kind {
  Read read;
  std::string path, begins;  // the key that a file of this kind begins with
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = [] {
    std::vector<Kind> out;
    const auto add = [&](Read read, std::initializer_list<std::pair<const char*, const char*>> files) {
      for (const auto& [path, begins] : files) out.push_back({read, path, begins});
    };
    add(alone, {{"charter.yaml", "charter:"},
                {"foundations.yaml", "instruments:"},
                {"organisations.yaml", "organisations:"},
                {"bodies.yaml", "bodies:"},
                {"seats.yaml", "seats:"},
                {"situations.yaml", "situations:"},
                {"measures.yaml", "measures:"},
                {"programmes.yaml", "programmes:"},
                {"marking.yaml", "policy:"},
                {"procedures/talk.yaml", "procedure:"}});
    add(of_an_annex, {{"annex.yaml", "annex:"},
                      {"people.yaml", "people:"},
                      {"clearance.yaml", "clearance:"},
                      {"release.yaml", "release:"},
                      {"deputies.yaml", "delegations:"},
                      {"content.yaml", "second_look:"},
                      {"retention.yaml", "retention:"}});
    add(among_others, {{"foundations.yaml", "instruments:"},
                       {"bodies.yaml", "bodies:"},
                       {"seats.yaml", "seats:"},
                       {"measures.yaml", "measures:"},
                       {"programmes.yaml", "programmes:"},
                       {"procedures/talk.yaml", "procedure:"},
                       {"glossary.yaml", "terms:"},
                       {"chronology.yaml", "sources:"}});
    return out;
  }();
  return all;
}

}  // namespace

// Each input as one kind of file, or a run would take twenty times as long: half of them as a kind whose key is in them, the others as any.
void fuzz_charter(std::string_view input) {
  const Bytes bytes(input);
  const std::uint64_t pick = std::hash<std::string_view>{}(input);
  std::vector<const Kind*> fitting;
  for (const Kind& kind : kinds())
    if (pick % 2 == 0 || input.find(kind.begins) != std::string_view::npos) fitting.push_back(&kind);
  if (fitting.empty())
    for (const Kind& kind : kinds()) fitting.push_back(&kind);
  const Kind& kind = *fitting[pick / 2 % fitting.size()];
  kind.read(kind.path, bytes);
}

}  // namespace tsugite
