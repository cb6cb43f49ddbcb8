#include <cstdlib>

#include "ledger/canonical.h"
#include "ledger/envelope.h"
#include "ledger/record_reader.h"

namespace tsugite {
namespace {

void read_as_opened(ledger::RecordReader& reader, BytesView record) {
  v1::Envelope opened;
  const auto wanted = ledger::open_record(record, opened), got = reader.read(record);
  if (wanted.has_value() != got.has_value() || (!wanted && wanted.error().code != got.error().code)) std::abort();
  if (ledger::encode(opened) != ledger::encode(reader.envelope())) std::abort();
}

}  // namespace

// Foreign records: what opens is exactly what sealing it again gives, and whatever came before it changes nothing.
void fuzz_record(std::string_view input) {
  v1::Envelope parsed;
  if (ledger::layout_of(input) && parsed.ParseFromArray(input.data(), static_cast<int>(input.size())) && ledger::encode(parsed) != input)
    std::abort();
  ledger::RecordReader reader;
  Bytes other(input);
  if (!other.empty()) other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1);
  for (const BytesView one : {input, input, BytesView(other), input}) read_as_opened(reader, one);
  auto envelope = ledger::open_record(input);
  if (!envelope) return;
  auto again = ledger::seal(*envelope);
  if (!again || again->bytes != input) std::abort();
  if (!ledger::label_of(envelope->label())) std::abort();
}

}  // namespace tsugite
