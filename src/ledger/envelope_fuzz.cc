#include <cstdlib>

#include "ledger/envelope.h"

namespace tsugite {

// Foreign records: what opens is exactly what sealing it again gives.
void fuzz_record(std::string_view input) {
  auto envelope = ledger::open_record(input);
  if (!envelope) return;
  auto again = ledger::seal(*envelope);
  if (!again || again->bytes != input) std::abort();
  if (!ledger::label_of(envelope->label())) std::abort();
}

}  // namespace tsugite
