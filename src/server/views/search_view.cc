#include "server/views/search_view.h"

#include <algorithm>

#include "base/limits.h"
#include "server/views/case_ref.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

struct Found {
  bool by_number = false;
  std::int64_t updated_ms = 0;
  const casework::Case* c = nullptr;

  bool operator<(const Found& o) const {
    if (by_number != o.by_number) return by_number;
    return updated_ms != o.updated_ms ? updated_ms > o.updated_ms : c->id < o.c->id;
  }
};

bool shared(Window& window, const casework::Case& c) { return shown_state(window, c).kind != "home" && !held_by(window, c).empty(); }

std::vector<std::string> texts_of(Window& window, const casework::Case& c, const std::optional<std::string>& number) {
  const auto fields = standing_fields(window, c);
  const auto heading = heading_of(window, c, fields);
  std::vector<std::string> out{heading.title.ja, heading.title.en, number.value_or("")};
  if (const auto* place = place_of(window.procedure_of(c), fields)) {
    out.push_back(place->place().name().ja());
    out.push_back(place->place().name().en());
  }
  return out;
}

}  // namespace

json::object search_view(Window& window, const std::string& context, const SearchWords& words, bool shared_only) {
  std::vector<Found> found;
  for (const auto* c : window.cases(context)) {
    if (shared_only && !shared(window, *c)) continue;
    const auto number = window.number_of(c->id);
    if (words.in(texts_of(window, *c, number))) found.push_back({number && words.is(*number), updated_ms(window, *c), c});
  }
  const std::size_t shown = std::min(found.size(), limits::search_results);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end());
  json::array cases;
  for (std::size_t i = 0; i < shown; ++i) cases.push_back(case_ref(window, *found[i].c));
  return {{"cases", std::move(cases)}, {"more", found.size() > shown}};
}

}  // namespace tsugite::server
