// Stick: the carrier without a line. What goes to the partner goes in files, written and read as `tsugite bundle` does.
#pragma once

#include "attacks/carrier.h"
#include "base/limits.h"
#include "federation/bundle.h"

namespace tsugite::attacks {

class Stick : public Carrier {
 public:
  void carry() override {
    for (int times = 0; times < 2; ++times)
      for (const std::string from : {"JPN", "USA"}) {
        const auto frames = write(from);
        out_.insert(out_.end(), frames.begin(), frames.end());
        const std::string to = core::Pair::other(from);
        const federation::Bundle bundle{from, to, frames, {}};
        const auto read = federation::read_bundle(federation::encode_bundle(bundle));
        if (read) (void)pair[to].core->bundle_in(from, read->frames, core::test_now, pair.entropy());
        pair.commit(to);
      }
  }
  std::string give(const std::vector<Bytes>& frames) override {
    std::vector<Bytes> all = {write("USA").front()};  // its hello
    all.insert(all.end(), frames.begin(), frames.end());
    const auto in = jpn().bundle_in("USA", all, core::test_now, pair.entropy());
    pair.commit("JPN");
    told = write("JPN");
    if (!in) return in.error().code;
    return in->left.empty() ? "" : in->left.front().code;
  }
  std::vector<Bytes> out() const override { return out_; }

 private:
  std::vector<Bytes> write(const std::string& from) {
    std::vector<Bytes> out;
    for (const auto& frame :
         pair[from].core->bundle_out(core::Pair::other(from), limits::bundle_bytes, core::test_now, pair.entropy()).frames)
      out.push_back(frame.value());
    pair.commit(from);
    return out;
  }
  std::vector<Bytes> out_;
};

}  // namespace tsugite::attacks
