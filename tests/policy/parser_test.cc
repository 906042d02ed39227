#include "policy/compile/parser.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/compile/place.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;

Issue OnlyIssue(absl::string_view text) {
  const ParsedCharter parsed = Parse(text);
  EXPECT_EQ(parsed.charter, nullptr);
  EXPECT_EQ(parsed.issues.size(), 1u);
  return parsed.issues.empty() ? Issue() : parsed.issues[0];
}

TEST(ParserTest, ASyntaxErrorStandsAloneWithItsPlace) {
  const std::string text =
      "title: \"x\"\ngrants { partner: \"nobody\" }\ngrants { partner }\n"
      "partners: 3\n";
  const Issue issue = OnlyIssue(text);
  EXPECT_EQ(issue.code, IssueCode::kSyntax);
  EXPECT_EQ(issue.line, 3);
  EXPECT_EQ(issue.column, 18);
  EXPECT_THAT(CodesOf(text), ElementsAre("SYNTAX"));
}

TEST(ParserTest, AFieldThatIsNotInTheSchemaIsASyntaxError) {
  const Issue issue = OnlyIssue("title: \"x\"\ngrants {\n  granted: 1\n}\n");
  EXPECT_EQ(issue.code, IssueCode::kSyntax);
  EXPECT_EQ(issue.line, 3);
  EXPECT_EQ(issue.column, 3);
  EXPECT_EQ(issue.subject, "granted");
}

TEST(ParserTest, AFieldSaidTwiceIsASyntaxError) {
  EXPECT_EQ(OnlyIssue("title: \"a\" title: \"b\"").code, IssueCode::kSyntax);
}

TEST(ParserTest, AStringThatDoesNotEndIsASyntaxError) {
  EXPECT_EQ(OnlyIssue("title: \"a").code, IssueCode::kSyntax);
  EXPECT_EQ(OnlyIssue("clocks { ceiling_age: 99999999999 }").code,
            IssueCode::kSyntax);
}

TEST(ParserTest, MoreBytesThanTheBoundAreNotRead) {
  const std::string comment(kMaxCharterBytes, '#');
  EXPECT_EQ(Parse(comment).issues.size(), 0u);
  EXPECT_EQ(OnlyIssue(comment + "#").code, IssueCode::kTooLong);
}

TEST(ParserTest, MoreMessagesThanTheBoundAreNotBuilt) {
  std::string text;
  for (size_t i = 0; i < kMaxCharterMessages; ++i) text += "grants{}";
  EXPECT_EQ(Parse(text).issues.size(), 0u);
  EXPECT_EQ(OnlyIssue(text + "grants<>").code, IssueCode::kTooMany);
}

TEST(ParserTest, DepthIsBounded) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "grants { ";
  const IssueCode code = OnlyIssue(text).code;
  EXPECT_TRUE(code == IssueCode::kTooDeep || code == IssueCode::kSyntax);
}

TEST(ParserTest, OnlyWellFormedUtf8IsRead) {
  EXPECT_EQ(OnlyIssue("title: \"\xe9t\xe9\"").code, IssueCode::kNotUtf8);
  EXPECT_TRUE(IsUtf8("été € 𝄞"));
  EXPECT_FALSE(IsUtf8("\xc0\xaf"));          // Overlong.
  EXPECT_FALSE(IsUtf8("\xe0\x9f\xbf"));      // Overlong.
  EXPECT_FALSE(IsUtf8("\xed\xa0\x80"));      // Surrogate.
  EXPECT_FALSE(IsUtf8("\xf0\x8f\xbf\xbf"));  // Overlong.
  EXPECT_FALSE(IsUtf8("\xf4\x90\x80\x80"));  // Past the last character.
  EXPECT_FALSE(IsUtf8("\xe2\x82"));          // Cut.
  EXPECT_FALSE(IsUtf8("\x80"));
  EXPECT_FALSE(IsUtf8("\xff"));
}

TEST(ParserTest, EveryWordKeepsItsPlace) {
  const ParsedCharter parsed =
      Parse("title: \"x\"\n\n  grants { any_of: [\n    \"a\",\n    \"b\" ] }");
  ASSERT_NE(parsed.charter, nullptr);
  const Place place(parsed.places.get(), Charter::descriptor());
  const Place grant = place.Inside(Charter::kGrantsFieldNumber, 0);
  EXPECT_EQ(place.Of(Charter::kGrantsFieldNumber, 0), std::pair(3, 3));
  // A list in brackets is one place: where it starts.
  EXPECT_EQ(grant.Of(Grant::kAnyOfFieldNumber, 1), std::pair(3, 12));
  // What is not there is where it should have been.
  EXPECT_EQ(grant.Of(Grant::kArticleFieldNumber), std::pair(3, 3));
  EXPECT_EQ(place.Of(Charter::kPartnersFieldNumber), std::pair(0, 0));
}

}  // namespace
}  // namespace sceau::policy
