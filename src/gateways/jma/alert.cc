#include "gateways/jma/alert.h"

#include <algorithm>

namespace tsugite::gateways::jma {

const char* id_of(Status status) {
  switch (status) {
    case Status::normal: return "normal";
    case Status::training: return "training";
    case Status::test: return "test";
  }
  return "test";
}

const char* id_of(InfoType type) {
  switch (type) {
    case InfoType::issue: return "issue";
    case InfoType::update: return "update";
    case InfoType::cancel: return "cancel";
  }
  return "issue";
}

const char* id_of(Severity severity) {
  switch (severity) {
    case Severity::information: return "information";
    case Severity::advisory: return "advisory";
    case Severity::warning: return "warning";
    case Severity::emergency: return "emergency";
  }
  return "information";
}

// Serial alone does not tell messages apart: 震度速報 and tsunami warnings leave it empty and several may be
// issued within the same minute, so the second of sending is part of the key.
std::string key_of(const Alert& alert) {
  std::string event = alert.event_id;
  std::replace(event.begin(), event.end(), ' ', '+');
  return alert.kind + "/" + event + "/" + alert.serial + "/" + id_of(alert.info_type) + "/" + id_of(alert.status) + "/" +
         to_iso(alert.sent);
}

bool lifts(const Alert& alert) {
  auto lifted = [](const Coast& coast) { return coast.lifted; };
  auto in_force = [](const Coast& coast) { return coast.severity != Severity::information; };
  return std::any_of(alert.coasts.begin(), alert.coasts.end(), lifted) && std::none_of(alert.coasts.begin(), alert.coasts.end(), in_force);
}

}  // namespace tsugite::gateways::jma
