// A node's greeting and its judgement of a partner's, without a link: what the doctor exchanges. Pure.
#pragma once

#include "core/core.h"
#include "federation/hello.h"

namespace tsugite::node {

inline constexpr const char* doctor_subprotocol = "tsugite.doctor.v1";

Bytes greeting(const core::Config& config, const std::string& partner, WallTime now);
// What stands against the partner's greeting; nothing where it is good. Also what does not stop a link: clocks and charters apart.
std::vector<Error> against_greeting(const v1::Hello& hello, const core::Config& config, const std::string& partner, const Digest& pin,
                                    std::uint64_t last_serial, WallTime now);
// What a refusal says, where the frame is one; else without a code.
Error refused_with(BytesView frame);
// What stands against a link as it is now. `told`: what the partner refused it with last; where that is why it is not up, the code
// has "told/" before it.
std::vector<Error> against_link(const core::LinkStatus& link, const Error& told, const Digest& newest_charter, WallTime now);

}  // namespace tsugite::node
