// What stands beside a charter and gates nothing: glossary.yaml 用語集, how bodies, levels, mechanisms and terms are rendered in both
// languages and how not, and chronology.yaml 年表, what was signed, met and visited, when, and by which source. Either may be absent.
//
// A fault in them makes no charter unusable: they change without an amendment, and no record rests on them. `charter check` shows
// their findings with the charter's own. Pure; bounded as the charter's files are. Sources of the terms: the trade's own usage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "charter/load.h"

namespace tsugite::charter {

struct Term {
  enum class Kind { body, level, mechanism, term, marking };
  std::string id;
  Kind kind = Kind::term;
  Text name;                                    // the rendering in each language
  std::vector<std::string> also_ja, also_en;    // others that will do, abbreviations first
  std::vector<std::string> avoid_ja, avoid_en;  // never these
  bool paired = false;                          // where one language names it, so must the other
  std::optional<Commitment> reserved;           // only for procedures of this class and above: 合意 is not for coordination
  Text note;
};

struct Era {
  std::string id;
  Text name;
  std::string from, to;  // years; `to` empty: goes on
};

struct Event {
  enum class Kind { event, treaty, guidelines, statement, meeting, visit };
  std::string id, date, era;  // date: "1960", "1960-01" or "1960-01-19"
  Kind kind = Kind::event;
  Text name;
  Text place, who;           // may be empty; offices, not persons
  std::vector<Text> agreed;  // what came of it
  std::vector<std::string> bodies;
  std::string source;  // one of Chronology::sources
};

struct Source {
  std::string id;
  Text name;
};

struct Companions {
  std::vector<Term> glossary;
  std::vector<Era> eras;
  std::vector<Source> sources;
  std::vector<Event> events;  // in order of their dates
  std::vector<Finding> findings;

  // Events whose date, names, places or outcomes hold every word of the query, whatever its case.
  std::vector<const Event*> search(const std::string& query) const;
};

// Checked against the charter: the bodies it names exist, and every pair of texts in its files is rendered as the glossary says.
Companions load_companions(const Files& files, const Charter& charter);

struct Misrendering {
  const Term* term = nullptr;
  std::string found;                 // what stands there; empty where the term is missing on the other side
  Language language = Language::en;  // the side at fault
};
// What in this pair of texts the glossary has otherwise. `of`: the class of the procedure that the text names a state or step of.
std::vector<Misrendering> misrendered(const std::vector<Term>& glossary, const Text& text, std::optional<Commitment> of = {});

}  // namespace tsugite::charter
