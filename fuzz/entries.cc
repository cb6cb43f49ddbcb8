#include "fuzz/entries.h"

namespace tsugite {
void fuzz_bundle(std::string_view input);
void fuzz_canary(std::string_view input);
void fuzz_charter(std::string_view input);
void fuzz_checkpoint(std::string_view input);
void fuzz_content(std::string_view input);
void fuzz_evidence(std::string_view input);
void fuzz_frame(std::string_view input);
void fuzz_http(std::string_view input);
void fuzz_http_target(std::string_view input);
void fuzz_jma(std::string_view input);
void fuzz_json(std::string_view input);
void fuzz_record(std::string_view input);
void fuzz_scenario(std::string_view input);
void fuzz_segment(std::string_view input);
void fuzz_stanag4774(std::string_view input);
void fuzz_websocket(std::string_view input);
}  // namespace tsugite

namespace tsugite::fuzz {

const std::vector<Entry>& entries() {
  static const std::vector<Entry> list = {
      {"bundle", fuzz_bundle, {"fuzz/corpus/bundle"}},
      {"canary", fuzz_canary, {"fuzz/corpus/canary"}},
      {"charter",
       fuzz_charter,
       {"charters/japan-us", "charters/three-prefectures", "src/charter/broken", "e2e/annex", "fuzz/corpus/charter"}},
      {"checkpoint", fuzz_checkpoint, {"fuzz/corpus/checkpoint"}},
      {"content", fuzz_content, {"fuzz/corpus/content", "src/core/content"}},
      {"evidence", fuzz_evidence, {"fuzz/corpus/evidence"}},
      {"frame", fuzz_frame, {"fuzz/corpus/frame"}},
      {"http", fuzz_http, {"fuzz/corpus/http"}},
      {"http_target", fuzz_http_target, {"fuzz/corpus/http_target"}},
      {"jma", fuzz_jma, {"fuzz/corpus/jma"}},
      {"json", fuzz_json, {"fuzz/corpus/json"}},
      {"record", fuzz_record, {"fuzz/corpus/record"}},
      {"scenario", fuzz_scenario, {"e2e/scenarios"}},
      {"segment", fuzz_segment, {"fuzz/corpus/segment"}},
      {"stanag4774", fuzz_stanag4774, {"fuzz/corpus/stanag4774"}},
      {"websocket", fuzz_websocket, {"fuzz/corpus/websocket"}},
  };
  return list;
}

}  // namespace tsugite::fuzz
