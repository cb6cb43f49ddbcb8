// How this room reads a map of a YAML file: each key is asked for by name and type, every fault becomes a finding with file, line
// and rule, and reading goes on. finish() reports the keys that nobody asked for. Where things stood is kept in Sources, so that
// later checks of the values can name the line too. Not thread-safe; lives as long as one load.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "charter/load.h"
#include "charter/yaml.h"

namespace tsugite::charter {

// Path of a value ("procedure|support|step|request|at|BOCC") -> "procedures/support.yaml:93".
class Sources {
 public:
  void note(const std::string& path, const std::string& where) { places_.emplace(path, where); }
  // The value's own place, or that of the nearest thing around it.
  std::string at(std::string path) const;

 private:
  std::map<std::string, std::string> places_;
};

struct Report {
  std::string prefix;  // of the codes: "charter." or "annex."
  std::string file;
  Sources& sources;
  std::vector<Finding>& findings;

  std::string where(int line) const { return file + ":" + std::to_string(line); }
  void add(int line, const std::string& rule, std::string en, std::string ja) { at(where(line), rule, std::move(en), std::move(ja)); }
  void at(std::string place, const std::string& rule, std::string en, std::string ja) {
    traced(std::move(place), rule, std::move(en), std::move(ja), {});
  }
  void traced(std::string place, const std::string& rule, std::string en, std::string ja, std::vector<TraceStep> trace) {
    findings.push_back({Error{prefix + rule, std::move(place), Text{std::move(ja), std::move(en)}}, std::move(trace)});
  }
};

// The candidate nearest to a misspelt word, or empty if none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);
// " (did you mean \"x\"?)" / "（「x」のことですか）", or empty.
Text did_you_mean(const std::string& word, const std::vector<std::string>& candidates);

bool is_id(const std::string& text);
bool is_date(const std::string& text);

class MapReader {
 public:
  // A node that is no map is reported once; every key then reads as absent.
  MapReader(const yaml::Node& node, Report& report, std::string path);

  int line() const { return node_.line; }
  int line(const std::string& key) const;  // of the key's value, or the map's own
  const std::string& path() const { return path_; }
  Report& report() { return report_; }
  void rename(std::string path);  // once the id is known

  enum class Need { required, optional };
  std::string id(const std::string& key, Need need = Need::required);
  std::string word(const std::string& key, Need need = Need::required);  // any one-line text
  Text text(const std::string& key, Need need = Need::required);
  bool flag(const std::string& key, bool otherwise = false);
  int integer(const std::string& key, Need need, int least, int most, int otherwise);
  std::vector<std::string> ids(const std::string& key, Need need = Need::optional);  // no duplicates
  std::string date(const std::string& key, Need need = Need::optional);
  std::string partial_date(const std::string& key, Need need = Need::required);  // 1951, 1951-09 or 1951-09-08
  std::optional<Duration> duration(const std::string& key);
  // The place of the value in `names`.
  std::optional<std::size_t> one_of(const std::string& key, const std::vector<std::string>& names, Need need = Need::required);
  const yaml::Node* list(const std::string& key, Need need = Need::required);
  const yaml::Node* filled(const std::string& key);  // a list that must be there with at least one item
  const yaml::Node* map(const std::string& key, Need need = Need::required);
  bool has(const std::string& key) const { return node_.find(key) != nullptr; }

  void finish();

 private:
  const yaml::Node* get(const std::string& key, yaml::Node::Kind kind, Need need);
  const yaml::Node& node_;
  Report& report_;
  std::string path_;
  std::vector<std::string> asked_;
  bool broken_ = false;
};

// {ja, en} of a node; both are needed.
Text read_text(const yaml::Node& node, Report& report);
// An id as text of a node; empty and reported if it is none.
std::string read_id(const yaml::Node& node, Report& report);

}  // namespace tsugite::charter
