// Backend: what the server needs of the node around it. The node implements it over the Core; tests bring a small one.
//
// Everything is called on the server's one thread and answers on it, never from within the call. An answer to a command comes
// only when what it says is durable. Commands carry their entropy already; tickets are the node's own.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "charter/companions/companions.h"
#include "server/diagnosis.h"
#include "server/facts.h"
#include "server/stranger.h"
#include "world/clock.h"
#include "world/random.h"

namespace tsugite::server {

struct GatewayDone {
  CaseId case_id;
  std::vector<Digest> records;
  Text headline;
};

// A figure of the node for /metrics, e.g. {"tsugite_commits_total", "...", "counter", 12}.
struct Figure {
  std::string name;
  std::string help;
  std::string type;  // "counter" or "gauge"
  double value = 0;
  bool records = false;  // it grows with each record, withheld ones too: for signed-in administrators alone
};

class Backend {
 public:
  virtual ~Backend() = default;

  virtual const Facts& facts() const = 0;
  virtual const world::Clock& clock() const = 0;
  virtual world::Random& random() = 0;
  virtual const charter::Companions& companions() const = 0;  // of the newest approved charter
  virtual std::string software() const = 0;                   // "tsugite 0.1.0"

  template <class T>
  using Answer = std::function<void(Result<T>)>;
  virtual void submit(core::CommandInput input, Answer<core::Done> answer) = 0;
  virtual void submit_desk(core::DeskAct act, Answer<core::Done> answer) = 0;
  virtual void submit_disposal(core::DisposeInput input, Answer<core::Done> answer) = 0;
  virtual void submit_recall(core::RecallInput input, Answer<core::Done> answer) = 0;
  // One message of the JMA gateway. A repeated one is answered as the first was.
  virtual void gateway_jma(Bytes xml, std::string context, casework::Actor actor, Answer<GatewayDone> answer) = 0;
  virtual void set_link(std::string partner, bool enabled, Answer<void> answer) = 0;

  // The link with that partner ends for good, or it is a partner again.
  virtual void end_link(std::string partner, Text reason, std::string person, Answer<void> answer) = 0;
  virtual void readmit(std::string partner, Answer<void> answer) = 0;
  // Examines the node and its links from both ends; takes seconds. One at a time: "doctor.busy".
  virtual void examine(Answer<Diagnosis> answer) = 0;

  // The key that this node shows to partners, and the keys of no partner that it met last, the last one first.
  virtual Digest own_pin() const = 0;
  virtual std::vector<Stranger> strangers() const = 0;

  // Called after each change that became durable, and when a stranger shows a new key. One subscriber: the server.
  virtual void subscribe(std::function<void(const core::Changes&)> changed) = 0;
  virtual std::vector<Figure> figures() const = 0;
  // An error: the node runs but does not take what it should, e.g. "store.full".
  virtual Result<void> health() const = 0;
};

}  // namespace tsugite::server
