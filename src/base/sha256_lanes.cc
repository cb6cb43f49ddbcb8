#include "base/sha256_lanes.h"

#ifdef TSUGITE_IPSEC_MB
#include <intel-ipsec-mb.h>

#include <memory>

#include "base/sha256.h"
#endif

namespace tsugite {

#ifndef TSUGITE_IPSEC_MB
bool sha256_in_lanes(std::span<const BytesView>, std::span<Digest>) { return false; }
#else
namespace {

// A short one is over before its lane is filled; a long one would go on alone, with the other lanes idle, five times slower than by itself.
constexpr std::size_t shortest = 128, longest = 4096;

struct Free {
  void operator()(IMB_MGR* one) const { free_mb_mgr(one); }
};

IMB_MGR* lanes() {
  thread_local const std::unique_ptr<IMB_MGR, Free> mine = [] {
    std::unique_ptr<IMB_MGR, Free> one(alloc_mb_mgr(0));
    if (one) init_mb_mgr_auto(one.get(), nullptr);
    const bool wide = one && imb_get_errno(one.get()) == 0 && (one->features & (IMB_FEATURE_AVX2 | IMB_FEATURE_SHANI)) != 0;
    if (!wide) one.reset();
    return one;
  }();
  return mine.get();
}

}  // namespace

bool sha256_in_lanes(std::span<const BytesView> messages, std::span<Digest> out) {
  IMB_MGR* const all = lanes();
  if (all == nullptr) return false;
  bool good = true;
  const auto ended = [&](const IMB_JOB* job) { good = good && (job == nullptr || job->status == IMB_STATUS_COMPLETED); };
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (messages[i].size() < shortest || messages[i].size() > longest) {
      out[i] = sha256(messages[i]);
      continue;
    }
    IMB_JOB* job = IMB_GET_NEXT_JOB(all);
    job->cipher_mode = IMB_CIPHER_NULL;
    job->cipher_direction = IMB_DIR_ENCRYPT;
    job->chain_order = IMB_ORDER_HASH_CIPHER;
    job->hash_alg = IMB_AUTH_SHA_256;
    job->src = reinterpret_cast<const std::uint8_t*>(messages[i].data());
    job->hash_start_src_offset_in_bytes = 0;
    job->msg_len_to_hash_in_bytes = messages[i].size();
    job->auth_tag_output = out[i].value.data();
    job->auth_tag_output_len_in_bytes = Digest::size;
    ended(IMB_SUBMIT_JOB_NOCHECK(all));
  }
  while (const IMB_JOB* job = IMB_FLUSH_JOB(all)) ended(job);
  return good;
}
#endif

}  // namespace tsugite
