#include "gateways/jma/names.h"

#include <gtest/gtest.h>

#include <set>

#include "gateways/jma/intensity.h"

namespace tsugite::gateways::jma {
namespace {

constexpr List lists[] = {List::prefecture,      List::area, List::city, List::warning_region, List::coast, List::epicentre,
                          List::tsunami_category};

TEST(Names, TablesAscendAndSpeakBothLanguages) {
  for (List list : lists) {
    auto names = names_in(list);
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) {
        EXPECT_LT(names[i - 1].code, names[i].code);
      }
      EXPECT_FALSE(names[i].ja.empty());
      for (char c : names[i].en) EXPECT_TRUE(c >= ' ' && c <= '~') << names[i].en;
      EXPECT_GT(names[i].en.size(), 2u) << names[i].ja;
      for (char c : names[i].ja) EXPECT_GE(static_cast<unsigned char>(c), 0x80) << names[i].ja;
    }
  }
}

TEST(Names, NoTwoAreasShareAName) {
  for (List list : {List::prefecture, List::area, List::city, List::epicentre}) {
    std::set<std::string_view> ja, en;
    for (const Name& name : names_in(list)) {
      EXPECT_TRUE(ja.insert(name.ja).second) << name.ja;
      EXPECT_TRUE(en.insert(name.en).second) << name.en;
    }
  }
}

TEST(Names, AreComplete) {
  EXPECT_EQ(names_in(List::prefecture).size(), 47u);
  EXPECT_EQ(names_in(List::area).size(), 188u);
}

TEST(Names, ByCode) {
  struct Case {
    List list;
    std::string_view code, en;
  };
  const Case cases[] = {
      {List::area, "741", "Kumamoto Region, Kumamoto Prefecture"},
      {List::area, "740", "Aso Region, Kumamoto Prefecture"},
      {List::prefecture, "01", "Hokkaido"},
      {List::prefecture, "43", "Kumamoto Prefecture"},
      {List::coast, "712", "Ariake Sea and Yatsushiro Sea"},
      {List::coast, "740", "Amakusa Nada Coast of Kumamoto Prefecture"},
      {List::epicentre, "741", "Kumamoto Region, Kumamoto Prefecture"},  // on land: the area's own name
      {List::epicentre, "797", "Off the West Coast of Satsuma Peninsula"},
      {List::city, "4344300", "Mashiki Town"},
      {List::warning_region, "9430", "Kumamoto"},
      {List::tsunami_category, "52", "Major Tsunami Warning"},
      {List::tsunami_category, "00", "No tsunami"},
  };
  for (const Case& c : cases) EXPECT_EQ(english(c.list, c.code), c.en) << c.code;
  for (std::string_view unknown : {"", "x", "999", "7 41", "-1", "99999999999999", "741x"})
    EXPECT_FALSE(english(List::area, unknown)) << unknown;
}

TEST(Names, UnknownCodeFallsBackToTheJapaneseWithTheCode) {
  EXPECT_EQ(named(List::area, "999", "新区域"), (Text{"新区域", "新区域 (999)"}));
  EXPECT_EQ(named(List::area, "101", "石狩支庁中部"), (Text{"石狩支庁中部", "Central Ishikari Region, Hokkaido"}));
}

TEST(Names, Phrases) {
  EXPECT_EQ(phrase("震源・震度情報").en, "Earthquake and Seismic Intensity Information");
  EXPECT_EQ(phrase("津波注意報・津波予報").en, "Tsunami Advisory / Tsunami Forecast");
  EXPECT_EQ(phrase("未知の題").en, "未知の題");
  EXPECT_EQ(phrase("津波注意報・未知").en, "津波注意報・未知");
}

TEST(Intensity, CodesAndNames) {
  struct Case {
    std::string_view code, ja, en;
  };
  const Case cases[] = {
      {"1", "震度１", "Intensity 1"},          {"2", "震度２", "Intensity 2"},          {"3", "震度３", "Intensity 3"},
      {"4", "震度４", "Intensity 4"},          {"5-", "震度５弱", "Intensity 5 Lower"}, {"5+", "震度５強", "Intensity 5 Upper"},
      {"6-", "震度６弱", "Intensity 6 Lower"}, {"6+", "震度６強", "Intensity 6 Upper"}, {"7", "震度７", "Intensity 7"},
  };
  std::optional<Intensity> weaker;
  for (const Case& c : cases) {
    auto intensity = intensity_from(c.code);
    ASSERT_TRUE(intensity) << c.code;
    EXPECT_EQ(code_of(*intensity), c.code);
    EXPECT_EQ(name_of(*intensity), (Text{std::string(c.ja), std::string(c.en)}));
    if (weaker) {
      EXPECT_LT(*weaker, *intensity);
    }
    weaker = intensity;
  }
  for (std::string_view bad : {"", "0", "5", "6", "8", "5弱", "over", "7 "}) EXPECT_FALSE(intensity_from(bad)) << bad;
}

}  // namespace
}  // namespace tsugite::gateways::jma
