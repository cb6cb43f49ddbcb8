#include "federation/entries.h"

#include "base/varint.h"
#include "federation/frame.pb.h"

namespace tsugite::federation {
namespace {

constexpr std::size_t head_room = 4;  // a tag and a length, known last: those of a frame that is full

// Protocol buffers' wire format: a field of bytes is its tag, its length and the bytes.
void put_tag(Bytes& out, int field) { put_varint(out, static_cast<std::uint64_t>(field) << 3 | 2); }

}  // namespace

EntriesFrame::EntriesFrame(const std::string& context, std::uint64_t first, std::size_t expected) {
  v1::Entries head;
  head.set_context(context);
  head.set_first(first);
  bytes_.reserve(expected + expected / 64 + 8192);  // what stands before each record; the last one goes over; the checkpoint
  bytes_.resize(head_room);
  head.AppendToString(&bytes_);
}

void EntriesFrame::begin_record(std::size_t size) {
  put_tag(bytes_, v1::Entries::kRecordFieldNumber);
  put_varint(bytes_, size);
}

void EntriesFrame::add_outline(BytesView outline, const Digest& record, BytesView signature) {
  v1::Outlined one;
  one.set_position(static_cast<std::uint32_t>(count_));
  one.set_digest(record.bytes());
  one.set_signature(Bytes(signature));
  put_tag(outlined_, v1::Entries::kOutlinedFieldNumber);
  put_varint(outlined_, one.ByteSizeLong());
  one.AppendToString(&outlined_);
  (void)add(outline.size(), [&](Bytes& out) { return out.append(outline), true; });
}

Bytes EntriesFrame::finish(BytesView checkpoint) && {
  put_tag(bytes_, v1::Entries::kCheckpointFieldNumber);
  put_varint(bytes_, checkpoint.size());
  bytes_.append(checkpoint);
  bytes_.append(outlined_);
  Bytes head;
  put_tag(head, v1::Frame::kEntriesFieldNumber);
  put_varint(head, bytes_.size() - head_room);
  bytes_.replace(0, head_room, head);  // nothing moves where they are as long as that
  return std::move(bytes_);
}

}  // namespace tsugite::federation
