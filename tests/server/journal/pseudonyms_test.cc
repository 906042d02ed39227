#include "server/journal/pseudonyms.h"

#include "gtest/gtest.h"

#include "server/journal/row_map.h"

namespace sceau {
namespace {

const crypto::Bytes kKey(32, 1);
const crypto::Bytes kOtherKey(32, 2);
const crypto::Bytes kRow = {1, 2, 3};

TEST(PseudonymsTest, WithoutTheKeyNamesCannotBeGuessed) {
  EXPECT_NE(Pseudonyms(kKey).Of("case", "c1"),
            Pseudonyms(kOtherKey).Of("case", "c1"));
  EXPECT_NE(Pseudonyms(kKey).DigestRow("case", "c1", kRow),
            Pseudonyms(kOtherKey).DigestRow("case", "c1", kRow));
}

TEST(PseudonymsTest, KindsAndIdsAreToldApart) {
  const Pseudonyms pseudonyms(kKey);
  EXPECT_EQ(pseudonyms.Of("case", "c1"), pseudonyms.Of("case", "c1"));
  EXPECT_NE(pseudonyms.Of("case", "c1"), pseudonyms.Of("member", "c1"));
  EXPECT_NE(pseudonyms.Of("ca", "sec1"), pseudonyms.Of("case", "c1"));
}

TEST(PseudonymsTest, ADigestIsOfItsRowAndContent) {
  const Pseudonyms pseudonyms(kKey);
  const crypto::Hash digest = pseudonyms.DigestRow("case", "c1", kRow);
  EXPECT_EQ(digest, pseudonyms.DigestRow("case", "c1", kRow));
  EXPECT_NE(digest, pseudonyms.DigestRow("case", "c2", kRow));
  EXPECT_NE(digest, pseudonyms.DigestRow("session", "c1", kRow));
  EXPECT_NE(digest, pseudonyms.DigestRow("case", "c1", crypto::Bytes{1, 2}));
  EXPECT_NE(digest, kNoRow);
}

}  // namespace
}  // namespace sceau
