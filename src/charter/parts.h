// The parts of loading that share one Report: what load.cc calls for each file, in this room only.
#pragma once

#include <string_view>

#include "charter/reader.h"

namespace tsugite::charter {

// Does this file count in the charter's digest? Glossary, chronology and registers have digests of their own and gate nothing.
bool gates(std::string_view path);

// Each reads one parsed file into the charter. A thing with a fault stays in as far as its id can be read, so that one fault
// does not make every mention of it another.
void load_head(const yaml::Node& node, Report& report, Charter& charter);  // charter.yaml
void load_organisations(const yaml::Node& node, Report& report, Charter& charter);
void load_bodies(const yaml::Node& node, Report& report, Charter& charter);
void load_seats(const yaml::Node& node, Report& report, Charter& charter);
void load_situations(const yaml::Node& node, Report& report, Charter& charter);
void load_measures(const yaml::Node& node, Report& report, Charter& charter);
void load_foundations(const yaml::Node& node, Report& report, Charter& charter);
void load_programmes(const yaml::Node& node, Report& report, Charter& charter);
void load_marking(const yaml::Node& node, Report& report, Charter& charter);
void load_namings(const yaml::Node& list, Report& report, Charter& charter);  // of marking.yaml
// Fields with `choices_from: situations` are filled in once all files are read.
void load_procedure(const yaml::Node& node, Report& report, Charter& charter);

void load_content(const yaml::Node& node, Report& report, label::content::Words& words);  // content.yaml of an annex

// What the charter's own lists can be offered as the choices of a field: "situations", "bodies" ...
const std::vector<std::string>& choice_lists();
// Once all files are read: choices from lists, names of foundations where a step's basis is one, and what points back.
void fill_in(Charter& charter);

// The names of the commitments as they stand in YAML, in the order of the enumeration.
const std::vector<std::string>& commitment_ids();

// Adds under an id that was not used before; a second use is reported and dropped. False if it was dropped or has no id.
template <class T>
bool add_unique(std::map<std::string, T>& all, const std::string& id, T value, int line, Report& report) {
  if (id.empty()) return false;
  if (all.emplace(id, std::move(value)).second) return true;
  report.add(line, "duplicate-id", "the id \"" + id + "\" is used twice", "識別子「" + id + "」が重複しています");
  return false;
}
template <class T>
bool add_unique(std::vector<T>& all, T value, int line, Report& report) {
  if (value.id.empty()) return false;
  for (const auto& one : all)
    if (one.id == value.id) {
      report.add(line, "duplicate-id", "the id \"" + value.id + "\" is used twice", "識別子「" + value.id + "」が重複しています");
      return false;
    }
  all.push_back(std::move(value));
  return true;
}

}  // namespace tsugite::charter
