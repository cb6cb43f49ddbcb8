#include "gateways/jma/values.h"

#include <gtest/gtest.h>

namespace tsugite::gateways::jma {
namespace {

TEST(Values, Scaled) {
  EXPECT_EQ(scaled("7.3", 1, -20, 100), 73);
  EXPECT_EQ(scaled("8", 1, -20, 100), 80);
  EXPECT_EQ(scaled("-0.5", 1, -20, 100), -5);
  EXPECT_EQ(scaled("0.2", 2, 0, 10000), 20);
  for (std::string_view bad :
       {"", "-", ".", "7.", ".3", "7.33", "7,3", "10.1", "-2.1", "1e1", "+7.3", "7.3 ", "nan", "99999999999999999999", "７.３"})
    EXPECT_FALSE(scaled(bad, 1, -20, 100)) << bad;
}

TEST(Values, Coordinate) {
  struct Case {
    std::string_view text;
    std::int32_t lat_e7, lon_e7;
    std::optional<int> depth_km;
  };
  const Case cases[] = {
      {"+32.7+130.8-11000/", 327000000, 1308000000, 11},
      {"-36.1-072.6/", -361000000, -726000000, std::nullopt},
      {"-17.2+178.6-570000/", -172000000, 1786000000, 570},
      {"+38.0+142.9+0/", 380000000, 1429000000, 0},
      {"+38+142-0/", 380000000, 1420000000, 0},
      {"+3244.5+13048.5-11000/", 327416667, 1308083333, 11},
      {"+3901.7+14052.8-8000/", 390283333, 1408800000, 8},
      {"+90.0-180.0-800000/", 900000000, -1800000000, 800},
  };
  for (const Case& c : cases) {
    auto read = coordinate(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(read->position, (Position{c.lat_e7, c.lon_e7})) << c.text;
    EXPECT_EQ(read->depth_km, c.depth_km) << c.text;
  }
  for (std::string_view bad :
       {"", "/", "+32.7+130.8-11000", "32.7+130.8-11000/", "+32.7/", "+32.7+130.8-11000/x", "+90.1+130.8/", "+32.7+180.1/", "+32.7+30.8/",
        "+327+130.8/", "+3260.0+13048.5/", "+32.7+130.8-800001/", "+32.7+130.8+10/", "+32.7+130.8--10/", "+32..7+130.8/",
        "+32.70000001+130.8/", "+9000.1+13000.0/", "+32.7+130.8-1.5/", "+3e1+130.8/"})
    EXPECT_FALSE(coordinate(bad)) << bad;
}

}  // namespace
}  // namespace tsugite::gateways::jma
