#include "bench/heap.h"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace tsugite::bench {
namespace {

thread_local bool counting = false;
thread_local std::int64_t kept = 0;

}  // namespace

void begin_heap_count() { kept = 0, counting = true; }

std::int64_t end_heap_count() {
  counting = false;
  return kept;
}

}  // namespace tsugite::bench

void* operator new(std::size_t size) {
  void* out = std::malloc(size == 0 ? 1 : size);
  if (out == nullptr) throw std::bad_alloc();
  if (tsugite::bench::counting) tsugite::bench::kept += static_cast<std::int64_t>(malloc_usable_size(out));
  return out;
}

void operator delete(void* block) noexcept {
  if (tsugite::bench::counting && block != nullptr) tsugite::bench::kept -= static_cast<std::int64_t>(malloc_usable_size(block));
  std::free(block);
}

void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
// The allocator that is linked has its own of these.
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete[](void* block) noexcept { operator delete(block); }
void operator delete[](void* block, std::size_t) noexcept { operator delete(block); }
