// Retention 保存期間: retention.yaml of a national annex, which may be absent: how long ended cases are kept, and what holds them longer.
// Where no rule names a procedure its cases are kept. Checked against the charter like the rest of the annex; errors "annex.*" with
// file and line.
#pragma once

#include "charter/load.h"

namespace tsugite::charter {

struct RetentionRule {  // the first that names a case's procedure decides
  std::string id;
  std::vector<std::string> procedures;  // "*" is any
  Duration after;                       // the case's last record
  Text reason;
};

struct Hold {  // keeps what a rule would let go: an inquiry, a lawsuit, a request for disclosure
  std::string id;
  std::vector<std::string> procedures, cases;  // cases by id
  Text reason;
};

struct Retention {
  std::vector<RetentionRule> rules;
  std::vector<Hold> holds;
};

struct LoadedRetention {
  Retention retention;
  std::vector<Finding> findings;  // none: it may be used
};

inline constexpr const char* retention_file = "retention.yaml";

LoadedRetention load_retention(const Files& annex, const Charter& charter);

}  // namespace tsugite::charter
