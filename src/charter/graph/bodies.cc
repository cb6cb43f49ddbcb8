// The bodies as a picture that flows from those at the top, on the left, to those that report to them. Each box says who sits there by
// party and organisation; equals are joined by dotted bows, one party's own councils are dashed. Bodies that no longer stand, or
// not yet, are left out.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "charter/graph/graph.h"
#include "charter/graph/svg.h"

namespace tsugite::charter::graph {
namespace {

constexpr double name_size = 13, small_size = 11, tiny_size = 10, widest = 250;

// Organisations that sit in the body, by party in the charter's order, each once.
std::vector<std::string> sitting(const Charter& charter, const std::string& body, const std::string& party) {
  std::vector<std::string> out;
  for (const auto& [id, seat] : charter.seats) {
    if (!seat.bodies.contains(body) || !charter.stands(seat) || charter.party_of(id) != party) continue;
    const std::string& name = charter.organisations.at(seat.organisation).short_name.ja;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

// A list in lines of no more than the given width.
std::vector<std::string> wrapped(const std::vector<std::string>& words, double width, const std::string& between) {
  std::vector<std::string> out;
  for (const auto& word : words) {
    if (!out.empty() && text_width(out.back() + between + word, tiny_size) <= width) out.back() += between + word;
    else out.push_back(word);
  }
  return out;
}

class Picture {
 public:
  explicit Picture(const Charter& charter) : charter_(charter) {
    for (const auto& [id, body] : charter.bodies)
      if (charter.stands(body)) add(body);
    layer();
    for (std::size_t i = 0; i < drawn_.size(); ++i)
      for (const auto& up : drawn_[i].body->feeds)
        if (auto it = number_.find(up); it != number_.end()) links_.push_back({it->second, i});
  }

  std::string draw() {
    Gaps gaps;
    gaps.layers = 64;
    gaps.boxes = 14;
    Placing at = place(boxes_, links_, true, gaps);
    const double head = 56;
    for (auto& one : at.boxes) one.y += head;
    for (auto& way : at.links)
      for (auto& one : way) one.y += head;
    svg_.text_left({24, 24}, charter_.title.ja + " / " + charter_.title.en, "h");
    svg_.text_left({24, 45}, fmt::format("適用 / effective {}", charter_.effective), "e");
    for (const auto& way : at.links) {
      auto up = way;  // the picture flows down from the top body, the arrow points to it
      std::reverse(up.begin(), up.end());
      svg_.curve(up, "", true);
    }
    lateral(at);
    for (std::size_t i = 0; i < drawn_.size(); ++i) draw_body(drawn_[i], at.boxes[i], boxes_[i]);
    legend(at.height + head);
    return svg_.finish(std::max(at.width + 20, 760.0), at.height + head + 40, charter_.title.ja + " / " + charter_.title.en);
  }

 private:
  struct Drawn {
    const Body* body;
    std::vector<std::string> name;
    std::vector<std::pair<std::string, std::string>> lines;  // party's colour, words
  };

  void add(const Body& body) {
    Drawn one{&body, {}, {}};
    std::vector<std::string> levels;
    for (const auto& level : body.levels) levels.push_back(charter_.level_names.at(level).ja);
    for (auto& words : wrapped(levels, widest - 40, "・")) one.lines.emplace_back("", std::move(words));
    for (std::size_t p = 0; p < charter_.party_order.size(); ++p)
      for (auto& words : wrapped(sitting(charter_, body.id, charter_.party_order[p]), widest - 40, "・"))
        one.lines.emplace_back(fmt::format("r{}", p % 5), std::move(words));
    double width = std::max(text_width(body.name.ja, name_size), text_width(body.name.en, small_size));
    one.name = {body.name.ja};
    if (width > widest) width = widest;
    std::string words;
    for (const auto& part : wrapped(split(body.name.en), width * tiny_size / small_size, " ")) one.name.push_back(part);
    for (const auto& [hue, text] : one.lines) width = std::max(width, text_width(text, tiny_size) + 16);
    const double height = 16 + 15 * static_cast<double>(one.name.size()) + 13 * static_cast<double>(one.lines.size()) + 4;
    number_[body.id] = drawn_.size();
    boxes_.push_back({std::max(width, 120.0) + 24, height, 0, 0, -1});
    drawn_.push_back(std::move(one));
  }

  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> out(1);
    for (const char c : text) {
      if (c == ' ') out.emplace_back();
      else out.back() += c;
    }
    return out;
  }

  // A body stands one layer after those it reports to, and in one layer with its equals.
  void layer() {
    for (std::size_t round = 0; round <= drawn_.size(); ++round)
      for (std::size_t i = 0; i < drawn_.size(); ++i) {
        for (const auto& up : drawn_[i].body->feeds)
          if (auto it = number_.find(up); it != number_.end()) boxes_[i].layer = std::max(boxes_[i].layer, boxes_[it->second].layer + 1);
        for (const auto& other : drawn_[i].body->lateral)
          if (auto it = number_.find(other); it != number_.end()) boxes_[i].layer = std::max(boxes_[i].layer, boxes_[it->second].layer);
      }
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      boxes_[i].order = boxes_[i].layer;
      boxes_[i].group = static_cast<int>(i);
    }
    for (std::size_t round = 0; round < drawn_.size(); ++round)
      for (std::size_t i = 0; i < drawn_.size(); ++i)
        for (const auto& other : drawn_[i].body->lateral)
          if (auto it = number_.find(other); it != number_.end()) boxes_[i].group = std::min(boxes_[i].group, boxes_[it->second].group);
  }

  void lateral(const Placing& at) {
    std::set<std::pair<std::size_t, std::size_t>> done;
    for (std::size_t i = 0; i < drawn_.size(); ++i)
      for (const auto& other : drawn_[i].body->lateral) {
        const auto it = number_.find(other);
        if (it == number_.end() || !done.insert(std::minmax(i, it->second)).second) continue;
        const std::size_t j = it->second;
        const double side = std::max(at.boxes[i].x + boxes_[i].width / 2, at.boxes[j].x + boxes_[j].width / 2);
        svg_.bow({at.boxes[i].x + boxes_[i].width / 2, at.boxes[i].y}, {at.boxes[j].x + boxes_[j].width / 2, at.boxes[j].y},
                 side - std::min(at.boxes[i].x + boxes_[i].width / 2, at.boxes[j].x + boxes_[j].width / 2) + 26, "dot");
      }
  }

  void draw_body(const Drawn& one, Point at, const Box& box) {
    svg_.rect(at, box.width, box.height, 7, one.body->party.empty() ? "body" : "national");
    double y = at.y - box.height / 2 + 15;
    svg_.text({at.x, y}, one.name[0], "n");
    for (std::size_t i = 1; i < one.name.size(); ++i) svg_.text({at.x, y += 15}, one.name[i], "e");
    y += 2;
    for (const auto& [hue, words] : one.lines) {
      y += 13;
      if (hue.empty()) {
        svg_.text({at.x, y}, words, "q");
        continue;
      }
      svg_.circle({at.x - box.width / 2 + 12, y}, 4, hue);
      svg_.text_left({at.x - box.width / 2 + 21, y}, words, "q");
    }
    if (!one.body->mechanism.empty()) {
      const double width = text_width(one.body->mechanism, tiny_size) + 10;
      svg_.rect({at.x + box.width / 2 - width / 2 - 4, at.y - box.height / 2}, width, 14, 7, "tag");
      svg_.text({at.x + box.width / 2 - width / 2 - 4, at.y - box.height / 2}, one.body->mechanism, "q");
    }
  }

  void legend(double y) {
    double x = 24;
    for (std::size_t p = 0; p < charter_.party_order.size(); ++p) {
      const Text& name = charter_.parties.at(charter_.party_order[p]).short_name;
      const std::string words = name.ja + " / " + name.en;
      svg_.circle({x + 5, y + 12}, 5, fmt::format("r{}", p % 5));
      svg_.text_left({x + 14, y + 12}, words, "s");
      x += text_width(words, small_size) + 34;
    }
    svg_.text_left({x, y + 12}, "→ 報告 / reports to　　⋯ 対等 / equals　　- - 国内 / one party's own", "s");
  }

  const Charter& charter_;
  std::vector<Drawn> drawn_;
  std::vector<Box> boxes_;
  std::vector<Link> links_;
  std::map<std::string, std::size_t> number_;
  Svg svg_;
};

}  // namespace

std::string bodies_svg(const Charter& charter) { return Picture(charter).draw(); }

std::map<std::string, std::string> pictures(const Charter& charter) {
  std::map<std::string, std::string> out;
  std::string page = fmt::format(
      "# {} / {}\n\nDrawn from `charters/{}/` by `tsugite charter graph`; a test keeps the two alike.\n\n## 調整の場 / "
      "Bodies\n\n![Bodies](bodies.svg)\n",
      charter.title.ja, charter.title.en, charter.id);
  out["bodies.svg"] = bodies_svg(charter);
  for (const auto& [id, procedure] : charter.procedures) {
    out[id + ".svg"] = procedure_svg(charter, procedure);
    page += fmt::format("\n## {} / {}\n\n{} / {}\n\n![{}]({}.svg)\n", procedure.title.ja, procedure.title.en, procedure.help.ja,
                        procedure.help.en, procedure.title.en, id);
  }
  out["README.md"] = page;
  return out;
}

}  // namespace tsugite::charter::graph
