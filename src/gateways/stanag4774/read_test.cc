// What is refused, one line a rule: a good label with one thing changed, or a foreign text as a whole.
#include <gtest/gtest.h>

#include "gateways/stanag4774/test_policy.h"

namespace tsugite::gateways::stanag4774 {
namespace {

const std::string good =
    R"(<s:originatorConfidentialityLabel xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0" ReviewDateTime="2021-04-15T16:30:00Z">
  <s:ConfidentialityInformation>
    <s:PolicyIdentifier>japan-us</s:PolicyIdentifier>
    <s:Classification>USA CUI</s:Classification>
    <s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>JPN</s:GenericValue><s:GenericValue>USA</s:GenericValue></s:Category>
    <s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>GREEN</s:GenericValue></s:Category>
  </s:ConfidentialityInformation>
  <s:OriginatorID IDType="directoryName">C=US</s:OriginatorID>
  <s:CreationDateTime>2016-04-15T16:30:00Z</s:CreationDateTime>
</s:originatorConfidentialityLabel>)";

struct Case {
  const char* name;
  const char* code;   // behind "stanag4774."; empty: it is read
  const char* where;  // the last element of the place
  std::string find, put;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Refused : public testing::TestWithParam<Case> {};

TEST_P(Refused, ByNameAndElement) {
  const Case& c = GetParam();
  std::string xml = good;
  ASSERT_NE(xml.find(c.find), std::string::npos);
  xml.replace(xml.find(c.find), c.find.size(), c.put);
  const auto read = read_shipped(xml);
  if (*c.code == '\0') {
    EXPECT_TRUE(read.has_value()) << describe(read.error());
    return;
  }
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, c.code);
  EXPECT_TRUE(read.error().where.ends_with(c.where)) << read.error().where;
  EXPECT_FALSE(read.error().message.ja.empty());
}

const std::string restrictive = R"(<s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>GREEN</s:GenericValue></s:Category>)";
const std::string permissive =
    R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>JPN</s:GenericValue><s:GenericValue>USA</s:GenericValue></s:Category>)";
const std::string originator = R"(<s:OriginatorID IDType="directoryName">C=US</s:OriginatorID>)";
const std::string created = "<s:CreationDateTime>2016-04-15T16:30:00Z</s:CreationDateTime>";

INSTANTIATE_TEST_SUITE_P(
    Label, Refused,
    testing::Values(
        Case{"good", "", "", "GREEN", "GREEN"},
        Case{"Attack46_Doctype", "stanag4774.doctype", "", "<s:originator", "<!DOCTYPE s [<!ENTITY a 'b'>]><s:originator"},
        Case{"Attack46_Entity", "stanag4774.malformed", "", "GREEN", "&xxe;"},
        Case{"Malformed", "stanag4774.malformed", "", "</s:originatorConfidentialityLabel>", "</s:originatorConfidentialityLabe>"},
        Case{"AnotherNamespace", "stanag4774.not-a-label", "s:originatorConfidentialityLabel", "4774", "4775"},
        Case{"Attack09_AnotherVersion", "stanag4774.not-a-label", "s:originatorConfidentialityLabel", ":1:0", ":2:0"},
        Case{"AnotherRoot", "stanag4774.not-a-label", "s:clearance", good,
             "<s:clearance xmlns:s='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'/>"},
        Case{"TwoRoots", "stanag4774.malformed", "", good, good + good},
        Case{"Attack09_UnknownPolicy", "stanag4774.policy", "s:PolicyIdentifier", ">japan-us<", ">NATO<"},
        Case{"Attack09_PolicyOfThatNameButAnotherUri", "stanag4774.policy", "s:PolicyIdentifier", "<s:PolicyIdentifier>",
             "<s:PolicyIdentifier URI='urn:oid:1.3.26.1.3.1'>"},
        Case{"PolicyMissing", "stanag4774.missing", "s:ConfidentialityInformation", "<s:PolicyIdentifier>japan-us</s:PolicyIdentifier>",
             ""},
        Case{"PolicyTwice", "stanag4774.duplicate", "s:PolicyIdentifier", "<s:Classification>",
             "<s:PolicyIdentifier>USA</s:PolicyIdentifier><s:Classification>"},
        Case{"Attack09_UnknownClassification", "stanag4774.classification", "s:Classification", "USA CUI", "CUI"},
        Case{"ClassificationOfAnotherCase", "stanag4774.classification", "s:Classification", "USA CUI", "USA cui"},
        Case{"Attack49_ClassificationWithAHiddenCharacter", "stanag4774.classification", "s:Classification", "USA CUI", "USA\u200b CUI"},
        Case{"ClassificationMissing", "stanag4774.missing", "s:ConfidentialityInformation", "<s:Classification>USA CUI</s:Classification>",
             ""},
        Case{"ClassificationTwice", "stanag4774.duplicate", "s:Classification", "<s:Category Type=\"P",
             "<s:Classification>USA SECRET</s:Classification><s:Category Type=\"P"},
        Case{"ClassificationWithUri", "stanag4774.unknown-attribute", "s:Classification", "<s:Classification>",
             "<s:Classification URI='urn:oid:1'>"},
        Case{"UnknownRestrictiveCategory", "stanag4774.category", "s:Category", "TagName=\"TLP\"", "TagName=\"Special\""},
        Case{"UnknownPermissiveCategory", "stanag4774.category", "s:Category", restrictive,
             "<s:Category Type='PERMISSIVE' TagName='Only'><s:GenericValue>JPN</s:GenericValue></s:Category>"},
        Case{"UnknownInformativeCategoryIsPassedOver", "", "", restrictive,
             "<s:Category Type='INFORMATIVE' TagName='Admin'><s:GenericValue>x</s:GenericValue></s:Category>"},
        Case{"CategoryOfNoType", "stanag4774.category", "s:Category", "Type=\"RESTRICTIVE\" ", ""},
        Case{"CategoryOfAnotherType", "stanag4774.category", "s:Category", "\"RESTRICTIVE\" TagName=\"TLP\"",
             "\"INFORMATIVE\" TagName=\"TLP\""},
        Case{"CategoryTypeOfAnotherCase", "stanag4774.category", "s:Category", "\"RESTRICTIVE\"", "\"restrictive\""},
        Case{"CategoryWithAnotherUri", "stanag4774.category", "s:Category", "TagName=\"TLP\"", "TagName=\"TLP\" URI=\"urn:oid:1.2\""},
        Case{"CategoryWithoutValue", "stanag4774.missing", "s:Category", "<s:GenericValue>GREEN</s:GenericValue>", ""},
        Case{"RequiredCategoryMissing", "stanag4774.missing", "s:ConfidentialityInformation", permissive, ""},
        Case{"Attack06_ReleasableToEveryone", "stanag4774.value", "s:GenericValue", ">JPN<", ">*<"},
        Case{"ReleasableToAStranger", "stanag4774.value", "s:GenericValue", ">JPN<", ">GBR<"},
        Case{"UnknownRestrictiveValue", "stanag4774.value", "s:GenericValue", "GREEN", "WHITE"},
        Case{"TwoOfAGroup", "label.one-of-a-group", "label.caveats", "<s:GenericValue>GREEN",
             "<s:GenericValue>RED</s:GenericValue><s:GenericValue>GREEN"},
        Case{"IntegerValueWhereTheStandardAsksForAGenericOne", "stanag4774.unknown-element", "s:IntegerValue",
             "<s:GenericValue>GREEN</s:GenericValue>", "<s:GenericValue>GREEN</s:GenericValue><s:IntegerValue>7</s:IntegerValue>"},
        Case{"ElementOfAnotherNamespace", "stanag4774.unknown-element", "x:Marking", restrictive,
             restrictive + "<x:Marking xmlns:x='urn:x'>SECRET</x:Marking>"},
        Case{"TextBesideElements", "stanag4774.text", "s:ConfidentialityInformation", restrictive, restrictive + "SECRET"},
        Case{"ElementInsideAValue", "stanag4774.unknown-element", "s:b", "GREEN", "GR<s:b/>EEN"},
        Case{"ValueInPieces", "", "", "GREEN", "GR<!-- -->EEN"}, Case{"EmptyValue", "stanag4774.text", "s:GenericValue", "GREEN", " "},
        Case{"LongValue", "stanag4774.text", "s:GenericValue", "GREEN", std::string(200, 'G')},
        Case{"UnknownAttribute", "stanag4774.unknown-attribute", "s:originatorConfidentialityLabel", " ReviewDateTime", " Expires"},
        Case{"UnknownOriginator", "stanag4774.originator", "s:OriginatorID", "C=US", "C=GB"},
        Case{"OriginatorOfAnotherType", "stanag4774.originator", "s:OriginatorID", "directoryName", "rfc822Name"},
        Case{"OriginatorMissingUnderASharedPolicy", "stanag4774.missing", "s:originatorConfidentialityLabel", originator, ""},
        Case{"CreationMissing", "stanag4774.missing", "s:originatorConfidentialityLabel", created, ""},
        Case{"CreationWithoutOffset", "stanag4774.time", "s:CreationDateTime", "16:30:00Z</s:C", "16:30:00</s:C"},
        Case{"Attack43_FarFuture", "stanag4774.time", "s:CreationDateTime", ">2016-", ">9999-"},
        Case{"ReviewIsNoTime", "stanag4774.time", "s:originatorConfidentialityLabel", "2021-04-15", "2021-13-15"},
        Case{"ReviewMissingAsTheSchemaAllows", "", "", " ReviewDateTime=\"2021-04-15T16:30:00Z\"", ""},
        Case{"LabelThatTurnsIntoAnother", "stanag4774.succession", "s:SuccessionHandling", created,
             created + "<s:SuccessionHandling><s:SuccessionDateTime>2017-01-01T00:00:00Z</s:SuccessionDateTime></s:SuccessionHandling>"}),
    [](const auto& test) { return std::string(test.param.name); });

// A national policy speaks for its nation where the label does not say who made it, and names nobody else as a reader.
TEST(Read, ANationalLabelWithoutRecipientsIsForItsOriginatorAlone) {
  const auto read =
      read_shipped(R"(<ConfidentialityLabel xmlns="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><ConfidentialityInformation>
    <PolicyIdentifier>USA</PolicyIdentifier><Classification>UNCLASSIFIED</Classification></ConfidentialityInformation>
    <CreationDateTime>2016-04-15T16:30:00Z</CreationDateTime></ConfidentialityLabel>)");
  ASSERT_TRUE(read.has_value()) << describe(read.error());
  const label::Label expected{"japan-us", "UNCLASSIFIED", {"USA"}, {}, "USA"};
  EXPECT_EQ(read->label, expected);
}

}  // namespace
}  // namespace tsugite::gateways::stanag4774
