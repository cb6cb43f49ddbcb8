#include "node.h"

#include <stdexcept>
#include <utility>

#include "base/sha256.h"
#include "ledger/key_history.h"

namespace tsugite::sim {

Node::Node(core::Config config, WallTime now) : config_(std::move(config)) { restart(now); }

bool Node::restore(WallTime now) {
  if (!backup_) return false;
  under_way_.reset();
  synced_.reset();
  store_ = *backup_;
  store_.set_faults({});
  set_back_ = true;
  restart(now);
  return true;
}

void Node::restart(WallTime now, bool reached) {
  // A disk that does not take it now has not taken it.
  if (under_way_ && under_way_->transaction && reached) (void)store_.commit(*under_way_->transaction);
  under_way_.reset();
  core_.reset();
  if (synced_) store_ = *std::exchange(synced_, std::nullopt), set_back_ = true;
  store_.reopen();
  auto core = core::Core::load(config_, store_, now);
  if (!core && core.error().code == "store.corrupt" && backup_) {  // the node says so, and the operator puts the last backup in its place
    store_ = *backup_;
    store_.set_faults({});
    store_.reopen();
    set_back_ = true;
    core = core::Core::load(config_, store_, now);
  }
  if (!core) throw std::runtime_error("Durable: " + config_.party + " cannot start from its own store: " + describe(core.error()));
  core_ = std::move(*core);
  ++lives_;
}

void Node::rotate(const ledger::SigningKey& root, bool stolen, WallTime now) {
  const auto before = ledger::KeyHistory::open(config_.key_certificate, config_.party, root.public_key());
  if (!before || before->all().size() == ledger::KeyHistory::most) return;
  const std::string serial = std::to_string(before->newest().serial + 1);
  const auto made = [&](const char* kind) {
    return *ledger::SigningKey::from_seed(sha256("simulated key " + config_.party + kind + serial).view());
  };
  config_.log = made(" log ");
  config_.cosigner = made(" cosigner ");
  ledger::KeyCertificate next{config_.party, config_.log.public_key(), config_.cosigner.public_key(), before->newest().tls_pin,
                              before->newest().serial + 1};
  if (stolen) next.revoked = before->newest().serial;
  for (const auto& partner : config_.partners) {
    ledger::KeyCertificate for_it = next;
    for_it.from = *ledger::sizes_with(store_, config_.charters.begin()->second->id, config_.party, partner);
    config_.certificates_for[partner] = config_.certificate_for(partner) + for_it.sign(root);
  }
  config_.key_certificate += next.sign(root);
  restart(now);
}

bool Node::turn(WallTime now, const Bytes& entropy, bool slow, const Send& send, std::vector<core::Hangup>& hangups,
                std::vector<core::Answer>& answers) {
  for (std::uint64_t round = 0; round < 64; ++round) {
    if (!under_way_) {
      if (core_->wants_pump()) core_->pump(now, sha256(entropy, std::to_string(round)).bytes());
      under_way_ = core_->take();
    }
    if (slow) return true;
    core::Effects effects = *std::exchange(under_way_, std::nullopt);
    if (effects.transaction || store_.failed()) {
      const auto unread = [] { return fail("store.io", "", "a read failed", "読み取れませんでした"); };
      if (auto committed = store_.failed() ? Result<void>(unread()) : store_.commit(*effects.transaction); !committed) {
        // What was decided since then rests on it.
        for (auto& answer : core_->take().answers) effects.answers.push_back(std::move(answer));
        for (auto& answer : effects.answers)
          answers.push_back({answer.ticket, answer.done ? Result<core::Done>(std::unexpected(committed.error())) : answer.done});
        restart(now);
        return false;
      }
      core_->committed();
    }
    const bool more = !effects.answers.empty() || effects.transaction != nullptr;
    for (const auto& outgoing : effects.frames) send(outgoing);
    for (auto& hangup : effects.hangups) hangups.push_back(std::move(hangup));
    for (auto& answer : effects.answers) answers.push_back(std::move(answer));
    if (!more && !core_->wants_pump()) break;
  }
  return true;
}

}  // namespace tsugite::sim
