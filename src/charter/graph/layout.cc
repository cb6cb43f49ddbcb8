#include "charter/graph/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tsugite::charter::graph {
namespace {

constexpr double bend_width = 10;

class Layers {
 public:
  Layers(const std::vector<Box>& boxes, const std::vector<Link>& links, const Gaps& gaps) : gaps_(gaps), nodes_(boxes), links_(links) {
    find_layers();
    break_links();
    order();
    coordinates();
  }

  Placing placing() const {
    Placing out;
    for (std::size_t i = 0; i < real_; ++i) out.boxes.push_back({x_[i], y_[i]});
    for (std::size_t i = 0; i < links_.size(); ++i) out.links.push_back(path(i));
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      out.width = std::max(out.width, x_[i] + nodes_[i].width / 2 + gaps_.margin);
      out.height = std::max(out.height, y_[i] + nodes_[i].height / 2 + gaps_.margin);
    }
    return out;
  }

 private:
  bool back(const Link& link) const { return nodes_[link.to].order < nodes_[link.from].order; }
  Link down(const Link& link) const { return back(link) ? Link{link.to, link.from} : link; }

  void find_layers() {
    real_ = nodes_.size();
    std::vector<std::size_t> by_order(real_);
    std::iota(by_order.begin(), by_order.end(), std::size_t{0});
    std::stable_sort(by_order.begin(), by_order.end(), [&](auto a, auto b) { return nodes_[a].order < nodes_[b].order; });
    layer_.assign(real_, 0);
    for (const auto i : by_order) {
      if (nodes_[i].layer >= 0) {
        layer_[i] = nodes_[i].layer;
        continue;
      }
      for (const auto& link : links_)
        if (const Link one = down(link); one.to == i && one.from != i) layer_[i] = std::max(layer_[i], layer_[one.from] + 1);
    }
  }

  // A link over several layers becomes a chain of bends, one a layer.
  void break_links() {
    chains_.resize(links_.size());
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const Link one = down(links_[i]);
      auto& chain = chains_[i];
      chain.push_back(one.from);
      for (int at = layer_[one.from] + 1; at < layer_[one.to]; ++at) {
        chain.push_back(nodes_.size());
        nodes_.push_back({bend_width, 0, nodes_[one.from].order, at, -1});
        layer_.push_back(at);
      }
      chain.push_back(one.to);
    }
    above_.resize(nodes_.size());
    below_.resize(nodes_.size());
    for (const auto& chain : chains_)
      for (std::size_t i = 0; i + 1 < chain.size(); ++i)
        if (layer_[chain[i]] < layer_[chain[i + 1]]) {
          below_[chain[i]].push_back(chain[i + 1]);
          above_[chain[i + 1]].push_back(chain[i]);
        }
    const int last = layer_.empty() ? -1 : *std::max_element(layer_.begin(), layer_.end());
    rows_.resize(static_cast<std::size_t>(last + 1));
    for (std::size_t i = 0; i < nodes_.size(); ++i) rows_[static_cast<std::size_t>(layer_[i])].push_back(i);
    for (auto& row : rows_) std::stable_sort(row.begin(), row.end(), [&](auto a, auto b) { return nodes_[a].order < nodes_[b].order; });
  }

  std::vector<double> positions() const {
    std::vector<double> out(nodes_.size());
    for (const auto& row : rows_)
      for (std::size_t i = 0; i < row.size(); ++i) out[row[i]] = static_cast<double>(i);
    return out;
  }

  // Crossings between neighbouring layers; small graphs, so counted pair by pair.
  long crossings() const {
    const auto at = positions();
    long out = 0;
    for (std::size_t r = 0; r + 1 < rows_.size(); ++r) {
      std::vector<std::pair<double, double>> lines;
      for (const auto i : rows_[r])
        for (const auto j : below_[i]) lines.emplace_back(at[i], at[j]);
      for (std::size_t a = 0; a < lines.size(); ++a)
        for (std::size_t b = a + 1; b < lines.size(); ++b)
          out += (lines[a].first - lines[b].first) * (lines[a].second - lines[b].second) < 0 ? 1 : 0;
    }
    return out;
  }

  void sweep(bool downward) {
    for (std::size_t step = 0; step < rows_.size(); ++step) {
      auto& row = rows_[downward ? step : rows_.size() - 1 - step];
      const auto at = positions();
      std::vector<double> wish(nodes_.size());
      for (const auto i : row) {
        const auto& near = downward ? above_[i] : below_[i];
        double sum = 0;
        for (const auto j : near) sum += at[j];
        wish[i] = near.empty() ? at[i] : sum / static_cast<double>(near.size());
      }
      keep_groups(row, wish);
      std::stable_sort(row.begin(), row.end(), [&](auto a, auto b) { return wish[a] < wish[b]; });
    }
  }

  // A group stands where its members would stand on average.
  void keep_groups(const std::vector<std::size_t>& row, std::vector<double>& wish) const {
    for (const auto i : row) {
      if (nodes_[i].group < 0) continue;
      double sum = 0, count = 0;
      bool first = true;
      for (const auto j : row)
        if (nodes_[j].group == nodes_[i].group) {
          first = first && (count > 0 || j == i);
          sum += wish[j];
          ++count;
        }
      if (!first) continue;
      double shift = 0;
      for (const auto j : row)
        if (nodes_[j].group == nodes_[i].group) wish[j] = sum / count + 1e-6 * ++shift;
    }
  }

  void order() {
    auto best = rows_;
    long fewest = -1;
    for (int round = 0; round < 24; ++round) {
      sweep(round % 2 == 0);
      const long now = crossings();
      if (fewest < 0 || now < fewest) {
        fewest = now;
        best = rows_;
      }
    }
    rows_ = std::move(best);
  }

  double apart(std::size_t a, std::size_t b) const {
    const bool bends = a >= real_ || b >= real_;
    return nodes_[a].width / 2 + nodes_[b].width / 2 + (bends ? gaps_.boxes / 2 : gaps_.boxes);
  }

  // Moves the boxes of a row to where they wish to be, as near as their order and widths allow: the mean of pushing everything
  // to the right and everything to the left.
  void settle(const std::vector<std::size_t>& row, const std::vector<double>& wish) {
    std::vector<double> right(row.size()), left(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
      right[i] = i == 0 ? wish[row[i]] : std::max(wish[row[i]], right[i - 1] + apart(row[i - 1], row[i]));
    for (std::size_t i = row.size(); i-- > 0;)
      left[i] = i + 1 == row.size() ? wish[row[i]] : std::min(wish[row[i]], left[i + 1] - apart(row[i], row[i + 1]));
    for (std::size_t i = 0; i < row.size(); ++i) x_[row[i]] = (right[i] + left[i]) / 2;
    for (std::size_t i = 1; i < row.size(); ++i) x_[row[i]] = std::max(x_[row[i]], x_[row[i - 1]] + apart(row[i - 1], row[i]));
  }

  void coordinates() {
    x_.assign(nodes_.size(), 0);
    y_.assign(nodes_.size(), 0);
    double top = gaps_.margin;
    for (const auto& row : rows_) {
      double height = 0, x = 0;
      for (const auto i : row) height = std::max(height, nodes_[i].height);
      for (std::size_t i = 0; i < row.size(); ++i) {
        x += i == 0 ? 0 : apart(row[i - 1], row[i]);
        x_[row[i]] = x;
        y_[row[i]] = top + height / 2;
      }
      const double middle = x / 2;
      for (const auto i : row) x_[i] -= middle;
      top += height + gaps_.layers;
    }
    for (int round = 0; round < 40; ++round)
      for (std::size_t step = 0; step < rows_.size(); ++step) {
        const auto& row = rows_[round % 2 == 0 ? step : rows_.size() - 1 - step];
        std::vector<double> wish = x_;
        for (const auto i : row) {
          double sum = 0, weight = 0;
          for (const auto* near : {&above_[i], &below_[i]})
            for (const auto j : *near) {
              const double pull = i >= real_ && j >= real_ ? 4 : 1;  // long lines stay straight
              sum += pull * x_[j];
              weight += pull;
            }
          if (nodes_[i].group >= 0)
            for (const auto j : row)
              if (j != i && nodes_[j].group == nodes_[i].group) {  // equals draw near
                sum += x_[j];
                weight += 1;
              }
          if (weight > 0) wish[i] = sum / weight;
        }
        settle(row, wish);
      }
    double least = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) least = std::min(least, x_[i] - nodes_[i].width / 2);
    for (auto& x : x_) x += gaps_.margin - least;
  }

  std::vector<Point> path(std::size_t link) const {
    const auto& chain = chains_[link];
    std::vector<Point> out;
    const auto from = chain.front(), to = chain.back();
    if (layer_[from] == layer_[to]) {  // side by side
      const double way = x_[to] > x_[from] ? 1 : -1;
      out = {{x_[from] + way * nodes_[from].width / 2, y_[from]}, {x_[to] - way * nodes_[to].width / 2, y_[to]}};
    } else {
      out.push_back({door(from, chain[1], below_[from]), y_[from] + nodes_[from].height / 2});
      for (std::size_t i = 1; i + 1 < chain.size(); ++i) out.push_back({x_[chain[i]], y_[chain[i]]});
      out.push_back({door(to, chain[chain.size() - 2], above_[to]), y_[to] - nodes_[to].height / 2});
    }
    if (back(links_[link])) std::reverse(out.begin(), out.end());
    return out;
  }

  // Where a line leaves the box: lines spread over its middle half in the order of where they go.
  double door(std::size_t box, std::size_t other, const std::vector<std::size_t>& all) const {
    double before = 0;
    for (const auto j : all) before += x_[j] < x_[other] ? 1.0 : 0.0;
    const double span = nodes_[box].width * 0.5;
    return all.size() < 2 ? x_[box] : x_[box] - span / 2 + span * before / static_cast<double>(all.size() - 1);
  }

  Gaps gaps_;
  std::vector<Box> nodes_;
  const std::vector<Link>& links_;
  std::size_t real_ = 0;
  std::vector<int> layer_;
  std::vector<std::vector<std::size_t>> chains_, above_, below_, rows_;
  std::vector<double> x_, y_;
};

}  // namespace

Placing place(const std::vector<Box>& boxes, const std::vector<Link>& links, bool across, const Gaps& gaps) {
  if (!across) return Layers(boxes, links, gaps).placing();
  auto turned = boxes;
  for (auto& box : turned) std::swap(box.width, box.height);
  Placing out = Layers(turned, links, gaps).placing();
  for (auto& at : out.boxes) std::swap(at.x, at.y);
  for (auto& link : out.links)
    for (auto& at : link) std::swap(at.x, at.y);
  std::swap(out.width, out.height);
  return out;
}

}  // namespace tsugite::charter::graph
