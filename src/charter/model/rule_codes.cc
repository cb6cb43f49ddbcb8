#include "charter/check.h"

namespace tsugite::charter {

const std::vector<std::string>& rule_codes() {
  static const std::vector<std::string> codes{"settled-without-reply",
                                              "settles-without-word",
                                              "reply-without-proposal",
                                              "settled-state",
                                              "settling-field",
                                              "proposal-field",
                                              "home-step",
                                              "basis",
                                              "no-basis",
                                              "class-above",
                                              "class-body",
                                              "by-reference",
                                              "clock",
                                              "clock-in-vain",
                                              "waits-in-vain",
                                              "stuck",
                                              "no-way-out",
                                              "no-seat",
                                              "referral-way",
                                              "referral-without-end",
                                              "measure-procedure",
                                              "measure-body"};
  return codes;
}

}  // namespace tsugite::charter
