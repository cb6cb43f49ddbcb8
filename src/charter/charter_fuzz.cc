// Any bytes as each kind of file that this room reads: never a crash, and never a usable charter out of one file alone. A procedure
// and the files about who there is are also read among the others of a small whole charter, so that the checker walks through
// what comes of them, and what passes is drawn.
#include <cstdlib>
#include <string_view>

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
      {"bodies.yaml", "bodies: [{id: X, name: {ja: 会, en: X}, purpose: {ja: 協議, en: Talk}, basis: {ja: 協定, en: Pact}, levels: [desk]}]\n"},
      {"seats.yaml",
       "seats:\n  - {id: a1, organisation: a, name: {ja: 甲席, en: a1}, level: desk, bodies: [X]}\n"
       "  - {id: b1, organisation: b, name: {ja: 乙席, en: b1}, level: desk, bodies: [X]}\n"},
      {"situations.yaml", "situations: []\n"},
      {"measures.yaml", "measures: []\n"},
      {"marking.yaml",
       "policy: small\nclassifications: [{id: open, rank: 0, name: {ja: 公開, en: Open}}]\ncaveats: []\nceilings: {A: {B: 0}, B: {A: 0}}\n"},
      {"procedures/talk.yaml",
       "procedure: talk\ntitle: {ja: 話, en: Talk}\nhelp: {ja: 話す, en: Talks}\nnumber_prefix: T\nclass: operational-coordination\nbasis: [pact-1]\n"
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

void among_others(const char* path, const Bytes& bytes) {
  charter::Files files = small();
  files[path] = bytes;
  const auto loaded = charter::load_charter(files);
  expect_said(loaded.findings);
  if (loaded.usable())
    for (const auto& [name, picture] : charter::graph::pictures(loaded.charter))
      if (picture.empty()) std::abort();
  expect_said(charter::load_companions(files, loaded.charter).findings);
}

}  // namespace

void fuzz_charter(std::string_view input) {
  static const bool whole = charter::load_charter(small()).usable();
  if (!whole) std::abort();
  const Bytes bytes(input);
  charter::Charter charter;
  for (const char* path : {"charter.yaml", "foundations.yaml", "organisations.yaml", "bodies.yaml", "seats.yaml", "situations.yaml", "measures.yaml",
                           "programmes.yaml", "marking.yaml", "procedures/talk.yaml"}) {
    const auto loaded = charter::load_charter({{path, bytes}});
    if (loaded.usable()) std::abort();
    expect_said(loaded.findings);
    charter = loaded.charter;
  }
  for (const char* path : {"annex.yaml", "people.yaml", "clearance.yaml", "release.yaml", "deputies.yaml"})
    if (charter::load_annex({{path, bytes}}, charter).usable()) std::abort();
  for (const char* path : {"foundations.yaml", "bodies.yaml", "seats.yaml", "measures.yaml", "programmes.yaml", "procedures/talk.yaml", "glossary.yaml",
                           "chronology.yaml"})
    among_others(path, bytes);
}

}  // namespace tsugite
