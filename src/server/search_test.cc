// Finding cases by words: what counts as the same word, the bounds, and that nobody finds what may not be seen.
#include "server/search.h"

#include "base/limits.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

using casework::Standing;

TEST(SearchWords, FindWhatIsWrittenAnotherWay) {
  struct Row {
    const char *asked, *text;
    bool found;
  };
  const Row table[] = {
      {"空輸", "南阿蘇村への救援物資の空輸", true},
      {"ＪＰＮ－Ｓ－７", "JPN-S-7", true},
      {"jpn-s-7", "JPN-S-7", true},
      {"ﾋｭｳｶﾞ", "艦上での給油（ヒュウガ）", true},
      {"minamiaso airlift", "Airlift of relief goods to Minamiaso", true},
      {"南阿蘇　空輸", "南阿蘇村への救援物資の空輸", true},  // parted by the wide space
      {"が", "か\xe3\x82\x99", true},                        // one character, or a letter and a mark
      {"空輸 給水", "南阿蘇村への救援物資の空輸", false},
      {"7", "", false},
  };
  for (const auto& row : table) {
    auto words = SearchWords::read(row.asked);
    ASSERT_TRUE(words) << row.asked;
    EXPECT_EQ(words->in({"", row.text}), row.found) << row.asked;
  }
  EXPECT_TRUE(SearchWords::read("jpn-s-7")->is("JPN-S-7"));
  EXPECT_FALSE(SearchWords::read("jpn-s")->is("JPN-S-7"));
}

TEST(SearchWords, AreBounded) {
  for (const std::string& asked :
       {std::string(), std::string(" \xe3\x80\x80 "), std::string(limits::search_bytes + 1, 'a'), std::string("1 2 3 4 5 6 7 8 9")}) {
    auto words = SearchWords::read(asked);
    ASSERT_FALSE(words) << asked;
    EXPECT_EQ(words.error().code, "request.search");
    EXPECT_FALSE(words.error().message.ja.empty());
  }
  EXPECT_TRUE(SearchWords::read("1 2 3 4 5 6 7 8"));
  EXPECT_TRUE(SearchWords::read(std::string(limits::search_bytes, 'a')));
  EXPECT_FALSE(SearchWords::read("\xff\xfe")->in({"\xef\xbf\xbe", "a"}));  // no UTF-8 finds nothing
}

struct Search : test::World, ::testing::Test {
  casework::Case& add(const std::string& subject, Standing standing, const std::string& classification = "open",
                      const std::string& place = "") {
    auto& c = backend.table.open("support", subject + classification);
    v1::Envelope out;
    out.mutable_step()->set_step("request");
    *out.mutable_step()->add_field() = test::text_field("subject", subject, "");
    if (!place.empty()) {
      auto& where = *out.mutable_step()->add_field();
      where.set_name("where");
      where.mutable_place()->mutable_name()->set_ja(place);
    }
    const auto record = backend.table.add(c, out, standing, classification);
    if (standing == Standing::effective) {
      c.state = "requested";
      backend.table.deliveries[record].state = core::Delivery::State::sent;
    }
    return c;
  }
  std::vector<std::string> found(const std::string& account, const std::string& query) {
    std::vector<std::string> out;
    const auto answer = browser(account).get("/search?words=" + query);
    EXPECT_EQ(answer.status, 200) << answer.text;
    if (answer.status == 200)
      for (const auto& c : answer.body.at("cases").as_array()) out.emplace_back(c.at("title").at("ja").as_string());
    return out;
  }
};

TEST_F(Search, FindsByTitleNumberAndPlaceTheLatestFirst) {
  add("airlift one", Standing::effective);
  add("airlift two", Standing::effective, "open", "Hakusui");
  add("water", Standing::effective);
  EXPECT_EQ(found("watch", "AIRLIFT"), (std::vector<std::string>{"airlift two", "airlift one"}));
  EXPECT_EQ(found("watch", "hakusui"), (std::vector<std::string>{"airlift two"}));
  EXPECT_EQ(found("watch", "airlift+hakusui"), (std::vector<std::string>{"airlift two"}));
  EXPECT_EQ(found("watch", "jpn-s-1+water"), (std::vector<std::string>{"water"}));
  EXPECT_TRUE(found("watch", "nothing").empty());
}

TEST_F(Search, FindsNothingThatTheListsDoNotShow) {
  add("roll of names", Standing::effective, "secret");
  add("roll of vehicles", Standing::effective);
  EXPECT_EQ(found("chief", "roll").size(), 2u);
  EXPECT_EQ(found("watch", "roll"), (std::vector<std::string>{"roll of vehicles"}));
  EXPECT_EQ(browser("watch").get("/search?words=names").text, browser("watch").get("/search?words=never-was").text);
  EXPECT_TRUE(browser("watch").get("/search?context=real&words=roll").body.at("cases").as_array().empty());
  EXPECT_EQ(browser("watch").get("/search?seat=jpn-chief&words=roll").status, 403);
  EXPECT_EQ(test::Browser(*front).get("/search?words=roll").status, 401);
}

TEST_F(Search, BesideAPartnerOnlyWhatHeHoldsAndNoCountOfTheRest) {
  add("shared airlift", Standing::effective);
  for (std::size_t i = 0; i < limits::search_results + 3; ++i) add("airlift at home " + std::to_string(i), Standing::home);
  const auto all = browser("watch").get("/search?words=airlift").body;
  EXPECT_EQ(all.at("cases").as_array().size(), limits::search_results);
  EXPECT_TRUE(all.at("more").as_bool());
  EXPECT_EQ(found("watch", "airlift&shared=true"), (std::vector<std::string>{"shared airlift"}));
  EXPECT_FALSE(browser("watch").get("/search?words=airlift&shared=true").body.at("more").as_bool());
}

TEST_F(Search, RefusesWhatItCannotSearchFor) {
  auto asking = browser("watch");
  for (const std::string& query :
       {std::string(), std::string("?words="), std::string("?words=%20"), "?words=" + std::string(limits::search_bytes + 1, 'a')})
    EXPECT_EQ(asking.get("/search" + query).body.at("error").at("code").as_string(), "request.search") << query;
  EXPECT_EQ(asking.get("/search?words=a&shared=1").body.at("error").at("code").as_string(), "request.choice");
}

}  // namespace
}  // namespace tsugite::server
