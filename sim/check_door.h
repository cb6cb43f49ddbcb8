// 1 Door, as it is seen from outside: every plaintext frame that leaves a node is opened, and each record in it must be one that this
// partner may have now, whole or as an outline, naming nothing that is not the partner's to know. 9 Originator control, of what is given
// back and of what was recalled before it left.
#pragma once

#include <map>
#include <string>

#include "alliance.h"
#include "books.h"
#include "check.h"

namespace tsugite::sim {

class DoorCheck {
 public:
  explicit DoorCheck(const Alliance& alliance) : alliance_(alliance) {}
  // `secret_mark`: what the sender's secret words all hold.
  void frame(const Node& from, const std::string& to, const std::string& secret_mark, BytesView bytes);
  const Wrong& wrong() const { return wrong_; }

 private:
  using Why = std::optional<std::string>;
  struct Sent {
    const Node& from;
    const std::string& to;
    const Bytes& bytes;
    Digest digest;  // of the record, of which an outline has another
    bool outlined = false;
  };
  Why label(const Sent& sent, const v1::Envelope& e) const;
  Why desk(const Sent& sent, const v1::Envelope& e, const Books& books) const;
  Why named(const Sent& sent, const v1::Envelope& e, const Books& books) const;
  Why derived(const Sent& sent, const v1::Envelope& e, const Books& books) const;
  Why outline(const Sent& sent, const v1::Envelope& e, const Books& books) const;
  void record(const Sent& sent);

  const Alliance& alliance_;
  std::map<std::string, Books> books_;  // by party
  Wrong wrong_;
};

}  // namespace tsugite::sim
