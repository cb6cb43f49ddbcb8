#include "base/time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace tsugite {
namespace {

std::unexpected<Error> bad_time(std::string_view text) {
  return fail("base.time", std::string(text.substr(0, 40)), "not a date and time with an offset (2016-04-14T21:26:00+09:00)",
              "時差を付けた日時（2016-04-14T21:26:00+09:00）ではありません");
}

// Reads exactly `digits` digits at the front of `text` and drops them.
bool take(std::string_view& text, std::size_t digits, int& out) {
  if (text.size() < digits) return false;
  for (std::size_t i = 0; i < digits; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  std::from_chars(text.data(), text.data() + digits, out);
  text.remove_prefix(digits);
  return true;
}

bool skip(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string to_iso(WallTime t) {
  using namespace std::chrono;
  sys_time<milliseconds> point{milliseconds{t.ms}};
  auto day = floor<days>(point);
  year_month_day date{day};
  hh_mm_ss<milliseconds> clock{point - day};
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) out += fmt::format(".{:03}", clock.subseconds().count());
  return out + "Z";
}

Result<WallTime> from_iso(std::string_view text) {
  using namespace std::chrono;
  std::string_view rest = text;
  int y, mo, d, h, mi, s = 0, ms = 0;
  if (!take(rest, 4, y) || !skip(rest, '-') || !take(rest, 2, mo) || !skip(rest, '-') || !take(rest, 2, d) ||
      !(skip(rest, 'T') || skip(rest, ' ')) || !take(rest, 2, h) || !skip(rest, ':') || !take(rest, 2, mi))
    return bad_time(text);
  if (skip(rest, ':')) {
    if (!take(rest, 2, s)) return bad_time(text);
    if (skip(rest, '.')) {
      int weight = 100, seen = 0;
      while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
        ms += (rest.front() - '0') * weight;
        weight /= 10;
        rest.remove_prefix(1);
        if (++seen > 9) return bad_time(text);
      }
      if (seen == 0) return bad_time(text);
    }
  }
  int offset = 0;
  if (!skip(rest, 'Z')) {
    int sign = skip(rest, '+') ? 1 : skip(rest, '-') ? -1 : 0;
    int oh, om;
    if (sign == 0 || !take(rest, 2, oh) || !skip(rest, ':') || !take(rest, 2, om) || oh > 15 || om > 59) return bad_time(text);
    offset = sign * (oh * 60 + om);
  }
  year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!rest.empty() || !date.ok() || h > 23 || mi > 59 || s > 60) return bad_time(text);
  auto seconds_of_day = hours{h} + minutes{mi - offset} + seconds{s};
  return WallTime{duration_cast<milliseconds>(sys_days{date}.time_since_epoch() + seconds_of_day).count() + ms};
}

Result<Duration> duration_from_iso(std::string_view text) {
  auto bad = [&] {
    return fail("base.duration", std::string(text.substr(0, 40)), "not a duration such as PT2H, PT30M or P3D",
                "PT2H、PT30M、P3D のような期間ではありません");
  };
  std::string_view rest = text;
  if (!skip(rest, 'P') || rest.empty()) return bad();
  std::int64_t total = 0;
  bool time = false, any = false;
  std::string_view order = "DHMS";  // each unit at most once, in this order
  while (!rest.empty()) {
    if (skip(rest, 'T')) {
      if (time) return bad();
      time = true;
      continue;
    }
    std::int64_t n = 0;
    auto [end, err] = std::from_chars(rest.data(), rest.data() + rest.size(), n);
    if (err != std::errc{} || end == rest.data() + rest.size() || n < 0 || n > 36500) return bad();
    char unit = *end;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
    auto at = order.find(unit);
    if (at == std::string_view::npos || (unit == 'D') == time) return bad();
    order.remove_prefix(at + 1);
    total += n * (unit == 'D' ? 86'400'000 : unit == 'H' ? 3'600'000 : unit == 'M' ? 60'000 : 1000);
    any = true;
  }
  if (!any) return bad();
  return Duration{total};
}

}  // namespace tsugite
