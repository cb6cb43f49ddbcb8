#include "charter/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sstream>

#include "base/limits.h"

namespace tsugite::charter::yaml {
namespace {

// How the builder leaves the library's parser; caught in parse().
struct Stop {
  Problem problem;
};

[[noreturn]] void stop(const YAML::Mark& mark, std::string rule, std::string en, std::string ja) {
  throw Stop{Problem{mark.line + 1, std::move(rule), Text{std::move(ja), std::move(en)}}};
}

class Builder : public YAML::EventHandler {
 public:
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { no_anchor(mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { no_anchor(mark); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { value(mark, "", anchor, Node::Kind::null, ""); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
    value(mark, tag, anchor, Node::Kind::scalar, text);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    std::optional<std::string> key;  // of a map: read, its value not yet
    int key_line = 0;
  };

  [[noreturn]] static void no_anchor(const YAML::Mark& mark) {
    stop(mark, "alias", "anchors and aliases (& and *) are not allowed here; write the value out",
         "アンカーと別名（&、*）は使えません。値をそのまま書いてください");
  }

  Node make(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    if (anchor != 0) no_anchor(mark);
    if (!tag.empty() && tag != "?" && tag != "!")
      stop(mark, "tag", "tags (!) are not allowed here; write the plain value", "タグ（!）は使えません。値だけを書いてください");
    if (++count_ > max_nodes)
      stop(mark, "too-many-values", fmt::format("a file holds at most {} values; split it", max_nodes),
           fmt::format("一つのファイルに書ける値は{}個までです。分割してください", max_nodes));
    Node node;
    node.kind = kind;
    node.line = mark.line + 1;
    return node;
  }

  void value(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind, const std::string& text) {
    Node node = make(mark, tag, anchor, kind);
    node.text = text;
    if (!frames_.empty() && frames_.back().node.kind == Node::Kind::map && !frames_.back().key) {
      if (kind == Node::Kind::null) stop(mark, "key", "a key is missing", "キーがありません");
      key(mark, text);
      return;
    }
    attach(std::move(node));
  }

  void key(const YAML::Mark& mark, const std::string& text) {
    Frame& frame = frames_.back();
    if (frame.node.find(text))
      stop(mark, "duplicate-key", fmt::format("the key \"{}\" stands here twice", text), fmt::format("キー「{}」が重複しています", text));
    frame.key = text;
    frame.key_line = mark.line + 1;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    if (!frames_.empty() && frames_.back().node.kind == Node::Kind::map && !frames_.back().key)
      stop(mark, "key", "a key is plain text, not a list or a map", "キーに一覧や組は使えません。文字列で書いてください");
    if (frames_.size() >= static_cast<std::size_t>(max_depth))
      stop(mark, "depth", fmt::format("values are nested more than {} deep", max_depth),
           fmt::format("入れ子が{}段を超えています", max_depth));
    frames_.push_back({make(mark, tag, anchor, kind), std::nullopt, 0});
  }

  void close() {
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    attach(std::move(node));
  }

  void attach(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& parent = frames_.back();
    if (parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    parent.node.keys.emplace_back(std::move(*parent.key), std::move(node));
    parent.node.key_lines.push_back(parent.key_line);
    parent.key.reset();
  }

  std::vector<Frame> frames_;
  Node root_;
  std::size_t count_ = 0;
};

// The code point at `i`, which then points behind it; nothing for what is not well-formed UTF-8 (RFC 3629).
std::optional<std::uint32_t> next_code_point(BytesView text, std::size_t& i) {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  const std::uint8_t lead = byte(i++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xf0 && lead <= 0xf4 ? 3 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xc2 && lead < 0xe0 ? 1 : 0;
  if (more == 0) return std::nullopt;
  std::uint32_t out = lead & (0x3fu >> more);
  for (int k = 0; k < more; ++k, ++i) {
    if (i >= text.size() || (byte(i) & 0xc0) != 0x80) return std::nullopt;
    out = out << 6 | (byte(i) & 0x3fu);
  }
  const bool overlong = (more == 2 && out < 0x800) || (more == 3 && out < 0x10000);
  if (overlong || out > 0x10ffff || (out >= 0xd800 && out <= 0xdfff)) return std::nullopt;
  return out;
}

// Characters that a reader cannot see, or that change what he sees (attack case 49).
bool invisible(std::uint32_t c) {
  return (c < 0x20 && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe0fff);
}

std::optional<Problem> check_characters(BytesView text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = next_code_point(text, i);
    if (!c) return Problem{line, "encoding", {"UTF-8として正しくありません", "not well-formed UTF-8"}};
    if (invisible(*c))
      return Problem{line,
                     "encoding",
                     {fmt::format("見えない文字又は方向を変える文字（U+{:04X}）があります", *c),
                      fmt::format("an invisible or direction-changing character (U+{:04X})", *c)}};
    if (*c == '\n') ++line;
  }
  return std::nullopt;
}

}  // namespace

const Node* Node::find(const std::string& key) const {
  for (const auto& [name, value] : keys)
    if (name == key) return &value;
  return nullptr;
}

std::expected<Node, Problem> parse(BytesView text) {
  if (text.size() > limits::yaml_bytes)
    return std::unexpected(Problem{1,
                                   "file-size",
                                   {fmt::format("ファイルが大きすぎます（上限{}バイト）", limits::yaml_bytes),
                                    fmt::format("the file is too large (at most {} bytes)", limits::yaml_bytes)}});
  if (auto bad = check_characters(text)) return std::unexpected(*bad);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder;
    if (!parser.HandleNextDocument(builder)) return Node{Node::Kind::null, 1, {}, {}, {}, {}};
    Builder second;
    if (parser.HandleNextDocument(second))
      return std::unexpected(
          Problem{1, "documents", {"一つのファイルには一つの文書だけを書いてください", "a file holds one document only"}});
    return builder.take();
  } catch (const Stop& stopped) {
    return std::unexpected(stopped.problem);
  } catch (const YAML::Exception& e) {
    const int line = std::max(e.mark.line, 0) + 1;
    return std::unexpected(
        Problem{line, "yaml", {fmt::format("YAMLとして読めません（{}）", e.msg), fmt::format("not valid YAML: {}", e.msg)}});
  }
}

}  // namespace tsugite::charter::yaml
