#include "charter/dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace tsugite::charter {
namespace {

std::optional<int> number(const std::string& text, std::size_t at, std::size_t digits) {
  int out = 0;
  if (text.size() < at + digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, out);
  if (error != std::errc{} || end != text.data() + at + digits) return std::nullopt;
  return out;
}

std::optional<Day> day_in(const std::string& date, bool last) {
  using namespace std::chrono;
  const auto y = number(date, 0, 4);
  if (!y) return std::nullopt;
  const auto m = date.size() > 4 ? number(date, 5, 2) : std::optional(last ? 12 : 1);
  if (!m) return std::nullopt;
  const year_month of = year(*y) / month(static_cast<unsigned>(*m));
  if (!of.ok()) return std::nullopt;
  if (date.size() <= 7) return static_cast<Day>((last ? sys_days(of / std::chrono::last) : sys_days(of / 1)).time_since_epoch().count());
  const auto d = number(date, 8, 2);
  if (!d || !(of / *d).ok()) return std::nullopt;
  return static_cast<Day>(sys_days(of / *d).time_since_epoch().count());
}

}  // namespace

Day day_of(WallTime time) {
  constexpr std::int64_t day_ms = 86'400'000, far = std::numeric_limits<Day>::max();
  const std::int64_t day = time.ms / day_ms - (time.ms % day_ms < 0 ? 1 : 0);
  return static_cast<Day>(std::clamp(day, -far, far));
}

Days days_between(const std::string& from, const std::string& to) {
  Days out;
  if (const auto first = day_in(from, false)) out.first = *first;
  if (const auto last = day_in(to, true)) out.last = *last;
  return out;
}

Days common(const Days& a, const Days& b) { return {std::max(a.first, b.first), std::min(a.last, b.last)}; }

}  // namespace tsugite::charter
