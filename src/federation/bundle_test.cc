#include "federation/bundle.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace tsugite::federation {
namespace {

const Bundle good{"JPN", "USA", {"first", std::string(1000, 'x'), "third"}, {}};

TEST(Bundle, ReadsBackAsItWas) {
  const auto read = read_bundle(encode_bundle(good));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->from, "JPN");
  EXPECT_EQ(read->to, "USA");
  EXPECT_EQ(read->frames, good.frames);
  EXPECT_FALSE(read->cut.has_value());
}

// Cut anywhere: the frames before the cut, and word of it unless the cut lies between two frames.
TEST(Bundle, KeepsWhatIsWholeWhereverItIsCut) {
  const Bytes whole = encode_bundle(good);
  const std::size_t head = whole.find("\n\n") + 2;
  std::vector<std::size_t> ends{head};
  for (const auto& frame : good.frames) ends.push_back(ends.back() + bundle_frame_overhead + frame.size());
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const auto read = read_bundle(whole.substr(0, size));
    ASSERT_EQ(read.has_value(), size >= head) << size;
    if (!read) continue;
    std::size_t frames = 0;
    while (frames < good.frames.size() && ends[frames + 1] <= size) ++frames;
    ASSERT_EQ(read->frames.size(), frames) << size;
    ASSERT_EQ(read->cut.has_value(), size != ends[frames]) << size;
    if (read->cut) {
      ASSERT_EQ(read->cut->code, "bundle.cut");
    }
  }
}

TEST(Bundle, ADamagedByteIsFound) {
  const Bytes whole = encode_bundle(good);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    Bytes bad = whole;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    const auto read = read_bundle(bad);
    ASSERT_TRUE(!read || read->cut || read->from != good.from || read->to != good.to) << at;
    const std::size_t whole_frames = read ? read->frames.size() : 0;
    for (std::size_t i = 0; i < whole_frames; ++i) {
      ASSERT_EQ(read->frames[i], good.frames[i]) << at;
    }
  }
}

TEST(Bundle, RefusesWhatIsNone) {
  const auto code = [](const Bytes& file) { return read_bundle(file).error().code; };
  EXPECT_EQ(code(""), "bundle.form");
  EXPECT_EQ(code("tsugite.example/bundle/v2\nfrom JPN\nto USA\n\n"), "bundle.form");
  EXPECT_EQ(code("tsugite.example/bundle/v1\nfrom J P\nto USA\n\n"), "bundle.form");
  EXPECT_EQ(code("tsugite.example/bundle/v1\nfrom JPN\nto USA\nby hand\n\n"), "bundle.form");
  EXPECT_EQ(code(Bytes(limits::bundle_bytes + 1, 'x')), "bundle.size");
}

}  // namespace
}  // namespace tsugite::federation
