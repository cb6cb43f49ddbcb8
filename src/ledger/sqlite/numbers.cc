#include "ledger/sqlite/numbers.h"

namespace tsugite::ledger {

std::span<const Numbered> take_run(std::span<const Numbered> numbered) {
  std::size_t count = numbered.empty() ? 0 : 1;
  while (count < numbered.size() && numbered[count].number == numbered[0].number + count && numbered[count].stream == numbered[0].stream)
    ++count;
  return numbered.first(count);
}

void encode_run(std::span<const Numbered> run, Bytes& out) {
  out.clear();
  for (const Numbered& one : run) {
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(one.index >> shift));
    out.append(one.digest.view());
  }
}

Numbered decode_numbered(const StreamKey& stream, std::uint64_t number, BytesView run) {
  Numbered out{stream, number, 0, {}};
  for (int i = 0; i < 8; ++i) out.index = out.index << 8 | static_cast<unsigned char>(run[static_cast<std::size_t>(i)]);
  out.digest = *Digest::from(run.substr(8, Digest::size));
  return out;
}

}  // namespace tsugite::ledger
