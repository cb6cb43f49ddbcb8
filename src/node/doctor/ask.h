// Asks the node at an address what stands against a link: the doctor's own subprotocol on the federation port, with the node's own TLS
// key. Touches no link. One question: our greeting out, the other's greeting and one refuse frame a reason back, in bounded time.
//
// Whose node it is says the key that answers: `pin`. Errors by name: "link.resolve", "link.connect", "link.tls", "link.upgrade",
// "link.no-answer", and those of frames. Blocks; has a loop of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "federation/frame.pb.h"

namespace tsugite::node {

struct Asked {
  std::optional<Digest> pin;       // of the key that answered, once there was one
  std::optional<v1::Hello> hello;  // its greeting
  std::vector<Error> against;      // what it says stands against the link
  std::optional<Error> failed;     // why there is no whole answer
};

struct Question {
  std::string address;                     // host:port
  std::string key_file, certificate_file;  // the asker's
  std::string about;                       // a partner of the node that is asked, where that is our own; else empty
  Bytes greeting;
};

Asked ask_end(const Question& question);

}  // namespace tsugite::node
