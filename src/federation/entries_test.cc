#include "federation/entries.h"

#include <gtest/gtest.h>

#include "federation/frame.h"

namespace tsugite::federation {
namespace {

TEST(EntriesFrame, IsWhatEncodingTheMessageGives) {
  for (std::size_t records : {std::size_t{1}, std::size_t{3}, std::size_t{500}})
    for (std::uint64_t first : {std::uint64_t{0}, std::uint64_t{70'000}}) {
      EntriesFrame frame("real", first, 10);
      v1::Frame message;
      message.mutable_entries()->set_context("real");
      message.mutable_entries()->set_first(first);
      message.mutable_entries()->set_checkpoint("checkpoint");
      for (std::size_t i = 0; i < records; ++i) {
        const Bytes record(i * 7, static_cast<char>(i));
        EXPECT_TRUE(frame.add(record.size(), [&](Bytes& out) { return out.append(record), true; }));
        message.mutable_entries()->add_record(record);
      }
      EXPECT_EQ(frame.count(), records);
      EXPECT_EQ(std::move(frame).finish("checkpoint"), encode_frame(message));
    }
}

TEST(EntriesFrame, OutlinesSayForWhichRecordsTheyStand) {
  EntriesFrame frame("real", 5, 10);
  EXPECT_TRUE(frame.add(4, [](Bytes& out) { return out.append("good"), true; }));
  frame.add_outline("outline", Digest{}, "signature");
  v1::Frame message;
  auto& entries = *message.mutable_entries();
  entries.set_context("real");
  entries.set_first(5);
  entries.add_record("good");
  entries.add_record("outline");
  entries.set_checkpoint("checkpoint");
  entries.add_outlined()->set_position(1);
  entries.mutable_outlined(0)->set_digest(Digest{}.bytes());
  entries.mutable_outlined(0)->set_signature("signature");
  EXPECT_EQ(std::move(frame).finish("checkpoint"), encode_frame(message));
}

TEST(EntriesFrame, ARecordThatCannotBeWrittenLeavesNoTrace) {
  EntriesFrame frame("real", 5, 10), other("real", 5, 10);
  const auto good = [](Bytes& out) { return out.append("good"), true; };
  EXPECT_TRUE(frame.add(4, good) && other.add(4, good));
  EXPECT_FALSE(frame.add(9, [](Bytes& out) { return out.append("half"), false; }));
  EXPECT_FALSE(frame.add(9, [](Bytes& out) { return out.append("short"), true; }));
  EXPECT_EQ(frame.record_bytes(), 4u);
  EXPECT_EQ(std::move(frame).finish("c"), std::move(other).finish("c"));
}

}  // namespace
}  // namespace tsugite::federation
