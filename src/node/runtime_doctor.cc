// What a running node answers a doctor: its greeting, then one refusal a reason that stands against the link.
#include <boost/asio/post.hpp>

#include "base/limits.h"
#include "charter/newest.h"
#include "federation/frame.h"
#include "node/doctor/doctor.h"
#include "node/doctor/greeting.h"
#include "node/runtime.h"

namespace tsugite::node {
namespace {

// Of the newest key certificate seen from a partner; 0 where none was.
std::uint64_t last_serial(const ledger::Store& store, const std::string& partner, const charter::Charter& charter) {
  auto text = store.get("key-history/" + partner);
  auto party = charter.parties.find(partner);
  if (!text || !*text || party == charter.parties.end() || !party->second.root) return 0;
  auto keys = ledger::KeyHistory::open(**text, partner, *party->second.root);
  return keys ? keys->newest().serial : 0;
}

Error stranger_met(const server::Stranger& one) {
  const std::string who = one.pin.hex() + ", " + one.address + ", " + to_iso(one.last);
  return {"link.stranger", "",
          Text{"登録していない鍵から接続がありました（" + who + "）", "a key that is no partner's came (" + who + ")"}};
}

}  // namespace

namespace {

server::Diagnosis for_console(const Diagnosis& found) {
  using Who = server::Diagnosis::Mender;
  server::Diagnosis out{found.partners, {}};
  for (const auto& one : found.findings) {
    server::Diagnosis::Finding finding{one.partner, one.told, one.fault, Who::nobody, {}};
    if (one.advice != nullptr) {
      finding.who = one.advice->who == node::Mender::ours ? Who::ours : one.advice->who == node::Mender::theirs ? Who::theirs : Who::either;
      finding.todo = Text{one.advice->ja, one.advice->en};
    }
    out.findings.push_back(std::move(finding));
  }
  return out;
}

}  // namespace

// It waits for answers, our own among them: never on the thread that gives them.
void Runtime::examine(Answer<server::Diagnosis> answer) {
  if (examining_)
    return boost::asio::post(io_, [answer = std::move(answer)] {
      answer(fail("doctor.busy", "", "an examination is under way; wait for it", "診断を実行しています。終わるまでお待ちください"));
    });
  if (doctor_.joinable()) doctor_.join();  // the one before has answered
  examining_ = true;
  doctor_ = std::thread([this, port = transport_->port(), answer = std::move(answer)]() mutable {
    auto found = diagnose(folder_, disk_, clock_, port);
    boost::asio::post(io_, [this, found = std::move(found), answer = std::move(answer)] {
      examining_ = false;
      if (stopped_) return;
      if (!found) return answer(std::unexpected(found.error()));
      answer(for_console(*found));
    });
  });
}

std::vector<label::Released<Bytes>> Runtime::answer_doctor(const std::string& party, const Digest& pin, const std::string& about,
                                                           BytesView greeted) {
  const bool own = party.empty();
  const std::string& partner = own ? about : party;
  const WallTime now = clock_.now();
  std::vector<Error> against;
  for (const auto& link : core_->links())
    if (link.partner == partner) {
      const auto told = told_.find(partner);
      against = against_link(link, told == told_.end() ? Error{} : told->second, charter::newest_of(config_.charters)->digest, now);
    }
  if (!own) {
    auto frame = federation::parse_frame(greeted);
    if (!frame) against.push_back(frame.error());
    else if (!frame->has_hello()) against.push_back(Error{"frame.unknown", "", Text{"接続の確認ではありません", "not a greeting"}});
    else
      for (auto& fault : against_greeting(frame->hello(), config_, partner, pin, last_serial(*store_, partner, core_->charter()), now))
        against.push_back(std::move(fault));
  } else {
    for (const auto& one : strangers_.last()) against.push_back(stranger_met(one));
  }
  if (!health_) against.push_back(health_.error());
  const label::Recipient recipient{own ? settings_.party : party, "", 0};
  std::vector<label::Released<Bytes>> out{core_->guard().unlabelled(greeting(config_, partner, now), recipient)};
  for (const auto& fault : against)
    out.push_back(core_->guard().unlabelled(federation::encode_frame(federation::refuse_frame(fault)), recipient));
  return out;
}

}  // namespace tsugite::node
