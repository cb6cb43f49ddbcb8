// Screen: the interface of one node as browsers use it, over facts that a test puts in. Not for what ships.
#pragma once

#include "attacks/carrier.h"
#include "server/test_world.h"

namespace tsugite::attacks {

class Screen : public server::test::World {
 public:
  using Standing = casework::Standing;
  server::test::FakeFacts& facts() { return backend.table; }

  // One step of the support procedure with these words as its subject.
  static v1::Envelope step(const std::string& id, const std::string& words, const std::string& party = "JPN") {
    v1::Envelope out;
    out.set_party(party);
    out.mutable_step()->set_procedure("support");
    out.mutable_step()->set_step(id);
    *out.mutable_step()->add_field() = server::test::text_field("subject", words, words);
    return out;
  }
  // A case that rests on one request; its record.
  Digest put(const std::string& words, const std::string& classification = "open", const std::string& party = "JPN") {
    auto& c = facts().open("support", words);
    c.state = "requested";
    last = c.id;
    return facts().add(c, step("request", words, party), Standing::effective, classification);
  }
  // The record put last, marked otherwise than any node would let it in.
  v1::Label& label() { return *facts().envelopes.back().mutable_label(); }

  std::string pages(const std::string& account) {
    auto asking = browser(account);
    std::string out;
    for (const char* path : {"/today", "/cases", "/alerts", "/links", "/openings", "/desk"}) out += asking.get(path).text;
    return out;
  }
  std::string page(const std::string& account, const std::string& path) { return browser(account).get(path).text; }
  int status(const std::string& account, const std::string& path) { return browser(account).get(path).status; }
  // What a person with that account finds by the canary.
  bool found(const std::string& account, const std::string& words = canary) {
    return !browser(account).get("/search?words=" + words).body.at("cases").as_array().empty();
  }
  // Nowhere on the pages, and no answer of its own by its address.
  bool shown(const std::string& account, const Digest& record) {
    return pages(account).find(canary) != std::string::npos || status(account, "/records/" + record.hex()) == 200;
  }
  static std::string code_of(const server::test::Browser::Answer& answer) {
    const auto* error = answer.body.is_object() ? answer.body.get_object().if_contains("error") : nullptr;
    return error ? std::string(error->at("code").as_string()) : std::string();
  }
  Result<server::Hub::Client> stream(server::test::Browser& of) {
    auto request = of.request("GET", "/api/v1/stream?context=kumamoto");
    request.origin = "http://127.0.0.1:8401";
    return front->open_stream(request);
  }

  CaseId last;
};

}  // namespace tsugite::attacks
