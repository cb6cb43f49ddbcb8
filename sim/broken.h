// Faults planted in copies of the sources (broken/faults.txt), to show that each invariant's checker notices when what it watches is
// broken. Nothing of this is in the product.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsugite::sim {

struct Fault {
  std::string name;
  std::string invariant;    // how the complaint begins
  std::uint64_t first = 0;  // the seed, or pair, that shows it first; 0: not told

  // It gives somebody what is not for him.
  bool leak() const {
    for (const char* one : {"Door", "Noninterference", "Originator", "Guard", "Person"})
      if (invariant == one) return true;
    return false;
  }
};
const std::vector<Fault>& faults();

// Whether this one is switched on. One at a time.
bool broken(std::string_view name);
void break_it(const std::string& name);

}  // namespace tsugite::sim
