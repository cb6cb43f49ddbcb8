#include "charter/newest.h"

namespace tsugite::charter {

std::shared_ptr<const Charter> newest_of(const Charters& charters) {
  std::shared_ptr<const Charter> out;
  for (const auto& [digest, charter] : charters)
    if (!out || charter->version > out->version) out = charter;
  return out;
}

}  // namespace tsugite::charter
