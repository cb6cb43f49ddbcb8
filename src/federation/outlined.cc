#include "federation/outlined.h"

#include <algorithm>

#include "ledger/outline.h"

namespace tsugite::federation {

Result<OutlinedAt> check_outlined(const google::protobuf::RepeatedPtrField<v1::Outlined>& outlined,
                                  const google::protobuf::RepeatedPtrField<std::string>& records, std::uint64_t first,
                                  const std::string& origin, const ledger::KeyHistory& originator) {
  OutlinedAt out;
  for (const auto& one : outlined) {
    const auto record = Digest::from(one.digest());
    const int position = static_cast<int>(one.position());
    if (!record || position < 0 || position >= records.size() || out.contains(position))
      return fail("outline.position", std::to_string(one.position()), "an outline stands in no place of the frame, or twice in one",
                  "概要の位置がフレーム内にないか、重複しています");
    const auto signer = std::ranges::find_if(originator.all(), [&](const ledger::KeyCertificate& keys) {
      return ledger::stands_for(records[position], *record, one.signature(), keys.log);
    });
    if (signer == originator.all().end())
      return fail("outline.signature", record->hex(), "the originator did not say that this stands for its record",
                  "概要が、作成元の署名した概要ではありません");
    if (auto ok = originator.counts(*signer, origin, first + one.position() + 1); !ok) return std::unexpected(ok.error());
    out.emplace(position, Outlined{*record, one.signature()});
  }
  return out;
}

}  // namespace tsugite::federation
