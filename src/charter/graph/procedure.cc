// A procedure as a picture: states are boxes, a step is a chip between the states it is taken in and the one it leads to, in the
// colour of the role that takes it; remarks stand in the box of their state. Home states and steps are dashed.
#include <fmt/format.h>

#include <algorithm>

#include "charter/graph/graph.h"
#include "charter/graph/svg.h"

namespace tsugite::charter::graph {
namespace {

constexpr double name_size = 13, small_size = 11, tiny_size = 10, line = 15, pad = 12;

std::string length_of(Duration one) {
  const auto minutes = one.ms / 60'000;
  if (minutes % 1440 == 0) return fmt::format("{} d", minutes / 1440);
  if (minutes % 60 == 0) return fmt::format("{} h", minutes / 60);
  return fmt::format("{} min", minutes);
}

class Picture {
 public:
  Picture(const Charter& charter, const Procedure& procedure) : charter_(charter), procedure_(procedure) {
    add_states();
    for (const auto& step : procedure.steps)
      if (!step.to.empty()) add_step(step);
  }

  std::string draw() {
    const double head = 64;
    Placing at = place(boxes_, links_);
    for (auto& one : at.boxes) one.y += head;
    for (auto& way : at.links)
      for (auto& one : way) one.y += head;
    const Text& claims = charter_.commitment_names.at(procedure_.commitment);
    const double width = std::max({at.width, text_width(procedure_.title.ja + " / " + procedure_.title.en, 18) + 48,
                                   text_width(claims.ja + " / " + claims.en, 12) + 48, legend_width() + 48});
    const double shift = (width - at.width) / 2;
    for (auto& one : at.boxes) one.x += shift;
    for (auto& way : at.links)
      for (auto& one : way) one.x += shift;
    svg_.text_left({24, 26}, procedure_.title.ja + " / " + procedure_.title.en, "h");
    svg_.text_left({24, 48}, claims.ja + " / " + claims.en, "e");
    for (std::size_t i = 0; i < links_.size(); ++i) svg_.curve(at.links[i], dashed_[i] ? "dash" : "");
    for (std::size_t i = 0; i < states_.size(); ++i) draw_state(states_[i], at.boxes[i], boxes_[i]);
    for (std::size_t i = 0; i < steps_.size(); ++i) draw_step(*steps_[i], at.boxes[states_.size() + i], boxes_[states_.size() + i]);
    legend(at.height + head + 6);
    return svg_.finish(width, at.height + head + 44, procedure_.title.ja + " / " + procedure_.title.en);
  }

 private:
  struct Drawn {
    const State* state = nullptr;  // null: the beginning
    std::vector<std::string> lines;
  };

  void add_states() {
    states_.push_back({});
    boxes_.push_back({16, 16, 0, -1, -1});
    number_["start"] = 0;
    for (const auto& state : procedure_.states) {
      Drawn one{&state, {}};
      for (const auto& clock : procedure_.clocks)
        if (clock.state == state.id) one.lines.push_back("≤ " + due_of(clock));
      if (!state.at.empty()) one.lines.push_back(fmt::format("@ {}", state.at));
      for (const auto& step : procedure_.steps)
        if (step.to.empty() && std::find(step.from.begin(), step.from.end(), state.id) != step.from.end())
          one.lines.push_back("＋ " + step.name.ja + " / " + step.name.en);
      double width = std::max(text_width(state.name.ja, name_size), text_width(state.name.en, small_size));
      for (const auto& words : one.lines) width = std::max(width, text_width(words, tiny_size));
      number_[state.id] = states_.size();
      const double dots = state.waits_for == "each" ? 9 * static_cast<double>(procedure_.roles.size()) : 9;
      boxes_.push_back({std::max(width + 2 * pad + 2 * dots - 10, 96.0), 44 + 13 * static_cast<double>(one.lines.size()),
                        static_cast<double>(states_.size()), -1, -1});
      states_.push_back(std::move(one));
    }
  }

  std::string due_of(const Clock& clock) const {
    const FieldSpec* until = procedure_.field(clock.until);
    if (!until) return length_of(clock.within);
    const std::string date = until->name.ja + " / " + until->name.en;
    return clock.within.ms == 0 ? date : fmt::format("{} ({})", date, length_of(clock.within));
  }

  static std::string marks(const StepSpec& step) {
    std::string out;
    if (step.proposes) out += "◆";
    if (step.replies) out += "●";
    if (step.each) out += "∥";
    if (step.number) out += "№";
    if (!step.refers.empty()) out += "↗";
    if (!step.needs.empty()) out += "✓";
    return out;
  }

  void add_step(const StepSpec& step) {
    const std::string mark = marks(step);
    const double width =
        std::max(text_width(step.name.ja + (mark.empty() ? "" : " " + mark), small_size), text_width(step.name.en, tiny_size));
    // The chip stands after the states it comes from; those that it leads back before do not hold it down.
    const auto to = number_.find(step.to);
    const auto home = number_.find(step.requires_home);
    double order = -1, last = 0;
    for (const auto& from : step.from)
      if (auto it = number_.find(from); it != number_.end()) {
        const auto at = static_cast<double>(it->second);
        last = std::max(last, at);
        if (to != number_.end() && it->second < to->second) order = std::max(order, at);
      }
    if (order < 0) order = last;
    if (home != number_.end()) order = std::max(order, static_cast<double>(home->second));
    const std::size_t self = boxes_.size();
    boxes_.push_back({width + 2 * pad, 34, order + 0.5, -1, -1});
    for (const auto& from : step.from)
      if (auto it = number_.find(from); it != number_.end()) connect(it->second, self, step.home);
    if (home != number_.end()) connect(home->second, self, true);
    if (to != number_.end()) connect(self, to->second, step.home);
    steps_.push_back(&step);
  }

  void connect(std::size_t from, std::size_t to, bool dashed) {
    // Chips come after all states: those that were not placed yet keep their number.
    links_.push_back({from, to});
    dashed_.push_back(dashed);
  }

  std::string colour(const std::string& role) const {
    for (std::size_t i = 0; i < procedure_.roles.size(); ++i)
      if (procedure_.roles[i].id == role) return fmt::format("r{}", i % 5);
    return "any";
  }

  void draw_state(const Drawn& one, Point at, const Box& box) {
    if (!one.state) {
      svg_.circle(at, 8, "start");
      return;
    }
    const State& state = *one.state;
    const bool end = state.ends();
    const char* kind = procedure_.settled_by(state.id) ? "settled" : state.home() ? "home" : end ? "end" : "joint";
    svg_.rect(at, box.width, box.height, end ? 18 : 7, kind);
    double y = at.y - box.height / 2 + 15;
    svg_.text({at.x, y}, state.name.ja, "n");
    svg_.text({at.x, y += line}, state.name.en, "e");
    for (const auto& words : one.lines) svg_.text({at.x, y += 13}, words, "q");
    if (!state.waits_for.empty()) {
      if (state.waits_for == "each")
        for (std::size_t i = 0; i < procedure_.roles.size(); ++i)
          svg_.circle({at.x + box.width / 2 - 9 - 9 * static_cast<double>(i), at.y - box.height / 2 + 8}, 4, fmt::format("r{}", i % 5));
      else svg_.circle({at.x + box.width / 2 - 9, at.y - box.height / 2 + 8}, 4, colour(state.waits_for));
    }
  }

  void draw_step(const StepSpec& step, Point at, const Box& box) {
    svg_.rect(at, box.width, box.height, 4, step.home ? "step own" : "step");
    svg_.rect({at.x - box.width / 2 + 3, at.y}, 5, box.height - 6, 2, colour(step.by));
    const std::string mark = marks(step);
    svg_.text({at.x + 2, at.y - 7}, step.name.ja + (mark.empty() ? "" : " " + mark), "s");
    svg_.text({at.x + 2, at.y + 8}, step.name.en, "q");
  }

  std::vector<std::pair<std::string, std::string>> legend_items() const {  // colour, words
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < procedure_.roles.size(); ++i)
      out.emplace_back(fmt::format("r{}", i % 5), procedure_.roles[i].name.ja + " / " + procedure_.roles[i].name.en);
    if (std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [](const StepSpec& step) { return step.by == "any"; }))
      out.emplace_back("any", "いずれの側も / any");
    std::string all;
    for (const auto& step : procedure_.steps) all += marks(step);
    for (const auto& [mark, words] : {std::pair{"◆", "◆ 案 / proposal"}, std::pair{"●", "● 正式回答 / official reply"},
                                      std::pair{"∥", "∥ 各側 / each"}, std::pair{"№", "№ 命令番号 / order number"},
                                      std::pair{"↗", "↗ 付議 / refers"}, std::pair{"✓", "✓ 付記が要件 / after what it needs"}})
      if (all.find(mark) != std::string::npos) out.emplace_back("", words);
    return out;
  }

  double legend_width() const {
    double out = 0;
    for (const auto& [hue, words] : legend_items()) out += text_width(words, small_size) + (hue.empty() ? 16 : 30);
    return out;
  }

  void legend(double y) {
    double x = 24;
    for (const auto& [hue, words] : legend_items()) {
      if (!hue.empty()) {
        svg_.circle({x + 5, y + 12}, 5, hue);
        x += 14;
      }
      svg_.text_left({x, y + 12}, words, "s");
      x += text_width(words, small_size) + 16;
    }
  }

  const Charter& charter_;
  const Procedure& procedure_;
  std::vector<Drawn> states_;
  std::vector<const StepSpec*> steps_;
  std::vector<Box> boxes_;  // states first, then steps
  std::vector<Link> links_;
  std::vector<bool> dashed_;
  std::map<std::string, std::size_t> number_;
  Svg svg_;
};

}  // namespace

std::string procedure_svg(const Charter& charter, const Procedure& procedure) { return Picture(charter, procedure).draw(); }

}  // namespace tsugite::charter::graph
