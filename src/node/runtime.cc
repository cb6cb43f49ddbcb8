#include "node/runtime.h"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>

#include "base/limits.h"
#include "gateways/jma/parse.h"
#include "node/doctor/greeting.h"
#include "node/tls.h"

namespace tsugite::node {

namespace asio = boost::asio;
using namespace std::chrono_literals;

Runtime::Runtime(asio::io_context& io, Folder folder, Settings settings, core::Config config, std::unique_ptr<ledger::Store> store,
                 const world::Clock& clock, world::Random& random, world::Disk& disk)
    : io_(io), folder_(std::move(folder)), settings_(std::move(settings)), config_(std::move(config)), store_(std::move(store)),
      committer_(io, *store_), clock_(clock), random_(random), disk_(disk), facts_([this]() -> const core::Core& { return *core_; }),
      bundles_(folder_.bundles(), disk_), disk_timer_(io), inbox_timer_(io) {}

Runtime::~Runtime() {
  if (doctor_.joinable()) doctor_.join();
}

Result<void> Runtime::load() {
  const WallTime now = clock_.now();
  if (now.ms < limits::earliest_clock_ms || now.ms > limits::latest_clock_ms)
    return fail("node.clock", to_iso(now), "this machine's clock is absurd: set it before the node runs",
                "この計算機の時計が異常です。時刻を合わせてから起動してください");
  auto core = core::Core::load(config_, *store_, now);
  if (!core) return std::unexpected(core.error());
  core_ = std::move(*core);
  companions_ = read_companions(folder_, core_->charter(), disk_);
  return dispose_again();
}

// What a restored ledger brought back goes again, and what a crash kept from the list beside the keys is put there.
Result<void> Runtime::dispose_again() {
  const auto missing = core_->disposals_not_remembered();
  config_.disposed.insert(missing.begin(), missing.end());
  if (!missing.empty())
    if (auto ok = write_disposed(folder_.disposed_list(), config_.disposed, disk_); !ok) return ok;
  const auto again = core_->dispose_again(clock_.now(), random_.bytes(32));
  if (!again) return std::unexpected(again.error());
  if (*again > 0) spdlog::warn("disposal: {} bodies that were disposed of had come back with a restore; they are destroyed again", *again);
  return {};
}

// Before anybody is told that it is gone.
void Runtime::remember_disposals(const ledger::Transaction& transaction) {
  if (!add_disposals(transaction, config_.disposed)) return;
  if (auto ok = write_disposed(folder_.disposed_list(), config_.disposed, disk_); !ok) {
    health_ = ok;
    spdlog::error("disposal: {}", describe(ok.error()));
  }
}

Result<void> Runtime::start() {
  const std::string key = (folder_.keys() / "tls.key").string(), certificate = (folder_.keys() / "tls.crt").string();
  auto server = federation_context(key, certificate, false);
  if (!server) return std::unexpected(server.error());
  auto client = federation_context(key, certificate, true);
  if (!client) return std::unexpected(client.error());
  auto shown = disk_.read(certificate);
  if (!shown) return std::unexpected(shown.error());
  auto own = pin_of_certificate(*shown);
  if (!own) return std::unexpected(own.error());
  own_pin_ = *own;
  Transport::Events events;
  events.up = [this](const std::string& partner, const Digest& pin) {
    told_.erase(partner);
    core_->link_up(partner, pin, clock_.now());
    wake();
  };
  events.down = [this](const std::string& partner, const Error& why) {
    core_->link_down(partner, why, clock_.now());
    wake();
  };
  events.frame = [this](const std::string& partner, BytesView frame) {
    if (auto told = refused_with(frame); !told.code.empty()) told_[partner] = std::move(told);
    if (auto room = room_left(); !room) {
      core_->link_refuse(partner, room.error(), clock_.now());
    } else {
      core_->frame(partner, frame, clock_.now(), random_.bytes(32));
    }
    wake();
  };
  events.stranger = [this](const std::string& address, const Digest& pin, const std::string& dialled) {
    const bool fresh = strangers_.met(address, pin, dialled, clock_.now());
    spdlog::warn("federation: unknown partner key {} {} {} refused", pin.hex(), dialled.empty() ? "from" : "at",
                 strangers_.last().front().address);
    if (fresh && changed_) changed_({core::Topic::links});
  };
  events.doctor = [this](const std::string& party, const Digest& pin, const std::string& about, BytesView asked) {
    return answer_doctor(party, pin, about, asked);
  };
  events.own_pin = own_pin_;
  events.may_dial = [this](const std::string& partner) {
    for (const auto& link : core_->links())
      if (link.partner == partner) return link.state != core::LinkStatus::State::disabled && link.state != core::LinkStatus::State::removed;
    return false;
  };
  transport_ = std::make_unique<Transport>(io_, std::move(*server), std::move(*client), random_, std::move(events));
  for (const auto& partner : settings_.partners) {
    auto keys = read_partner_keys(folder_, partner.party, core_->charter(), disk_);
    if (!keys) return std::unexpected(keys.error());
    transport_->add_partner(partner.party, keys->newest().tls_pin, partner.dial);
  }
  if (auto ok = transport_->listen(settings_.federation); !ok) return ok;
  transport_->start();
  watch_disk();
  watch_inbox();
  return {};
}

void Runtime::stop() {
  committer_.finish();
  if (!stopped_ && core_ && !broken_ && room_left()) {
    core_->seal();
    if (auto last = core_->take().transaction)
      if (auto ok = store_->commit(*last); !ok) spdlog::error("store: {}", describe(ok.error()));
  }
  stopped_ = true;
  disk_timer_.cancel();
  inbox_timer_.cancel();
  if (transport_) transport_->stop();
}

void Runtime::wake() {
  if (awake_ || stopped_) return;
  awake_ = true;
  asio::post(io_, [this] { turn(); });
}

void Runtime::turn() {
  awake_ = false;
  if (stopped_) return;
  again_ = committer_.busy();
  if (again_) return;
  if (core_->wants_pump() && room_left()) core_->pump(clock_.now(), random_.bytes(32));
  auto effects = std::make_shared<core::Effects>(core_->take());
  auto after = std::make_shared<std::vector<std::function<void()>>>(std::exchange(after_, {}));
  const auto durable = [this, effects, after] {
    carry_out(*effects);
    for (const auto& one : *after) one();
  };
  if (store_->failed())
    return turn_failed(
        Error{"store.io", folder_.data_file().string(),
              Text{"ディスクから読み取れない、又は内容が書き込まれたものと異なる項目があります。tsugite ledger verify で確かめてください",
                   "The disk could not be read, or an entry is not what was written: run tsugite ledger verify"}},
        std::move(effects->answers));
  if (!effects->transaction) return durable();
  committer_.commit(effects->transaction, [this, effects, durable](Result<void> committed) {
    if (stopped_) return;
    if (!committed) return turn_failed(committed.error(), std::move(effects->answers));
    ++commits_;
    core_->committed();
    remember_disposals(*effects->transaction);
    durable();
  });
}

void Runtime::carry_out(core::Effects& effects) {
  for (auto& outgoing : effects.frames) transport_->send(core_->guard(), std::move(outgoing));
  for (const auto& hangup : effects.hangups) {
    spdlog::warn("federation: {}: {}", hangup.partner, describe(hangup.why));
    transport_->hang_up(hangup.partner);
  }
  for (auto& answer : effects.answers)
    if (auto node = waiting_.extract(answer.ticket); node && node.mapped()) node.mapped()(std::move(answer.done));
  if (!effects.changed.empty() && changed_) changed_(effects.changed);
  if (again_ || core_->wants_pump()) wake();
}

// The disk did not take the group. Nothing of it happened: whoever waits is told so, and the state is read again from what is there.
void Runtime::turn_failed(const Error& error, std::vector<core::Answer> answers) {
  ++failed_commits_;
  health_ = std::unexpected(error);
  spdlog::error("store: {}", describe(error));
  // What was decided since then rests on it.
  for (auto& answer : core_->take().answers) answers.push_back(std::move(answer));
  auto core = core::Core::load(config_, *store_, clock_.now());
  if (!core || error.code != "store.full") {
    broken_ = core ? error : core.error();
    stop();
    io_.stop();
    return;
  }
  auto old = std::move(core_);
  core_ = std::move(*core);
  jma_ = {};
  after_.clear();
  bundles_.forget();
  for (const auto& link : old->links()) {
    if (link.state == core::LinkStatus::State::disabled) core_->set_link_enabled(link.partner, false, clock_.now());
    transport_->hang_up(link.partner);
  }
  for (auto& answer : answers)
    if (auto node = waiting_.extract(answer.ticket); node && node.mapped())
      node.mapped()(answer.done ? Result<core::Done>(std::unexpected(error)) : answer.done);
  if (changed_) changed_({core::Topic::cases, core::Topic::links, core::Topic::desk, core::Topic::alerts});
}

// Writes are refused while there is still room to say so, to go on reading and to shut down in order.
Result<void> Runtime::room_left() {
  if (!health_ && health_.error().code == "store.full") return health_;
  return {};
}

void Runtime::watch_disk() {
  auto free = disk_.free_bytes(folder_.data_file().parent_path().string());
  if (free && *free < limits::free_disk_reserve_bytes) {
    if (health_) spdlog::error("disk: less than {} MiB left: writes are refused", limits::free_disk_reserve_bytes >> 20);
    health_ = fail("store.full", folder_.data_file().string(), "the disk is full: nothing was kept; free some room",
                   "ディスクに空きがありません。保存していません。空きを確保してください");
  } else if (free && !health_ && health_.error().code == "store.full") {
    spdlog::info("disk: there is room again");
    health_ = {};
  }
  core_->tick(clock_.now());
  if (room_left()) core_->seal();
  wake();
  disk_timer_.expires_after(2s);
  disk_timer_.async_wait([this](boost::system::error_code error) {
    if (!error && !stopped_) watch_disk();
  });
}

// An input that is answered once what came of it is durable; none while the disk is full.
template <class Input>
void Runtime::submit_to(void (core::Core::*take)(const Input&, WallTime), Input input, Answer<core::Done> answer) {
  if (auto room = room_left(); !room) {
    asio::post(io_, [answer = std::move(answer), error = room.error()] { answer(std::unexpected(error)); });
    return;
  }
  input.ticket = next_ticket_++;
  waiting_[input.ticket] = std::move(answer);
  (*core_.*take)(input, clock_.now());
  wake();
}

void Runtime::submit(core::CommandInput input, Answer<core::Done> answer) {
  submit_to(&core::Core::command, std::move(input), std::move(answer));
}
void Runtime::submit_disposal(core::DisposeInput input, Answer<core::Done> answer) {
  submit_to(&core::Core::dispose, std::move(input), std::move(answer));
}
void Runtime::submit_recall(core::RecallInput input, Answer<core::Done> answer) {
  submit_to(&core::Core::recall, std::move(input), std::move(answer));
}
void Runtime::submit_desk(core::DeskAct act, Answer<core::Done> answer) {
  std::visit([&]<class Input>(Input& input) { submit_to<Input>(&core::Core::desk, std::move(input), std::move(answer)); }, act);
}

void Runtime::gateway_jma(Bytes xml, std::string context, casework::Actor actor, Answer<server::GatewayDone> answer) {
  auto refuse = [&](Error error) { asio::post(io_, [answer, error = std::move(error)] { answer(std::unexpected(error)); }); };
  auto alert = gateways::jma::parse(xml);
  if (!alert) return refuse(alert.error());
  auto message = jma_.command(*alert, *core_, context, actor, random_.bytes(32));
  if (!message) return refuse(message.error());
  submit(std::move(message->input), [answer, headline = message->headline](Result<core::Done> done) {
    if (!done) return answer(std::unexpected(done.error()));
    answer(server::GatewayDone{done->case_id, done->records, headline});
  });
}

void Runtime::set_link(std::string partner, bool enabled, Answer<void> answer) {
  asio::post(io_, [this, partner = std::move(partner), enabled, answer = std::move(answer)] {
    if (!core_->partners().contains(partner))
      return answer(fail("link.unknown", partner, "this node has no such partner", "そのような接続相手はありません"));
    core_->set_link_enabled(partner, enabled, clock_.now());
    if (enabled) transport_->dial_now(partner);
    wake();
    answer({});
  });
}

void Runtime::end_link(std::string partner, Text reason, std::string person, Answer<void> answer) {
  asio::post(io_, [this, partner = std::move(partner), reason = std::move(reason), person = std::move(person), answer = std::move(answer)] {
    if (auto room = room_left(); !room) return answer(room);
    if (auto ok = core_->remove_partner(partner, reason, person, clock_.now()); !ok) return answer(ok);
    spdlog::warn("the link with {} was ended by {}: {}", partner, person, reason.in(Language::en));
    after_.push_back([answer] { answer({}); });
    wake();
  });
}

void Runtime::readmit(std::string partner, Answer<void> answer) {
  asio::post(io_, [this, partner = std::move(partner), answer = std::move(answer)] {
    if (auto room = room_left(); !room) return answer(room);
    if (auto ok = core_->readmit_partner(partner, clock_.now()); !ok) return answer(ok);
    after_.push_back([this, partner, answer] {
      transport_->dial_now(partner);
      answer({});
    });
    wake();
  });
}

// The watched folder of the JMA gateway: each file is read once and moved to done/ or, with the reason beside it, to refused/.
void Runtime::watch_inbox() {
  namespace fs = std::filesystem;
  std::error_code error;
  for (auto it = fs::directory_iterator(folder_.inbox_jma(), error); !error && it != fs::directory_iterator(); it.increment(error))
    if (it->is_regular_file(error) && it->path().extension() == ".xml" && !failed_inbox_.contains(it->path().string()))
      take_inbox_file(it->path());
  watch_bundles();
  inbox_timer_.expires_after(500ms);
  inbox_timer_.async_wait([this](boost::system::error_code stopped) {
    if (!stopped && !stopped_) watch_inbox();
  });
}

// Only between commits: a file that leaves holds everything that is on disk.
void Runtime::watch_bundles() {
  if (committer_.busy() || !room_left()) return;
  bundles_.look(*core_, clock_.now(), random_, after_);
  if (!after_.empty()) wake();
}

void Runtime::take_inbox_file(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  const auto seat = config_.annex->gateway_seats.find("jma");
  if (seat == config_.annex->gateway_seats.end()) return;
  failed_inbox_.insert(path.string());  // until its answer is there, and for good if it cannot be moved
  std::error_code error;
  if (fs::file_size(path, error) > limits::xml_bytes || error) {
    spdlog::warn("jma: {} is larger than the limit or cannot be read", path.string());
    return;
  }
  auto xml = disk_.read(path.string());
  if (!xml) {
    spdlog::warn("jma: {}", describe(xml.error()));
    return;
  }
  gateway_jma(std::move(*xml), config_.annex->default_context, {"gateway:jma", seat->second},
              [this, path](Result<server::GatewayDone> done) {
                if (!done && done.error().code.starts_with("store.")) {  // not the file's fault: it is read again
                  failed_inbox_.erase(path.string());
                  return;
                }
                const fs::path folder = path.parent_path() / (done ? "done" : "refused");
                std::error_code moved;
                fs::create_directories(folder, moved);
                fs::rename(path, folder / path.filename(), moved);
                if (!moved) failed_inbox_.erase(path.string());
                if (!done) {
                  spdlog::warn("jma: {} refused: {}", path.filename().string(), describe(done.error()));
                  (void)disk_.write((folder / (path.filename().string() + ".reason.txt")).string(),
                                    describe(done.error(), Language::ja) + "\n" + describe(done.error()) + "\n", false);
                }
              });
}

std::vector<server::Figure> Runtime::figures() const {
  std::vector<server::Figure> out = {
      {"tsugite_commits_total", "Transactions made durable", "counter", static_cast<double>(commits_), true},
      {"tsugite_commits_failed_total", "Transactions that the disk did not take", "counter", static_cast<double>(failed_commits_)},
      {"tsugite_strangers_total", "Federation connections refused for an unknown key", "counter", static_cast<double>(strangers_.total())},
  };
  return out;
}

}  // namespace tsugite::node
