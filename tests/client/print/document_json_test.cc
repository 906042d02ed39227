#include "client/print/document_json.h"

#include "gtest/gtest.h"

namespace sceau::print {
namespace {

Document Sample() {
  Document document{.kind = "Revue",
                    .title = "Éléments",
                    .subtitle = "s",
                    .byline = "b",
                    .author = "a",
                    .running_left = "l",
                    .running_right = "r",
                    .footer = "f",
                    .unix_seconds = 1796083200};
  document.blocks.emplace_back(Heading{"h"});
  document.blocks.emplace_back(Paragraph{"p", Paragraph::Kind::kNote});
  document.blocks.emplace_back(Numbers{{{"12", "lectures"}}});
  document.blocks.emplace_back(
      Table{{{"c", 2, Column::Kind::kCount}},
            {{{"1", Cell::Bar::kSolid, 0.25}}, {{"2"}}},
            true});
  return document;
}

TEST(DocumentJsonTest, WhatIsNoDocumentIsRefused) {
  for (const std::string text :
       {"", "[]", "{}", "{\"kind\": 1}", "{\"blocks\": []}", "\xff"}) {
    EXPECT_FALSE(ParseDocument(text).ok()) << text;
  }
  const std::string whole = DocumentAsJson(Sample());
  for (size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_FALSE(ParseDocument(whole.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParseDocument(std::string(kMaxModelBytes + 1, ' ')).ok());
}

TEST(DocumentJsonTest, AKindThatThereIsNotIsRefused) {
  std::string text = DocumentAsJson(Sample());
  const size_t at = text.find("\"bar\":1");
  ASSERT_NE(at, std::string::npos);
  text[at + 6] = '3';
  EXPECT_FALSE(ParseDocument(text).ok());
}

TEST(DocumentJsonTest, NothingIsLostOnTheWay) {
  const auto read = ParseDocument(DocumentAsJson(Sample()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(DocumentAsJson(*read), DocumentAsJson(Sample()));
  EXPECT_EQ(read->title, "Éléments");
  const auto& table = std::get<Table>(read->blocks[3]);
  EXPECT_TRUE(table.together);
  EXPECT_EQ(table.columns[0].kind, Column::Kind::kCount);
  EXPECT_EQ(table.rows[0][0].share, 0.25);
}

}  // namespace
}  // namespace sceau::print
