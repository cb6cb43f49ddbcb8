// Noninterference for people, at every outlet of the browser (src/server/test_person_pairs.h).
#include <gtest/gtest.h>

#include "server/test_person_pairs.h"

namespace tsugite::attacks {

TEST(Noninterference, APersonGetsTheSameBytesWhateverHappensThatHeMayNotSee) {
  constexpr std::uint64_t pairs = 100;
  server::test::PersonFigures figures;
  for (std::uint64_t number = 0; number < pairs; ++number) {
    const auto wrong = server::test::person_pair(number, figures);
    ASSERT_FALSE(wrong) << "pair " << number << ": " << *wrong;
  }
  // What is compared is worth comparing.
  EXPECT_GT(figures.hidden, 5u * pairs);
  EXPECT_GT(figures.taken_back, pairs / 2);
  EXPECT_GT(figures.streamed, 3u * pairs);
  EXPECT_GT(figures.compared, 100u * pairs);
}

TEST(Noninterference, WhoMayReadItSeesADifference) { EXPECT_TRUE(server::test::chief_sees_a_difference()); }

}  // namespace tsugite::attacks
