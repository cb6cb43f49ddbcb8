// How many bytes of the heap what is built between two calls keeps, with what the allocator rounds up. Of one thread.
#pragma once

#include <cstdint>

namespace tsugite::bench {

void begin_heap_count();
std::int64_t end_heap_count();

}  // namespace tsugite::bench
