#include "core/findings.h"

#include <fmt/format.h>

#include <algorithm>

namespace tsugite::core {
namespace {

using label::content::Class;

class Look {
 public:
  Look(const label::content::Checker& checker, std::vector<Found>& out) : checker_(checker), out_(out) {}

  void at(const std::string& field, const std::string& text, Language language) {
    if (text.empty()) return;
    for (auto& finding : checker_.check(text)) out_.push_back({field, language, std::move(finding)});
  }
  void at(const std::string& field, const v1::Text& text) {
    at(field, text.ja(), Language::ja);
    at(field, text.en(), Language::en);
  }
  template <class Fields>
  void all(const Fields& fields) {
    for (const v1::Field& field : fields) {
      if (field.has_text()) at(field.name(), field.text());
      if (field.has_place()) at(field.name(), field.place().name());
      for (const auto& area : field.areas().area()) {
        at(field.name(), area.name());
        at(field.name(), area.level());
      }
    }
  }

 private:
  const label::content::Checker& checker_;
  std::vector<Found>& out_;
};

Text name_of(Class which) {
  switch (which) {
    case Class::hidden: return {"見えない文字", "hidden text"};
    case Class::bidi: return {"文字の並びを変える符号", "marks that reorder text"};
    case Class::mixed: return {"紛らわしい文字", "letters that pass for others"};
    case Class::embedded: return {"埋め込まれた情報", "embedded data"};
    case Class::person: return {"氏名", "the name of a person"};
    case Class::second_look: return {"再確認を要する語", "a word that needs a second look"};
  }
  return {};
}

// A name as a person bears one: two words, each with a capital, or two characters at the least.
bool personal(const std::string& name) {
  if (name.size() < 6 || name.find_first_of(",/0123456789()") != name.npos) return false;
  if (static_cast<unsigned char>(name[0]) >= 0x80) return true;
  const auto space = name.find(' ');
  const auto capital = [&](std::size_t at) { return at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; };
  return space != name.npos && capital(0) && capital(space + 1);
}

}  // namespace

std::vector<Found> findings_in(const label::content::Checker& checker, const v1::Envelope& envelope) {
  std::vector<Found> out;
  Look look(checker, out);
  if (envelope.has_proposal()) look.all(envelope.proposal().field());
  if (envelope.has_step()) {
    look.all(envelope.step().field());
    look.at("number", envelope.step().number(), Language::ja);
  }
  if (envelope.has_refusal()) look.at("reason", envelope.refusal().reason());
  return out;
}

label::content::Words words_of(const charter::Annex& annex, const charter::Charter& charter) {
  auto out = annex.words;
  std::set<std::string> offices;
  const auto add = [&](const Text& name) { offices.insert({name.ja, name.en}); };
  for (const auto& [id, seat] : charter.seats) add(seat.name);
  for (const auto& [id, organisation] : charter.organisations) add(organisation.name), add(organisation.short_name);
  for (const auto& person : annex.people)
    for (const auto& name : {person.name.ja, person.name.en})
      if (personal(name) && !offices.contains(name)) out.names.push_back(name);
  return out;
}

const Found* stopping(const std::vector<Found>& all, const std::set<Class>& stops) {
  const auto at = std::ranges::find_if(all, [&](const Found& one) { return stops.contains(one.finding.which); });
  return at == all.end() ? nullptr : &*at;
}

Text stop_reason(const Found& found) {
  const Text name = name_of(found.finding.which);
  return {fmt::format("内容点検で{}が見つかったため、審査を待っています：{}（項目「{}」、{}文字目）", name.ja, found.finding.message.ja,
                      found.field, found.finding.at),
          fmt::format("the content check found {}, so a person decides: {} (field \"{}\", character {})", name.en, found.finding.message.en,
                      found.field, found.finding.at)};
}

}  // namespace tsugite::core
