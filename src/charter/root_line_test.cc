#include "charter/root_line.h"

#include <gtest/gtest.h>

namespace tsugite::charter {
namespace {

TEST(RootLine, StandsInItsPartysBlockAndReplacesAnOlderOne) {
  const std::string text = "parties:\n  # ours\n  - id: JPN\n    name: x\n\n  - id: USA\n    root: old\n    name: y\nunits: {}\n";
  const std::string once = with_root(text, "JPN", "aa");
  EXPECT_EQ(once, "parties:\n  # ours\n  - id: JPN\n    root: aa\n    name: x\n\n  - id: USA\n    root: old\n    name: y\nunits: {}\n");
  EXPECT_EQ(with_root(once, "USA", "bb"),
            "parties:\n  # ours\n  - id: JPN\n    root: aa\n    name: x\n\n  - id: USA\n    root: bb\n    name: y\nunits: {}\n");
  EXPECT_EQ(with_root(with_root(text, "JPN", "aa"), "JPN", "cc"), with_root(text, "JPN", "cc"));
}

TEST(RootLine, OfAnUnknownPartyIsNothing) { EXPECT_EQ(with_root("parties:\n  - id: JPN\n", "KOR", "aa"), ""); }

}  // namespace
}  // namespace tsugite::charter
