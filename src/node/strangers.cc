#include "node/strangers.h"

#include <algorithm>

#include "base/limits.h"

namespace tsugite::node {
namespace {

// An address as a person may read it, whatever the other side or a resolver made of it.
std::string printable(const std::string& address) {
  std::string out = address.substr(0, limits::name_bytes);
  for (char& c : out) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == ':' || c == '%' ||
                       c == '-' || c == '_';
    if (!plain) c = '?';
  }
  return out;
}

}  // namespace

bool Strangers::met(const std::string& address, const Digest& pin, const std::string& dialled, WallTime now) {
  ++total_;
  auto known = std::find_if(last_.begin(), last_.end(), [&](const server::Stranger& one) { return one.pin == pin; });
  const bool fresh = known == last_.end();
  if (fresh) {
    if (last_.size() == limits::strangers) last_.pop_back();
    known = last_.insert(last_.end(), server::Stranger{pin, "", "", now, now, 0});
  }
  known->address = printable(address);
  known->dialled = dialled;
  known->last = now;
  ++known->count;
  std::rotate(last_.begin(), known, known + 1);
  return fresh;
}

}  // namespace tsugite::node
