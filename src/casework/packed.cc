#include "casework/packed.h"

#include <cstring>

namespace tsugite::casework {
namespace {

// One visitor walks a Joint both ways, so that what is written is what is read.
class Writer {
 public:
  static constexpr bool reads = false;
  explicit Writer(Bytes& memory) : memory_(memory) { grow(4096); }

  void raw(const void* from, std::size_t size) {
    if (room() < size) grow(size);
    std::memcpy(at_, from, size);
    at_ += size;
  }
  void number(std::uint64_t value) {
    if (room() < 10) grow(10);
    for (; value >= 0x80; value >>= 7) *at_++ = static_cast<char>(value | 0x80);
    *at_++ = static_cast<char>(value);
  }
  BytesView written() const { return {memory_.data(), used()}; }

 private:
  std::size_t used() const { return at_ == nullptr ? 0 : static_cast<std::size_t>(at_ - memory_.data()); }
  std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }
  void grow(std::size_t by) {
    const std::size_t before = used();
    if (memory_.size() < before + by) memory_.resize(2 * (before + by));
    at_ = memory_.data() + before;
    end_ = memory_.data() + memory_.size();
  }

  Bytes& memory_;
  char *at_ = nullptr, *end_ = nullptr;
};

class Reader {
 public:
  static constexpr bool reads = true;
  explicit Reader(const char* from) : at_(from) {}

  void raw(void* into, std::size_t size) {
    std::memcpy(into, at_, size);
    at_ += size;
  }
  std::uint64_t number() {
    std::uint64_t out = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      out |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return out;
    }
  }

 private:
  const char* at_;
};

template <class Way, class Int>
void walk_number(Way& way, Int& value) {
  if constexpr (Way::reads) value = static_cast<Int>(way.number());
  else way.number(static_cast<std::uint64_t>(value));
}

// Small of either sign.
template <class Way, class Int>
void walk_signed(Way& way, Int& value) {
  if constexpr (Way::reads) {
    const std::uint64_t n = way.number();
    value = static_cast<Int>(static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1));
  } else {
    const auto n = static_cast<std::int64_t>(value);
    way.number((static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63));
  }
}

// From the one before it.
template <class Way, class Int>
void walk_delta(Way& way, Int& value, std::int64_t& before) {
  std::int64_t delta = static_cast<std::int64_t>(value) - before;
  walk_signed(way, delta);
  if constexpr (Way::reads) value = static_cast<Int>(before + delta);
  before += delta;
}

// no_node is as short as any.
template <class Way>
void walk_node(Way& way, NodeId& id) {
  NodeId next = id + 1;
  walk_number(way, next);
  id = next - 1;
}

template <class Way, class T>
void walk_pointer(Way& way, const T*& pointer) {
  way.raw(&pointer, sizeof pointer);
}

template <class Way>
void walk_text(Way& way, std::string& text) {
  std::size_t size = text.size();
  walk_number(way, size);
  if constexpr (Way::reads) text.resize(size);
  way.raw(text.data(), size);
}

template <class Way>
void walk_error(Way& way, Error& error) {
  for (auto* text : {&error.code, &error.where, &error.message.ja, &error.message.en}) walk_text(way, *text);
}

template <class Way, class T, class One>
void walk_all(Way& way, std::vector<T>& all, One one) {
  std::size_t size = all.size();
  walk_number(way, size);
  if constexpr (Way::reads) {
    all.clear();
    all.resize(size);
  }
  for (auto& each : all) one(each);
}

template <class Way>
void walk_errors(Way& way, std::map<NodeId, Error>& all) {
  std::size_t size = all.size();
  walk_number(way, size);
  if constexpr (Way::reads) {
    all.clear();
    for (; size > 0; --size) {
      NodeId id = 0;
      walk_number(way, id);
      walk_error(way, all[id]);
    }
  } else {
    for (auto& [id, error] : all) {
      NodeId key = id;
      walk_number(way, key);
      walk_error(way, error);
    }
  }
}

template <class Way>
void walk_reply(Way& way, ReplyAt& reply) {
  walk_number(way, reply.party);
  walk_node(way, reply.record);
}

// Nearly every step is of the procedure that the case runs: its place there. 0: null, 1: another's, by address.
template <class Way>
void walk_step(Way& way, const StepRule*& step, const ProcedureRule* procedure) {
  std::uint64_t code = 0;
  if constexpr (!Way::reads)
    if (step != nullptr) code = step->procedure == procedure ? 2 + static_cast<std::uint64_t>(step - procedure->steps.data()) : 1;
  walk_number(way, code);
  if (code == 1) walk_pointer(way, step);
  else if constexpr (Way::reads) step = code == 0 ? nullptr : procedure->steps.data() + (code - 2);
}

template <class Way>
void walk_flags(Way& way, Node& node) {
  std::uint8_t first = 0, second = 0;
  if constexpr (!Way::reads) {
    first = static_cast<std::uint8_t>(static_cast<unsigned>(node.kind) | static_cast<unsigned>(node.standing) << 2 |
                                      unsigned{node.rejected} << 6 | unsigned{node.left_out} << 7);
    second = static_cast<std::uint8_t>(unsigned{node.has_child} | (node.party == no_party ? 0u : node.party + 1u) << 1);
  }
  way.raw(&first, 1);
  way.raw(&second, 1);
  if constexpr (Way::reads) {
    node.kind = static_cast<Node::Kind>(first & 3);
    node.standing = static_cast<Standing>(first >> 2 & 15);
    node.rejected = (first >> 6 & 1) != 0;
    node.left_out = first >> 7 != 0;
    node.has_child = (second & 1) != 0;
    node.party = second >> 1 == 0 ? no_party : static_cast<std::uint8_t>((second >> 1) - 1);
  }
}

static_assert(most_parties < 127 && static_cast<int>(Standing::withheld) < 16, "they have so many bits in walk_flags");

template <class Way>
void walk_nodes(Way& way, Joint& joint) {
  std::int64_t index = 0, seen = 0, rank = 0;
  if constexpr (Way::reads) joint.edges.clear();
  walk_all(way, joint.nodes, [&](Node& node) {
    way.raw(node.digest.value.data(), Digest::size);
    walk_delta(way, node.index, index);
    walk_delta(way, node.seen_ms, seen);
    walk_delta(way, node.rank, rank);
    walk_step(way, node.step, joint.state.procedure);
    walk_node(way, node.target);
    walk_number(way, node.sees);
    walk_flags(way, node);
    walk_number(way, node.edge_count);
    if constexpr (Way::reads) {
      node.first_edge = static_cast<std::uint32_t>(joint.edges.size());
      joint.edges.resize(joint.edges.size() + node.edge_count);
    }
    for (std::uint32_t i = 0; i < node.edge_count; ++i) walk_number(way, joint.edges[node.first_edge + i]);
  });
}

template <class Way>
void walk_state(Way& way, JointState& state) {
  const auto node = [&](NodeId& id) { walk_node(way, id); };
  const auto reply = [&](ReplyAt& one) { walk_reply(way, one); };
  walk_text(way, state.roles);
  walk_number(way, state.opened_by);
  walk_signed(way, state.state);
  walk_signed(way, state.since_ms);
  walk_node(way, state.proposal);
  walk_signed(way, state.proposal_for);
  walk_all(way, state.settled, node);
  walk_node(way, state.last_settled);
  walk_all(way, state.replies, reply);
  walk_all(way, state.taken, [&](auto& one) {
    walk_step(way, one.first, state.procedure);
    walk_number(way, one.second);
  });
  walk_all(way, state.numbers, reply);
  walk_all(way, state.proposed, node);
  walk_number(way, state.last_move);
  walk_all(way, state.run, node);
  walk_number(way, state.before_run);
}

template <class Way>
void walk(Way& way, Joint& joint) {
  const auto named = [&](auto& one) {
    walk_number(way, one.first);
    walk_text(way, one.second);
  };
  walk_pointer(way, joint.state.procedure);
  walk_nodes(way, joint);
  walk_all(way, joint.heads, [&](NodeId& id) { walk_number(way, id); });
  walk_all(way, joint.openings, named);
  walk_all(way, joint.numbers, named);
  walk_all(way, joint.fits, [&](Fit& fit) {
    walk_node(way, fit.node);
    walk_pointer(way, fit.procedure);
    walk_signed(way, fit.settlement);
  });
  walk_all(way, joint.noted, [&](Noted& noted) {
    walk_node(way, noted.node);
    walk_pointer(way, noted.field);
    walk_signed(way, noted.value);
  });
  walk_errors(way, joint.rejected);
  walk_errors(way, joint.why);
  walk_state(way, joint.state);
  walk_number(way, joint.last_rank);
  walk_number(way, joint.absent);
  walk_number(way, joint.authors);
}

}  // namespace

Packed::Packed(const Joint& joint, Bytes& scratch) {
  Writer way(scratch);
  walk(way, const_cast<Joint&>(joint));  // a Writer changes nothing
  const auto written = way.written();
  bytes_ = std::make_unique_for_overwrite<char[]>(written.size());
  std::memcpy(bytes_.get(), written.data(), written.size());
}

void Packed::unpack(Joint& into) const {
  into.forget_index();
  Reader way(bytes_.get());
  walk(way, into);
}

}  // namespace tsugite::casework
