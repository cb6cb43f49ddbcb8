#include "server/metrics.h"

#include <fmt/format.h>

#include <iterator>
#include <set>

namespace tsugite::server {
namespace {

// Appends samples; HELP and TYPE stand once before the first of a name.
class Page {
 public:
  void head(const std::string& name, const char* type, const char* help) {
    fmt::format_to(std::back_inserter(out_), "# HELP {} {}\n# TYPE {} {}\n", name, escape(help, false), name, type);
  }
  void sample(const std::string& name, const std::string& labels, double value) {
    fmt::format_to(std::back_inserter(out_), "{}{} {}\n", name, labels, value);
  }
  static std::string label(const char* name, const std::string& value) { return fmt::format("{}=\"{}\"", name, escape(value, true)); }
  std::string take() { return std::move(out_); }

 private:
  static std::string escape(std::string_view text, bool quotes) {
    std::string out;
    for (char c : text) {
      if (c == '\\') out += "\\\\";
      else if (c == '\n') out += "\\n";
      else if (c == '"' && quotes) out += "\\\"";
      else out += c;
    }
    return out;
  }
  std::string out_;
};

void links(Page& page, const Facts& facts, bool counts) {
  const auto all = facts.links();
  page.head("tsugite_link_up", "gauge", "1 while the link to the partner is up");
  for (const auto& link : all)
    page.sample("tsugite_link_up", "{" + Page::label("partner", link.partner) + "}", link.state == core::LinkStatus::State::up ? 1 : 0);
  if (!counts) return;
  const auto streams = [&](const char* name, const char* type, const char* help, std::uint64_t core::StreamStatus::*figure) {
    page.head(name, type, help);
    for (const auto& link : all)
      for (const auto& stream : link.streams)
        page.sample(name, "{" + Page::label("partner", link.partner) + "," + Page::label("context", stream.context) + "}",
                    static_cast<double>(stream.*figure));
  };
  streams("tsugite_outbox_sent_records", "counter", "Records numbered for the partner", &core::StreamStatus::sent);
  streams("tsugite_outbox_receipted_records", "counter", "Of these, co-signed by the partner", &core::StreamStatus::receipted);
  streams("tsugite_outbox_queued_records", "gauge", "Records that wait to be numbered", &core::StreamStatus::queued);
  streams("tsugite_inbox_records", "counter", "Records held of the partner's outbox", &core::StreamStatus::received);
}

// From when the node knew to when the record was numbered for a partner, and receipted by it.
void sharing(Page& page, const Facts& facts) {
  std::set<std::string> contexts;
  for (const auto& link : facts.links())
    for (const auto& stream : link.streams) contexts.insert(stream.context);
  std::vector<core::Sharing> all;
  for (const auto& context : contexts)
    for (auto& one : facts.sharing(context)) all.push_back(std::move(one));
  const auto labels = [](const core::Sharing& one, const char* stage, const char* quantile) {
    return "{" + Page::label("partner", one.partner) + "," + Page::label("context", one.context) + "," + Page::label("kind", one.kind) +
           "," + Page::label("stage", stage) + (quantile ? "," + Page::label("quantile", quantile) : "") + "}";
  };
  const auto each = [&](const char* stage, core::Spread core::Sharing::*of, auto write) {
    for (const auto& one : all)
      if ((one.*of).count() > 0) write(one, one.*of, stage);
  };
  const auto both = [&](auto write) {
    each("numbered", &core::Sharing::numbered, write);
    each("receipted", &core::Sharing::receipted, write);
  };
  page.head("tsugite_sharing_seconds", "gauge", "From knowing a record to sharing it, by kind and partner, since the node started");
  both([&](const core::Sharing& one, const core::Spread& spread, const char* stage) {
    for (const auto& [name, ms] :
         {std::pair{"0.5", spread.at_ms(0.5)}, std::pair{"0.9", spread.at_ms(0.9)}, std::pair{"1", spread.worst_ms()}})
      page.sample("tsugite_sharing_seconds", labels(one, stage, name), static_cast<double>(ms) / 1000);
  });
  page.head("tsugite_sharing_records", "counter", "Records counted in tsugite_sharing_seconds");
  both([&](const core::Sharing& one, const core::Spread& spread, const char* stage) {
    page.sample("tsugite_sharing_records", labels(one, stage, nullptr), static_cast<double>(spread.count()));
  });
}

}  // namespace

std::string Metrics::text(const Facts& facts, const std::vector<Figure>& figures, const Now& now, bool counts) const {
  Page page;
  const auto one = [&](const char* name, const char* type, const char* help, double value) {
    page.head(name, type, help);
    page.sample(name, "", value);
  };
  if (counts) one("tsugite_ledger_records", "counter", "Records in the ledger", static_cast<double>(facts.ledger_size()));
  links(page, facts, counts);
  if (counts) sharing(page, facts);
  page.head("tsugite_http_requests_total", "counter", "HTTP requests by route and status");
  for (const auto& [key, count] : requests_)
    page.sample("tsugite_http_requests_total",
                "{" + Page::label("route", key.first) + "," + Page::label("status", std::to_string(key.second)) + "}",
                static_cast<double>(count));
  one("tsugite_sign_in_failures_total", "counter", "Sign-ins with a wrong account or password", static_cast<double>(sign_in_failures_));
  one("tsugite_rate_refusals_total", "counter", "Requests refused because they came too fast", static_cast<double>(rate_refusals_));
  one("tsugite_sessions", "gauge", "Sessions signed in", static_cast<double>(now.sessions));
  one("tsugite_http_connections", "gauge", "Open HTTP connections", static_cast<double>(now.connections));
  one("tsugite_streams", "gauge", "Open WebSocket streams", static_cast<double>(now.streams));
  one("tsugite_streams_dropped_total", "counter", "Streams closed because their reader was too slow",
      static_cast<double>(streams_dropped_));
  for (const auto& figure : figures)
    if (counts || !figure.records) one(figure.name.c_str(), figure.type.c_str(), figure.help.c_str(), figure.value);
  return page.take();
}

}  // namespace tsugite::server
