#include "ledger/canonical.h"

#include <google/protobuf/descriptor.h>

#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "ledger/record.pb.h"

namespace tsugite::ledger {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// A kind of message as the schema declares it, by field number.
struct Shape {
  enum class Kind : std::uint8_t {
    bytes,
    message,
    map,
    flag,
    unsigned32,
    any64,
    enumeration
  };  // up to map their length stands before them
  struct Field {
    Kind kind = Kind::bytes;
    bool repeated = false, in_oneof = false;
    std::uint32_t tag = ~0u;    // ~0: there is no such field
    const Shape* of = nullptr;  // of a message
  };
  std::vector<Field> fields;
};

Shape::Kind kind_of(const FieldDescriptor& field) {
  switch (field.type()) {
    case FieldDescriptor::TYPE_STRING:
    case FieldDescriptor::TYPE_BYTES: return Shape::Kind::bytes;
    case FieldDescriptor::TYPE_MESSAGE: return field.is_map() ? Shape::Kind::map : Shape::Kind::message;
    case FieldDescriptor::TYPE_BOOL: return Shape::Kind::flag;
    case FieldDescriptor::TYPE_UINT32:
    case FieldDescriptor::TYPE_SINT32: return Shape::Kind::unsigned32;
    case FieldDescriptor::TYPE_UINT64:
    case FieldDescriptor::TYPE_SINT64: return Shape::Kind::any64;
    case FieldDescriptor::TYPE_ENUM: return Shape::Kind::enumeration;
    default: std::abort();  // a type that the schema of records does not use yet: it needs its rule here
  }
}

const Shape* shape_of(const Descriptor& message, std::map<const Descriptor*, Shape>& all) {
  const auto [at, fresh] = all.try_emplace(&message);
  Shape& out = at->second;
  for (int i = 0; fresh && i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const auto kind = kind_of(field);
    const bool nested = kind == Shape::Kind::message || kind == Shape::Kind::map;
    if (field.is_repeated() && kind != Shape::Kind::bytes && !nested) std::abort();  // numbers in a list are packed: no rule for that yet
    if (kind == Shape::Kind::map && (kind_of(*field.message_type()->map_key()) != Shape::Kind::bytes ||
                                     kind_of(*field.message_type()->map_value()) != Shape::Kind::bytes))
      std::abort();
    const auto number = static_cast<std::size_t>(field.number());
    if (out.fields.size() <= number) out.fields.resize(number + 1);
    out.fields[number] = {kind, field.is_repeated(), field.real_containing_oneof() != nullptr,
                          static_cast<std::uint32_t>(number << 3 | (kind <= Shape::Kind::map ? 2u : 0u)),
                          kind == Shape::Kind::message ? shape_of(*field.message_type(), all) : nullptr};
    if (message.real_oneof_decl_count() > 1 ||
        field.has_presence() != (field.real_containing_oneof() != nullptr || (kind == Shape::Kind::message && !field.is_repeated())))
      std::abort();
  }
  return &out;
}

const Shape& envelope_shape() {
  static std::map<const Descriptor*, Shape> all;
  static const Shape& envelope = *shape_of(*v1::Envelope::descriptor(), all);
  return envelope;
}

// What is left of the bytes, read from the front.
struct Reader {
  const char* at;
  const char* end;

  bool empty() const { return at == end; }
  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  // In as few bytes as it needs.
  bool number(std::uint64_t& out) {
    if (at == end) return false;
    out = static_cast<unsigned char>(*at++);
    if (out < 0x80) return true;
    out &= 0x7f;
    for (int shift = 7; shift < 64; shift += 7) {
      if (at == end) return false;
      const std::uint64_t byte = static_cast<unsigned char>(*at++);
      if (shift == 63 && byte > 1) return false;
      out |= (byte & 0x7f) << shift;
      if (byte < 0x80) return byte != 0;
    }
    return false;
  }
  bool bytes(BytesView& out) {
    std::uint64_t size;
    if (!number(size) || size > left()) return false;
    out = BytesView(at, size);
    at += size;
    return true;
  }
};

Reader over(BytesView bytes) { return {bytes.data(), bytes.data() + bytes.size()}; }

bool map_entry(BytesView bytes, std::optional<BytesView>& key_before) {
  Reader in = over(bytes);
  std::uint64_t key_tag, value_tag;
  BytesView key, value;
  if (!in.number(key_tag) || key_tag != (1 << 3 | 2) || !in.bytes(key) || !in.number(value_tag) || value_tag != (2 << 3 | 2) ||
      !in.bytes(value) || !in.empty() || (key_before && *key_before >= key))
    return false;
  key_before = key;
  return true;
}

// One message while it is looked over, field by field.
class Look {
 public:
  Look(const Shape& shape, BytesView bytes) : fields_(shape.fields.data()), count_(shape.fields.size()), in_(over(bytes)) {}

  bool done() const { return in_.empty(); }
  const char* at() const { return in_.at; }
  BytesView rest() const { return {in_.at, in_.left()}; }
  // Over fields up to that number, which were looked over before.
  void skip(std::size_t bytes, std::uint64_t last) {
    in_.at += bytes;
    last_ = last;
  }
  // The field's number; 0 where it is not as it must be.
  std::uint64_t next();

 private:
  static bool all(const Shape& shape, BytesView bytes) {
    Look look(shape, bytes);
    while (!look.done())
      if (look.next() == 0) return false;
    return true;
  }
  bool value(const Shape::Field& field);

  const Shape::Field* fields_;
  std::size_t count_;
  Reader in_;
  std::uint64_t last_ = 0;
  bool chosen_ = false;  // a member of the oneof was there
  std::optional<BytesView> key_;
};

std::uint64_t Look::next() {
  std::uint64_t tag;
  if (!in_.number(tag)) return 0;
  const std::uint64_t number = tag >> 3;
  if (number >= count_) return 0;
  const Shape::Field& field = fields_[number];
  if (field.tag != tag || number < last_ || (number == last_ && !field.repeated)) return 0;
  if (field.in_oneof && std::exchange(chosen_, true)) return 0;
  if (field.kind == Shape::Kind::map && number != last_) key_.reset();
  last_ = number;
  return value(field) ? number : 0;
}

bool Look::value(const Shape::Field& field) {
  const bool may_be_default = field.repeated || field.in_oneof;
  BytesView bytes;
  if (field.kind <= Shape::Kind::map) {
    if (!in_.bytes(bytes)) return false;
    if (field.kind == Shape::Kind::bytes) return may_be_default || !bytes.empty();
    return field.kind == Shape::Kind::map ? map_entry(bytes, key_) : all(*field.of, bytes);
  }
  std::uint64_t number;
  if (!in_.number(number) || (number == 0 && !may_be_default)) return false;
  switch (field.kind) {
    case Shape::Kind::flag: return number <= 1;
    case Shape::Kind::unsigned32: return number <= 0xffff'ffffu;
    case Shape::Kind::enumeration: return number <= 0x7fff'ffffu || number >= 0xffff'ffff'8000'0000u;
    default: return true;
  }
}

bool after_marks(BytesView rest) {  // a tag of one byte says so at once
  return rest.empty() || static_cast<unsigned char>(rest[0]) >= 0x80 || static_cast<unsigned char>(rest[0]) >> 3 > last_mark;
}

}  // namespace

std::optional<RecordLayout> layout_of(BytesView record, BytesView marks_before) {
  Look look(envelope_shape(), record);
  RecordLayout out;
  bool begun = false, ended = false;
  const auto marks_next = [&] {
    const BytesView rest = look.rest();
    return !marks_before.empty() && rest[0] == marks_before[0] && rest.starts_with(marks_before) &&
           after_marks(rest.substr(marks_before.size()));
  };
  const auto place = [&] { return static_cast<std::size_t>(look.at() - record.data()); };
  while (!look.done()) {
    const std::size_t start = place();
    if (!begun && marks_next()) {
      look.skip(marks_before.size(), last_mark);
      out = {start, place(), true};
      begun = ended = true;
      continue;
    }
    const std::uint64_t number = look.next();
    if (number == 0) return std::nullopt;
    if (!begun && number >= first_mark) {
      begun = true;
      out.marks = start;
    }
    if (!ended && number > last_mark) {
      ended = true;
      out.marks_end = start;
    }
  }
  if (!begun) out.marks = record.size();
  if (!ended) out.marks_end = record.size();
  return out;
}

}  // namespace tsugite::ledger
