#include "base/limits.h"
#include "gateways/jma/map.h"
#include "gateways/jma/parse.h"
#include "gateways/xml/clean.h"

namespace tsugite {

void fuzz_jma(std::string_view input);

// Whatever comes in: no crash; what is accepted is bounded, valid UTF-8, and fits a record or is refused by
// name.
void fuzz_jma(std::string_view input) {
  auto alert = gateways::jma::parse(input);
  if (!alert) {
    if (alert.error().code.empty() || alert.error().message.ja.empty()) __builtin_trap();
    return;
  }
  if (!gateways::xml::is_utf8(alert->headline.ja) || alert->message_key.empty()) __builtin_trap();
  if (alert->areas.size() > 256 || alert->cities.size() > 64) __builtin_trap();
  auto fields = gateways::jma::fields_of(*alert);
  if (!fields && fields.error().code != "jma.too-large") __builtin_trap();
  if (fields && fields->size() > limits::fields_per_step) __builtin_trap();
}

}  // namespace tsugite
