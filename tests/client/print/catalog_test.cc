#include "client/print/catalog.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau::print {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::StartsWith;
using testing::StatusIs;

constexpr char kPdf[] =
    "%PDF-1.4\n"
    "7 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n>>\nendobj\n"
    "xref\n0 1\n0000000000 65535 f \n"
    "trailer\n<< /Size 8\n   /Root 7 0 R\n   /Info 6 0 R\n>>\n"
    "startxref\n62\n%%EOF\n";

TEST(CatalogTest, SaysTheLanguageBehindWhatWasThere) {
  const auto pdf = InFrench(kPdf);
  ASSERT_THAT(pdf, IsOk());
  EXPECT_THAT(*pdf, StartsWith(kPdf));
  const std::string added = pdf->substr(sizeof(kPdf) - 1);
  EXPECT_THAT(added, StartsWith("7 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n"
                                "   /Lang (fr-FR)\n"));
  EXPECT_THAT(added, HasSubstr("/DisplayDocTitle true"));
  EXPECT_THAT(added, HasSubstr("/Root 7 0 R\n   /Info 6 0 R\n   /Prev 62\n"));
}

TEST(CatalogTest, TheNewTableSaysWhereTheNewCatalogIs) {
  const auto pdf = InFrench(kPdf);
  ASSERT_THAT(pdf, IsOk());
  const size_t table = pdf->rfind("\nxref\n7 1\n") + 1;
  int64_t said = 0;
  ASSERT_TRUE(absl::SimpleAtoi(
      pdf->substr(pdf->rfind("startxref\n") + 10,
                  pdf->rfind("\n%%EOF") - pdf->rfind("startxref\n") - 10),
      &said));
  EXPECT_EQ(static_cast<size_t>(said), table);
  int64_t catalog = 0;
  ASSERT_TRUE(absl::SimpleAtoi(pdf->substr(table + 9, 10), &catalog));
  EXPECT_TRUE(absl::StartsWith(pdf->substr(static_cast<size_t>(catalog)),
                               "7 0 obj\n<< /Type /Catalog"));
}

TEST(CatalogTest, WhatCairoDoesNotWriteIsRefused) {
  const std::string whole = kPdf;
  for (const std::string& other :
       {std::string(), std::string("%PDF-1.4\n"),
        whole.substr(0, whole.find("startxref")),
        whole.substr(whole.find("xref")),
        std::string(whole).replace(whole.find("/Root 7"), 7, "/Root 9"),
        std::string(whole).replace(whole.find("62\n"), 2, "x2")}) {
    EXPECT_THAT(InFrench(other), StatusIs(absl::StatusCode::kInternal))
        << other;
  }
}

}  // namespace
}  // namespace sceau::print
