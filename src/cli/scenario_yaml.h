// What the scenario parser asks of YAML: typed reading of one mapping, where every mistake becomes an Error
// with "file:line" and reading goes on, so that an author sees all of them. Not thread-safe; lives as long as
// one parse.
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace tsugite::cli {

struct YamlNotes {
  std::string file;
  std::vector<Error> errors;
  std::map<std::string, std::string> set;  // ${name} -> text

  void note(const YAML::Node& node, std::string code, std::string en, std::string ja);
  // ${name} replaced; a name that was not given is nothing.
  std::string filled(const std::string& text) const;
};

class YamlMap {
 public:
  // `node` must be a mapping; it is named `what` ("an act") in the error if it is none.
  YamlMap(YamlNotes& notes, YAML::Node node, const char* what_en, const char* what_ja);

  bool has(const std::string& key);
  YAML::Node take(const std::string& key);  // undefined if absent
  std::string word(const std::string& key, bool required = false);
  std::optional<bool> flag(const std::string& key);
  std::optional<double> number(const std::string& key, double least, double most);
  std::vector<std::string> words(const std::string& key);
  // A mapping with ja and en, both given; or absent.
  Text text(const std::string& key);
  std::optional<WallTime> time(const std::string& key);
  // Every key that nobody asked for is a mistake.
  void done();
  const YAML::Node& node() const { return node_; }

 private:
  YamlNotes& notes_;
  YAML::Node node_;
  std::set<std::string> known_;
};

// A scalar's text, with ${name} filled in; empty with a note if it is none.
std::string scalar_of(YamlNotes& notes, const YAML::Node& node);
Text text_of(YamlNotes& notes, const YAML::Node& node, bool both);

}  // namespace tsugite::cli
