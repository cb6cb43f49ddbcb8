// Runtime: the shell of one running node on one thread, with a second one for the disk. Collects inputs, lets the Core decide, commits
// once for all of them, and only then answers and sends; what arrives meanwhile makes the next group. A commit that fails is answered
// with the store's error, and the Core is loaded again from the disk.
//
// Owns the Core, the transport, the store and the watched folder; it is the server's Backend.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <thread>
#include <unordered_map>

#include "gateways/jma/link.h"
#include "node/bundles.h"
#include "node/committer.h"
#include "node/disposed_list.h"
#include "node/folder.h"
#include "node/strangers.h"
#include "node/transport.h"
#include "server/backend.h"
#include "server/core_facts.h"
#include "world/clock.h"
#include "world/random.h"

namespace tsugite::node {

class Runtime : public server::Backend {
 public:
  Runtime(boost::asio::io_context& io, Folder folder, Settings settings, core::Config config, std::unique_ptr<ledger::Store> store,
          const world::Clock& clock, world::Random& random, world::Disk& disk);
  ~Runtime() override;

  Result<void> load();   // reads the ledger; before anything is asked of it
  Result<void> start();  // listens and dials
  void stop();
  std::uint16_t federation_port() const { return transport_->port(); }  // once started
  // Why the node stopped by itself: the store cannot be trusted before it is opened again.
  const std::optional<Error>& broken() const { return broken_; }

  // server::Backend
  const server::Facts& facts() const override { return facts_; }
  const world::Clock& clock() const override { return clock_; }
  world::Random& random() override { return random_; }
  const charter::Companions& companions() const override { return companions_; }
  std::string software() const override { return config_.software; }
  void submit(core::CommandInput input, Answer<core::Done> answer) override;
  void submit_desk(core::DeskAct act, Answer<core::Done> answer) override;
  void submit_disposal(core::DisposeInput input, Answer<core::Done> answer) override;
  void submit_recall(core::RecallInput input, Answer<core::Done> answer) override;
  void gateway_jma(Bytes xml, std::string context, casework::Actor actor, Answer<server::GatewayDone> answer) override;
  void set_link(std::string partner, bool enabled, Answer<void> answer) override;
  void end_link(std::string partner, Text reason, std::string person, Answer<void> answer) override;
  void readmit(std::string partner, Answer<void> answer) override;
  void examine(Answer<server::Diagnosis> answer) override;
  void subscribe(std::function<void(const core::Changes&)> changed) override { changed_ = std::move(changed); }
  Digest own_pin() const override { return own_pin_; }
  std::vector<server::Stranger> strangers() const override { return strangers_.last(); }
  std::vector<server::Figure> figures() const override;
  Result<void> health() const override { return health_; }

 private:
  std::vector<label::Released<Bytes>> answer_doctor(const std::string& party, const Digest& pin, const std::string& about,
                                                    BytesView greeting);
  template <class Input>
  void submit_to(void (core::Core::*take)(const Input&, WallTime), Input input, Answer<core::Done> answer);
  void wake();  // a turn comes after all that is ready now
  void turn();
  void carry_out(core::Effects& effects);  // of a group that is durable
  Result<void> dispose_again();
  void remember_disposals(const ledger::Transaction& transaction);
  void turn_failed(const Error& error, std::vector<core::Answer> answers);
  Result<void> room_left();
  void watch_disk();
  void watch_inbox();
  void watch_bundles();
  void take_inbox_file(const std::filesystem::path& path);

  boost::asio::io_context& io_;
  Folder folder_;
  Settings settings_;
  core::Config config_;
  std::unique_ptr<ledger::Store> store_;
  Committer committer_;
  const world::Clock& clock_;
  world::Random& random_;
  world::Disk& disk_;
  std::unique_ptr<core::Core> core_;
  server::CoreFacts facts_;
  charter::Companions companions_;
  std::unique_ptr<Transport> transport_;
  gateways::jma::Link jma_;
  Bundles bundles_;
  std::vector<std::function<void()>> after_;  // what is done once the group under way is durable
  boost::asio::steady_timer disk_timer_, inbox_timer_;
  std::function<void(const core::Changes&)> changed_;
  std::unordered_map<std::uint64_t, Answer<core::Done>> waiting_;
  std::uint64_t next_ticket_ = 1;
  bool awake_ = false, stopped_ = false;
  bool again_ = false;  // inputs came while a commit was under way
  Result<void> health_;
  std::optional<Error> broken_;
  std::uint64_t commits_ = 0, failed_commits_ = 0;
  Strangers strangers_;
  std::map<std::string, Error> told_;  // by partner: what it refused the link with last
  Digest own_pin_;
  std::thread doctor_;  // asks this very node too, which answers on its own thread
  bool examining_ = false;
  std::set<std::string> failed_inbox_;  // files that could not be moved away: not read again
};

}  // namespace tsugite::node
