// Link of the JMA gateway: which step of which case a message is. The first message of an event opens an
// alert; later ones update, lift or cancel the same alert. Earthquake and tsunami of one event are two
// alerts. A message that arrives again has the same command id, so it is answered, not done twice. Reads the
// Core; keeps only an index of events that it can build again. Error: "jma.unknown-event" for a cancellation
// of what was never received.
#pragma once

#include <map>
#include <string>

#include "core/core.h"
#include "gateways/jma/alert.h"

namespace tsugite::gateways::jma {

struct Message {
  core::CommandInput input;
  Text headline;
};

class Link {
 public:
  // `core` as it is now: it may be another object after a failed commit.
  Result<Message> command(const Alert& alert, const core::Core& core, const std::string& context, const casework::Actor& actor,
                          Bytes entropy);

 private:
  void learn(const core::Core& core, const std::string& context);
  struct Known {
    std::size_t cases = 0;  // how many alert cases were looked at
    std::map<std::string, CaseId> events;
  };
  std::map<std::string, Known> contexts_;
};

}  // namespace tsugite::gateways::jma
