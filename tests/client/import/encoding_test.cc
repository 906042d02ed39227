// Bytes become UTF-8 or an error that says where; nothing is guessed mangled.
#include "client/import/encoding.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kInvalidText = absl::StatusCode::kInvalidArgument;

std::string MessageOf(const absl::StatusOr<DecodedText>& text) {
  return std::string(text.status().message());
}

TEST(EncodingTest, FilesBeyondTheBoundAreRefusedUnread) {
  EXPECT_THAT(DecodeText(std::string(kMaxFileBytes + 1, 'a')),
              StatusIs(kInvalidText));
  EXPECT_THAT(DecodeText(std::string(kMaxFileBytes, 'a')), IsOk());
}

TEST(EncodingTest, NulCharactersAreRefusedWithTheirLine) {
  const auto text = DecodeText(std::string("a\r\nb\r\nc\0d", 9));
  ASSERT_THAT(text, StatusIs(kInvalidText));
  EXPECT_THAT(MessageOf(text), HasSubstr("ligne 3"));
}

TEST(EncodingTest, DamagedUtf8IsRefusedWithItsLineAndWithoutItsText) {
  const auto text =
      DecodeText("Pr\xc3\xa9nom;\xc3\x89t\xc3\xa9\nLECLERC;Zo\xe9\n");
  ASSERT_THAT(text, StatusIs(kInvalidText));
  EXPECT_THAT(MessageOf(text), HasSubstr("ligne 2"));
  EXPECT_THAT(MessageOf(text), Not(HasSubstr("LECLERC")));
  EXPECT_THAT(DecodeText("\xef\xbb\xbf"
                         "Zo\xe9"),
              StatusIs(kInvalidText));
}

TEST(EncodingTest, BytesThatStandForNothingAreRefused) {
  EXPECT_THAT(DecodeText(std::string("\xff\xfe\x41\x00\xff", 5)),
              StatusIs(kInvalidText));
  EXPECT_THAT(DecodeText(std::string("\xff\xfe\x00\xd8\x41\x00", 6)),
              StatusIs(kInvalidText));
}

TEST(EncodingTest, Windows1252IsWhatIsNotUtf8) {
  const auto text = DecodeText("LEC\x8cUR;Zo\xe9;\x80\n");
  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->encoding, Encoding::kWindows1252);
  EXPECT_EQ(text->utf8, "LECŒUR;Zoé;€\n");
}

TEST(EncodingTest, AMacsAccentsAreReadAsAMacWritesThem) {
  const auto text = DecodeText("Zo\x8e;ANA\x95S;No\x91l;H\x8el\x8fne\r");
  ASSERT_THAT(text, IsOk());
  EXPECT_EQ(text->encoding, Encoding::kMacRoman);
  EXPECT_EQ(text->utf8, "Zoé;ANAïS;Noël;Hélène\r");
  // Windows-1252 has a Ž too, and quotes where a Mac has letters.
  const auto windows = DecodeText("\x8eupan;Zo\xe9;L\x92Orne;\x93oui\x94\n");
  ASSERT_THAT(windows, IsOk());
  EXPECT_EQ(windows->utf8, "Župan;Zoé;L’Orne;“oui”\n");
}

TEST(EncodingTest, TextThatWasEncodedTwiceIsRefusedWithItsLine) {
  for (const std::string name : {"KÃ©vin", "HÃ¨lene", "CHÃªNE", "Ã‰ric"}) {
    const auto text = DecodeText("NOM\n" + name + "\n");
    ASSERT_THAT(text, StatusIs(kInvalidText)) << name;
    EXPECT_THAT(MessageOf(text), HasSubstr("ligne 2"));
    EXPECT_THAT(MessageOf(text), Not(HasSubstr(name)));
  }
  EXPECT_THAT(DecodeText("SÃO PAULO;João"), IsOk());
  // A mail pasted into a remark breaks that cell alone.
  EXPECT_THAT(DecodeText("Né(e) le;Zoé\n;reÃ§u hier, trÃ¨s tard\nLéa;\n"),
              IsOk());
}

TEST(EncodingTest, Utf8IsReadWithAndWithoutItsMark) {
  for (const std::string mark : {"", "\xef\xbb\xbf"}) {
    const auto text = DecodeText(mark + "Zoé");
    ASSERT_THAT(text, IsOk());
    EXPECT_EQ(text->encoding, Encoding::kUtf8);
    EXPECT_EQ(text->utf8, "Zoé");
  }
}

TEST(EncodingTest, Utf16IsReadInBothOrders) {
  const auto little =
      DecodeText(std::string("\xff\xfe"
                             "Z\0o\0\xe9\0",
                             8));
  ASSERT_THAT(little, IsOk());
  EXPECT_EQ(little->utf8, "Zoé");
  const auto big =
      DecodeText(std::string("\xfe\xff"
                             "\0Z\0o\0\xe9",
                             8));
  ASSERT_THAT(big, IsOk());
  EXPECT_EQ(big->utf8, "Zoé");
}

TEST(EncodingTest, AnotherKindOfFileIsNamedWithTheWayOut) {
  struct Case {
    absl::string_view bytes = {};
    const char* kind = "";
  };
  const std::string wide("<\0h\0t\0m\0l\0>\0", 12);
  const std::string locked =
      "\xd0\xcf\x11\xe0" + std::string(64, '\0') +
      std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  for (const Case& c : std::vector<Case>{
           {"<html xmlns:x='urn'><table>", "page web"},
           {"\xef\xbb\xbf \r\n<!DOCTYPE HTML>", "page web"},
           {wide, "page web"},
           {"<?xml version=\"1.0\"?>\n<Workbook>", "XML"},
           {"{\\rtf1\\ansi NOM}", "RTF"},
           {"%PDF-1.7\n", "PDF"},
           {"PK\x03\x04....xl/workbook.xml", "Excel"},
           {"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument."
            "spreadsheet",
            "LibreOffice"},
           {"PK\x03\x04....word/document.xml", "Word"},
           {locked, "mot de passe"},
           {"\xd0\xcf\x11\xe0....", "Excel"},
           {"ID;PWXL;N;E\r\n", "SYLK"},
           {"\x89PNG\r\n", "image"},
           {"[{\"nom\": 1}]", "JSON"}}) {
    const auto text = DecodeText(c.bytes);
    ASSERT_FALSE(text.ok()) << c.kind;
    EXPECT_THAT(std::string(text.status().message()),
                ::testing::AllOf(::testing::HasSubstr(c.kind),
                                 ::testing::HasSubstr("enregistrez"),
                                 ::testing::HasSubstr("CSV")));
  }
  EXPECT_TRUE(DecodeText("Id;Prénom;Nom\n1;Lou;PETIT\n").ok());
}

}  // namespace
}  // namespace sceau
