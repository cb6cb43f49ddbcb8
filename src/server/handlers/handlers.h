// The handlers of routes.cc. Each answers its call exactly once, now or after a commit. Permission, CSRF, rate and the form of the body
// were checked before; whether a step may be taken is the Core's to say.
#pragma once

#include <memory>

#include "server/call.h"

namespace tsugite::server {

void handle_sign_in(const std::shared_ptr<Call>& call);
void handle_me(const std::shared_ptr<Call>& call);
void handle_sign_out(const std::shared_ptr<Call>& call);

void handle_charter(const std::shared_ptr<Call>& call);
void handle_library(const std::shared_ptr<Call>& call);
void handle_procedure_graph(const std::shared_ptr<Call>& call);
void handle_renderings(const std::shared_ptr<Call>& call);
void handle_mechanism(const std::shared_ptr<Call>& call);
void handle_today(const std::shared_ptr<Call>& call);
void handle_cases(const std::shared_ptr<Call>& call);
void handle_case(const std::shared_ptr<Call>& call);
void handle_search(const std::shared_ptr<Call>& call);
void handle_openings(const std::shared_ptr<Call>& call);
void handle_alerts(const std::shared_ptr<Call>& call);
void handle_links(const std::shared_ptr<Call>& call);
void handle_desk(const std::shared_ptr<Call>& call);
void handle_desk_preview(const std::shared_ptr<Call>& call);
void handle_record(const std::shared_ptr<Call>& call);
void handle_record_label(const std::shared_ptr<Call>& call);
void handle_recalls(const std::shared_ptr<Call>& call);
void handle_retention(const std::shared_ptr<Call>& call);

void handle_command(const std::shared_ptr<Call>& call);
void handle_desk_verdict(const std::shared_ptr<Call>& call);
void handle_desk_derive(const std::shared_ptr<Call>& call);
void handle_desk_rule(const std::shared_ptr<Call>& call);
void handle_rule_withdrawal(const std::shared_ptr<Call>& call);
void handle_recall(const std::shared_ptr<Call>& call);
void handle_purge(const std::shared_ptr<Call>& call);
void handle_disposal(const std::shared_ptr<Call>& call);
void handle_gateway_jma(const std::shared_ptr<Call>& call);
void handle_set_link(const std::shared_ptr<Call>& call);
void handle_end_link(const std::shared_ptr<Call>& call);
void handle_readmit(const std::shared_ptr<Call>& call);

void handle_stream_without_upgrade(const std::shared_ptr<Call>& call);
void handle_openapi(const std::shared_ptr<Call>& call);
void handle_doctor(const std::shared_ptr<Call>& call);
void handle_health(const std::shared_ptr<Call>& call);
void handle_metrics(const std::shared_ptr<Call>& call);

}  // namespace tsugite::server
